import RapportCore
import RapportPresentation
import SwiftUI

/// Taking in another device: the code that it scans, or its link as a text.
struct GiveLinkView: View {
    @Bindable var model: GiveLinkModel
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            Form {
                if model.needsRelay {
                    relay
                } else if begun {
                    LinkSection(model: model.pairUp, done: done)
                    if model.pairUp.failed != nil { again }
                } else if let link = model.link {
                    waiting(link)
                } else if !model.pairUp.acting.busy {
                    again
                }
                TroubleBanner(acting: model.pairUp.acting)
            }
            .navigationTitle(say("screen.link.title"))
            .toolbar { ToolbarItem(placement: .cancellationAction) { Button(say("common.close")) { dismiss() } } }
        }
        .task { await model.appear() }
        .onDisappear { model.leave() }
    }

    /// Whether the new device has answered.
    private var begun: Bool {
        let one = model.pairUp
        return one.code != nil || one.done || one.failed != nil || one.invite?.stage == .confirmed
    }

    private var done: Words {
        let name = model.pairUp.invite?.name ?? say("device.kind.unknown")
        return Words("screen.link.done_given", ["name": .text(name)])
    }

    private var again: some View {
        Button(say("screen.devices.link")) { Task { await model.give() } }
    }

    @ViewBuilder private var relay: some View {
        Section {
            TextField(say("screen.invite.relay_hint"), text: $model.relay.text)
                .textInputAutocapitalization(.never)
                .autocorrectionDisabled()
                .keyboardType(.URL)
        } header: {
            Text(key: "screen.link.no_relay")
        } footer: {
            if let failure = model.pairUp.acting.failure(at: .relay) {
                Text(failure.what).foregroundStyle(.red)
            } else {
                Text(key: "screen.invite.relay_explained")
            }
        }
        Button(say("screen.devices.link")) { Task { await model.agree() } }
            .disabled(model.relay.isEmpty || model.pairUp.acting.busy)
            .asksForUnencrypted(model.pairUp.acting) { await model.agree(plainHttp: true) }
    }

    @ViewBuilder private func waiting(_ link: String) -> some View {
        Section {
            CodePicture(text: link)
                .accessibilityElement()
                .accessibilityLabel(say("screen.link.qr"))
                .accessibilityAddTraits(.isImage)
        } footer: {
            Text(key: "screen.link.give_explained")
        }
        Section {
            ShareLink(item: link) { Label(say("common.share"), systemImage: "square.and.arrow.up") }
            Button(say("common.copy"), systemImage: "doc.on.doc") { UIPasteboard.general.string = link }
            Button(say("screen.link.revoke"), role: .destructive) { Task { await model.revoke() } }
        }
    }
}

/// Two devices of one person whose words are compared.
struct LinkSection: View {
    let model: PairUp
    let done: Words

    var body: some View {
        Section {
            if let failed = model.failed {
                Label(Speaking.shared.say(failed), systemImage: "xmark.octagon")
            } else if model.done {
                Label(Speaking.shared.say(done), systemImage: "checkmark.seal")
            } else if let code = model.code {
                Text(key: "screen.link.compare").font(.headline).accessibilityAddTraits(.isHeader)
                Text(verbatim: code).font(.title2.monospaced()).textSelection(.enabled)
                Text(key: "screen.link.compare_explained").font(.callout)
                Button(say("screen.join.match")) { Task { await model.same() } }
                Button(say("screen.join.differ"), role: .destructive) { Task { await model.giveUp() } }
            } else {
                ProgressView(
                    say("screen.join.waiting", ["name": .text(model.invite?.name ?? say("device.kind.unknown"))]))
                Text(key: "screen.join.waiting_explained").font(.callout).foregroundStyle(.secondary)
            }
        }
        .disabled(model.acting.busy)
    }
}

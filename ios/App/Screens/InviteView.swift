import RapportCore
import RapportPresentation
import SwiftUI

/// Inviting somebody: a link to send, or a code to scan.
struct InviteScreen: View {
    @Bindable var model: InviteModel
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            Form {
                if let link = model.link {
                    waiting(link)
                } else {
                    asking
                }
                PairUpIfBegun(model: model.pairUp)
            }
            .navigationTitle(say("screen.invite.title"))
            .toolbar { ToolbarItem(placement: .cancellationAction) { Button(say("common.close")) { dismiss() } } }
        }
        .task { await model.appear() }
        .onDisappear { model.leave() }
    }

    @ViewBuilder private var asking: some View {
        Picker(say("screen.join.role_question"), selection: $model.seat) {
            Text(key: "screen.invite.as_mentor").tag(Seat.mentor)
            Text(key: "screen.invite.as_mentee").tag(Seat.mentee)
        }
        .pickerStyle(.inline)
        if model.needsRelay {
            Section {
                TextField(say("screen.invite.relay_hint"), text: $model.relay.text)
                    .textInputAutocapitalization(.never)
                    .autocorrectionDisabled()
                    .keyboardType(.URL)
            } header: {
                Text(key: "screen.invite.relay_question")
            } footer: {
                if let failure = model.pairUp.acting.failure(at: .relay) {
                    Text(failure.what).foregroundStyle(.red)
                } else {
                    Text(key: "screen.invite.relay_explained")
                }
            }
        }
        Button(say("screen.invite.title")) { Task { await model.invite() } }
            .disabled(model.pairUp.acting.busy)
            .asksForUnencrypted(model.pairUp.acting) { await model.invite(plainHttp: true) }
        TroubleBanner(acting: model.pairUp.acting)
    }

    @ViewBuilder private func waiting(_ link: String) -> some View {
        Section(say("screen.invite.link")) {
            ShareLink(item: link) { Label(say("common.share"), systemImage: "square.and.arrow.up") }
            Button(say("common.copy"), systemImage: "doc.on.doc") { UIPasteboard.general.string = link }
        }
        Section(say("screen.invite.qr")) {
            CodePicture(text: link)
                .accessibilityElement()
                .accessibilityLabel(say("screen.invite.qr"))
                .accessibilityAddTraits(.isImage)
        }
        Section {
            Button(say("screen.invite.revoke"), role: .destructive) { Task { await model.revoke() } }
        } footer: {
            if let until = model.pairUp.invite?.until {
                Text(key: "screen.invite.expires", ["when": .instant(until)])
            }
        }
    }
}

/// The comparing, once the other one has answered.
private struct PairUpIfBegun: View {
    let model: PairUp

    var body: some View {
        if model.code != nil || model.done || model.failed != nil || model.invite?.stage == .confirmed {
            PairUpSection(model: model)
        }
    }
}

import RapportCore
import RapportPresentation
import SwiftUI

/// Joining by an invite.
struct JoinView: View {
    @Bindable var model: JoinModel
    @Environment(\.dismiss) private var dismiss
    @State private var scanning: ScanModel?

    var body: some View {
        NavigationStack {
            Form {
                if model.pairUp.invite == nil {
                    Section {
                        TextField(say("screen.join.invite_hint"), text: $model.link.text, axis: .vertical)
                            .textInputAutocapitalization(.never)
                            .autocorrectionDisabled()
                        PasteButton(payloadType: String.self) { texts in
                            if let text = texts.first { Task { await model.show(text) } }
                        }
                        Button(say("screen.join.scan"), systemImage: "qrcode.viewfinder") {
                            scanning = ScanModel(join: model, gate: CameraPermission())
                        }
                    } header: {
                        Text(key: "screen.join.paste")
                    } footer: {
                        if let failure = model.pairUp.acting.failure { Text(failure.what).foregroundStyle(.red) }
                    }
                    Button(say("screen.join.title")) { Task { await model.join() } }
                        .disabled(!model.canJoin)
                        .asksForUnencrypted(model.pairUp.acting) { await model.join(plainHttp: true) }
                } else {
                    PairUpSection(model: model.pairUp)
                }
            }
            .navigationTitle(say("screen.join.title"))
            .toolbar { ToolbarItem(placement: .cancellationAction) { Button(say("common.close")) { dismiss() } } }
            .sheet(item: $scanning) { ScanView(model: $0, title: say("screen.join.scan")) }
        }
        .onDisappear { model.leave() }
    }
}

/// Two people comparing the words on their screens.
struct PairUpSection: View {
    let model: PairUp

    private var name: String { model.invite?.name ?? say("common.unknown_person") }

    var body: some View {
        Section {
            if let failed = model.failed {
                Label(Speaking.shared.say(failed), systemImage: "xmark.octagon")
            } else if model.done {
                Label(say("screen.join.welcome", ["name": .text(name)]), systemImage: "checkmark.seal")
            } else if let code = model.code {
                Text(key: "screen.join.compare").font(.headline)
                Text(verbatim: code).font(.title2.monospaced()).textSelection(.enabled)
                Text(key: "screen.join.compare_explained").font(.callout)
                Button(say("screen.join.match")) { Task { await model.same() } }
                Button(say("screen.join.differ"), role: .destructive) { Task { await model.giveUp() } }
            } else {
                ProgressView(say("screen.join.waiting", ["name": .text(name)]))
                Text(key: "screen.join.waiting_explained").font(.callout).foregroundStyle(.secondary)
            }
        }
        .disabled(model.acting.busy)
        TroubleBanner(acting: model.acting)
    }
}

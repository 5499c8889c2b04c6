import RapportCore
import RapportPresentation
import SwiftUI

/// Coming back with the 24 words when no device is left.
struct RecoverView: View {
    let app: AppModel
    @Bindable var model: RecoverModel

    var body: some View {
        NavigationStack {
            Form {
                if let recovery = model.recovery { coming(recovery) } else { asking }
                TroubleBanner(acting: model.acting)
            }
            .navigationTitle(say("screen.recover.title"))
            .toolbar {
                ToolbarItem(placement: .cancellationAction) {
                    Button(say("common.back")) { Task { await app.leaveRecovering() } }.disabled(model.acting.busy)
                }
            }
        }
    }

    @ViewBuilder private var asking: some View {
        if !model.waits {
            Section(say("screen.link.name")) {
                TextField(say("screen.link.name"), text: $model.name.text)
            }
        }
        Section {
            TextField(say("screen.recover.words"), text: $model.words, axis: .vertical)
                .textInputAutocapitalization(.never)
                .autocorrectionDisabled()
                .privacySensitive()
            TextField(say("screen.recover.relay"), text: $model.relay.text)
                .textInputAutocapitalization(.never)
                .autocorrectionDisabled()
                .keyboardType(.URL)
        } footer: {
            Text(key: "screen.recover.explained")
        }
        Button(say("screen.recover.go")) { Task { await model.go() } }
            .disabled(!model.canGo)
            .asksForUnencrypted(model.acting) { await model.go(plainHttp: true) }
    }

    private func coming(_ recovery: RecoveryView) -> some View {
        Section {
            Text(recovery.words).font(.headline)
            if recovery.stage != .notThere { ProgressView().accessibilityLabel(say("common.loading")) }
            Button(say("screen.recover.again")) { Task { await model.other() } }.disabled(model.acting.busy)
        } footer: {
            Text(verbatim: recovery.relay)
        }
    }
}

import RapportCore
import RapportPresentation
import SwiftUI

/// A new device of somebody who uses the app on another one already.
struct TakeLinkView: View {
    let app: AppModel
    @Bindable var model: TakeLinkModel
    @State private var scanning: ScanModel?

    var body: some View {
        NavigationStack {
            Form {
                if let pairUp = model.pairUp, pairUp.invite != nil {
                    LinkSection(model: pairUp, done: Words("screen.link.done_taken"))
                    if model.underWay {
                        Section {
                            if pairUp.code == nil {
                                Button(say("common.cancel"), role: .destructive) { Task { await pairUp.giveUp() } }
                            }
                        } footer: {
                            Text(key: "screen.link.only_waits")
                        }
                    }
                }
                if !model.underWay { asking }
                TroubleBanner(acting: model.acting)
            }
            .navigationTitle(say("screen.link.title"))
            .toolbar {
                if !model.underWay {
                    ToolbarItem(placement: .cancellationAction) {
                        Button(say("common.back")) { Task { await app.leaveLinking() } }.disabled(model.acting.busy)
                    }
                }
            }
            .sheet(item: $scanning) { ScanView(model: $0, title: say("screen.link.scan")) }
        }
    }

    @ViewBuilder private var asking: some View {
        if model.waits {
            Text(key: "screen.link.not_yet").font(.headline)
        } else {
            Section(say("screen.link.name")) {
                TextField(say("screen.link.name"), text: $model.name.text)
            }
        }
        Section {
            TextField(say("screen.join.invite_hint"), text: $model.link.text, axis: .vertical)
                .textInputAutocapitalization(.never)
                .autocorrectionDisabled()
            PasteButton(payloadType: String.self) { texts in
                if let text = texts.first { Task { await model.show(text) } }
            }
            Button(say("screen.link.scan"), systemImage: "qrcode.viewfinder") {
                scanning = ScanModel(join: model, gate: CameraPermission())
            }
        } header: {
            Text(key: "screen.link.paste")
        } footer: {
            Text(key: "screen.link.take_explained")
        }
        Button(say("screen.link.take")) { Task { await model.take() } }
            .disabled(!model.canTake)
            .asksForUnencrypted(model.acting) { await model.take(plainHttp: true) }
    }
}

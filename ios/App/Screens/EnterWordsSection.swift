import RapportPresentation
import SwiftUI

/// The words once more, on a device of their person: with them any other device can be removed.
struct EnterWordsSection: View {
    let model: DevicesModel
    @State private var typed: String?

    var body: some View {
        Section {
            if let typed {
                TextField(
                    say("screen.recover.words"), text: Binding(get: { typed }, set: { self.typed = $0 }),
                    axis: .vertical
                )
                .textInputAutocapitalization(.never)
                .autocorrectionDisabled()
                .privacySensitive()
                Button(say("screen.recover.enter")) {
                    Task { if await model.enterWords(typed) { self.typed = nil } }
                }
                .disabled(typed.isEmpty || model.acting.busy)
                Button(say("common.cancel"), role: .cancel) { self.typed = nil }
            } else {
                Button(say("screen.recover.enter")) { typed = "" }
            }
        } header: {
            Text(key: "screen.devices.words")
        } footer: {
            Text(key: "screen.recover.enter_explained")
        }
    }
}

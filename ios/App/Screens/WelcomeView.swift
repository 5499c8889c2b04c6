import RapportPresentation
import SwiftUI

/// First run: a name, and nothing else.
struct WelcomeView: View {
    @Bindable var model: WelcomeModel
    @FocusState private var typing: Bool

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 24) {
                Text(key: "common.app_name").font(.largeTitle.bold()).accessibilityAddTraits(.isHeader)
                Text(key: "screen.welcome.intro").font(.title3)
                VStack(alignment: .leading) {
                    Text(key: "screen.welcome.name_question").font(.headline)
                    TextField(say("screen.welcome.name_hint"), text: $model.name.text)
                        .textContentType(.givenName)
                        .textFieldStyle(.roundedBorder)
                        .focused($typing)
                        .submitLabel(.done)
                        .onSubmit(start)
                    if let failure = model.acting.failure(at: .name) {
                        Text(failure.what).font(.callout).foregroundStyle(.red)
                    }
                }
                Button(action: start) {
                    Text(key: "screen.welcome.start").frame(maxWidth: .infinity, minHeight: 44)
                }
                .buttonStyle(.borderedProminent)
                .disabled(!model.canStart)
                Button(action: answerInvite) {
                    Text(key: "screen.welcome.have_invite").frame(maxWidth: .infinity, minHeight: 44)
                }
                .buttonStyle(.bordered)
                .disabled(!model.canStart)
                Button {
                    model.linkDevice()
                } label: {
                    Text(key: "screen.welcome.link_device").frame(maxWidth: .infinity, minHeight: 44)
                }
                .disabled(model.acting.busy)
                Button {
                    model.recover()
                } label: {
                    Text(key: "screen.welcome.recover").frame(maxWidth: .infinity, minHeight: 44)
                }
                .disabled(model.acting.busy)
                if model.acting.failure(at: .name) == nil { TroubleBanner(acting: model.acting) }
                Label(say("screen.welcome.privacy"), systemImage: "lock").font(.footnote).foregroundStyle(.secondary)
            }
            .padding()
            .frame(maxWidth: 560)
        }
        .scrollDismissesKeyboard(.interactively)
        .onAppear { typing = true }
    }

    private func start() {
        Task { await model.start() }
    }

    private func answerInvite() {
        Task { await model.start(invited: true) }
    }
}

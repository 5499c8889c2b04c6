import RapportCore
import RapportPresentation
import SwiftUI

/// Scanning an invite, or the link for a device.
struct ScanView: View {
    let model: ScanModel
    let title: String
    @Environment(\.dismiss) private var dismiss
    @Environment(\.openURL) private var openURL
    @Environment(\.scenePhase) private var phase

    var body: some View {
        NavigationStack {
            picture
                .navigationTitle(title)
                .toolbar { ToolbarItem(placement: .cancellationAction) { Button(say("common.close")) { dismiss() } } }
        }
        .task { await model.appear() }
        .onChange(of: phase) { _, now in if now == .active { Task { await model.appear() } } }
        .onChange(of: model.state) { _, now in if now == .found { dismiss() } }
    }

    @ViewBuilder private var picture: some View {
        switch model.state {
        case .asking: ProgressView(say("common.loading"))
        case .looking, .checking, .found:
            CameraView(saw: { text in Task { await model.saw(text) } }, failed: model.failed)
                .accessibilityLabel(title)
                .overlay(alignment: .bottom) {
                    if let wrong = model.wrong {
                        Text(wrong).padding().background(.regularMaterial, in: .rect(cornerRadius: 12)).padding()
                    }
                }
        case .blind(let what, let advice, let way):
            ContentUnavailableView {
                Label(Speaking.shared.say(what), systemImage: "camera.badge.ellipsis")
            } description: {
                Text(advice)
            } actions: {
                switch way {
                case .none: EmptyView()
                case .settings:
                    if let url = URL(string: UIApplication.openSettingsURLString) {
                        Button(say("common.open_settings")) { openURL(url) }
                    }
                case .again: Button(say("common.try_again")) { Task { await model.appear() } }
                }
            }
        }
    }
}

import RapportCore
import RapportPresentation
import SwiftUI

/// A window over everything, sheets and the keyboard too, while nobody may look. What lies below stays as it is.
@MainActor
final class Curtain {
    private let lock: LockModel
    private var window: UIWindow?

    init(_ lock: LockModel) {
        self.lock = lock
    }

    /// Before the first frame of a scene.
    func install(in scene: UIWindowScene) {
        guard window == nil else { return }
        let over = UIWindow(windowScene: scene)
        over.windowLevel = .alert + 1
        over.rootViewController = UIHostingController(rootView: CurtainView(lock: lock))
        window = over
        follow()
    }

    private func follow() {
        withObservationTracking {
            window?.isHidden = lock.cover == .none
        } onChange: {
            Task { @MainActor [weak self] in self?.follow() }
        }
    }
}

/// Finds the scene that the app is shown in.
struct CurtainInstaller: UIViewRepresentable {
    let curtain: Curtain

    func makeUIView(context: Context) -> SceneFinder { SceneFinder(curtain) }

    func updateUIView(_ view: SceneFinder, context: Context) {}
}

final class SceneFinder: UIView {
    private let curtain: Curtain

    init(_ curtain: Curtain) {
        self.curtain = curtain
        super.init(frame: .zero)
    }

    @available(*, unavailable)
    required init?(coder: NSCoder) { nil }

    override func didMoveToWindow() {
        if let scene = window?.windowScene { curtain.install(in: scene) }
    }
}

/// Nothing but the name; with a lock, the way in.
private struct CurtainView: View {
    let lock: LockModel

    var body: some View {
        VStack(spacing: 16) {
            if case .locked(let told) = lock.cover {
                Label(say("screen.lock.title"), systemImage: "lock.fill").font(.title2).accessibilityAddTraits(
                    .isHeader)
                if let told { Text(told).multilineTextAlignment(.center) }
                Button {
                    Task { await lock.unlock() }
                } label: {
                    Text(key: "screen.lock.unlock").frame(minWidth: 120, minHeight: 44)
                }
                .buttonStyle(.borderedProminent)
            } else {
                Text(key: "common.app_name").font(.title2).accessibilityHidden(true)
            }
        }
        .padding()
        .frame(maxWidth: .infinity, maxHeight: .infinity)
        .background(.background)
        .accessibilityAddTraits(.isModal)
    }
}

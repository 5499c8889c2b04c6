import AVFoundation
import RapportPresentation
import SwiftUI

/// Whether this app may use the camera.
struct CameraPermission: CameraGate {
    var leave: CameraLeave {
        guard AVCaptureDevice.default(for: .video) != nil else { return .impossible }
        return switch AVCaptureDevice.authorizationStatus(for: .video) {
        case .authorized: .given
        case .notDetermined: .unasked
        case .denied: .refused
        case .restricted: .impossible
        @unknown default: .impossible
        }
    }

    func ask() async -> Bool {
        await AVCaptureDevice.requestAccess(for: .video)
    }
}

/// The camera's picture; every QR code in it is handed on as text.
struct CameraView: UIViewRepresentable {
    let saw: @MainActor (String) -> Void
    /// There is no picture, and none will come.
    let failed: @MainActor () -> Void

    func makeUIView(context: Context) -> CameraPicture {
        let picture = CameraPicture()
        picture.show(context.coordinator)
        return picture
    }

    func updateUIView(_ picture: CameraPicture, context: Context) {}

    static func dismantleUIView(_ picture: CameraPicture, coordinator: Eye) {
        coordinator.stop()
    }

    func makeCoordinator() -> Eye { Eye(saw, failed) }

    @MainActor
    final class Eye: NSObject, @preconcurrency AVCaptureMetadataOutputObjectsDelegate {
        let session = AVCaptureSession()
        private let saw: @MainActor (String) -> Void
        private let failed: @MainActor () -> Void
        /// Starting and stopping wait for the camera.
        private let queue = DispatchQueue(label: "org.rapport.camera")

        init(_ saw: @escaping @MainActor (String) -> Void, _ failed: @escaping @MainActor () -> Void) {
            self.saw = saw
            self.failed = failed
            super.init()
            let codes = AVCaptureMetadataOutput()
            guard let camera = AVCaptureDevice.default(for: .video),
                let input = try? AVCaptureDeviceInput(device: camera), session.canAddInput(input)
            else { return fail() }
            session.addInput(input)
            guard session.canAddOutput(codes) else { return fail() }
            session.addOutput(codes)
            codes.setMetadataObjectsDelegate(self, queue: .main)
            codes.metadataObjectTypes = [.qr]
            let center = NotificationCenter.default
            center.addObserver(
                self, selector: #selector(interrupted), name: AVCaptureSession.wasInterruptedNotification,
                object: session)
            center.addObserver(
                self, selector: #selector(broke), name: AVCaptureSession.runtimeErrorNotification, object: session)
            let session = UncheckedSession(session)
            queue.async { session.value.startRunning() }
        }

        /// Told after the view was made: while it is made nothing that it shows may change.
        private func fail() {
            Task { failed() }
        }

        /// Another app has taken the camera. In the background nobody looks, and the app asks anew when it is back.
        @objc nonisolated private func interrupted(_ notification: Notification) {
            let reason = notification.userInfo?[AVCaptureSessionInterruptionReasonKey] as? Int
            guard reason != AVCaptureSession.InterruptionReason.videoDeviceNotAvailableInBackground.rawValue else {
                return
            }
            Task { @MainActor in failed() }
        }

        @objc nonisolated private func broke(_ notification: Notification) {
            Task { @MainActor in failed() }
        }

        func stop() {
            let session = UncheckedSession(session)
            queue.async { session.value.stopRunning() }
        }

        func metadataOutput(
            _ output: AVCaptureMetadataOutput, didOutput objects: [AVMetadataObject],
            from connection: AVCaptureConnection
        ) {
            for case let code as AVMetadataMachineReadableCodeObject in objects {
                if let text = code.stringValue { saw(text) }
            }
        }
    }
}

/// A session may be started and stopped from any thread, which its type does not say.
private struct UncheckedSession: @unchecked Sendable {
    let value: AVCaptureSession

    init(_ value: AVCaptureSession) {
        self.value = value
    }
}

final class CameraPicture: UIView {
    override static var layerClass: AnyClass { AVCaptureVideoPreviewLayer.self }

    func show(_ eye: CameraView.Eye) {
        let preview = layer as? AVCaptureVideoPreviewLayer
        preview?.videoGravity = .resizeAspectFill
        preview?.session = eye.session
    }
}

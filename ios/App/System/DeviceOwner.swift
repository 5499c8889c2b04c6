import LocalAuthentication
import RapportPresentation

/// Face, finger or code of this device.
struct DeviceOwner: OwnerCheck {
    var available: Bool { LAContext().canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) }

    func ask(_ reason: String) async -> OwnerAnswer {
        do {
            let shown = try await LAContext().evaluatePolicy(.deviceOwnerAuthentication, localizedReason: reason)
            return shown ? .owner : .notShown
        } catch LAError.passcodeNotSet {
            return .nothingToAsk
        } catch {
            return .notShown
        }
    }
}

import SwiftUI
import VisionKit

/// The camera, until it has seen a QR code. What the code means, the core says.
struct CodeScanner: UIViewControllerRepresentable {
    let found: @MainActor (String) -> Void

    func makeUIViewController(context: Context) -> DataScannerViewController {
        let scanner = DataScannerViewController(recognizedDataTypes: [.barcode(symbologies: [.qr])])
        scanner.delegate = context.coordinator
        return scanner
    }

    func updateUIViewController(_ scanner: DataScannerViewController, context: Context) {
        // Without leave to use the camera it shows its own empty picture; pasting still works.
        try? scanner.startScanning()
    }

    func makeCoordinator() -> Eye { Eye(found: found) }

    @MainActor
    final class Eye: NSObject, DataScannerViewControllerDelegate {
        private var found: (@MainActor (String) -> Void)?

        init(found: @escaping @MainActor (String) -> Void) {
            self.found = found
        }

        func dataScanner(
            _ scanner: DataScannerViewController, didAdd items: [RecognizedItem], allItems: [RecognizedItem]
        ) {
            for case .barcode(let code) in items {
                guard let text = code.payloadStringValue, let tell = found else { continue }
                found = nil
                scanner.stopScanning()
                tell(text)
            }
        }
    }
}

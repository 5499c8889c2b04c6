import CoreImage.CIFilterBuiltins
import SwiftUI

/// A QR code, black on white also in the dark: cameras want it so.
struct CodePicture: View {
    let text: String

    var body: some View {
        if let picture = Self.picture(text) {
            Image(decorative: picture, scale: 1)
                .interpolation(.none)
                .resizable()
                .scaledToFit()
                .padding()
                .background(.white)
                .frame(maxWidth: 320)
        }
    }

    private static func picture(_ text: String) -> CGImage? {
        let filter = CIFilter.qrCodeGenerator()
        filter.message = Data(text.utf8)
        filter.correctionLevel = "M"
        return filter.outputImage.flatMap { CIContext().createCGImage($0, from: $0.extent) }
    }
}

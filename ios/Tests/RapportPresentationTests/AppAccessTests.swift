import Foundation
import Testing

/// What can be told of the app's accessibility from its sources alone.
struct AppAccessTests {
    @Test func everyPictureHasWordsOrIsSilent() {
        var seen = 0
        for (name, text) in AppWordsTests.sources {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (nth, line) in lines.enumerated()
            where line.contains("Image(systemName") || line.contains("CodePicture(") {
                // A title beside a symbol is its name: `Label`, `Button(title, systemImage:)`.
                let around = lines[nth..<min(nth + 4, lines.count)].joined()
                let said = around.contains(".accessibilityLabel(") || around.contains(".accessibilityHidden(true)")
                #expect(said, "\(name):\(nth + 1)")
                seen += 1
            }
        }
        #expect(seen > 3)
    }

    @Test(arguments: [
        ".system(size:", "systemFont(ofSize:", ".onTapGesture", ".lineLimit(1)", ".dynamicTypeSize(",
        ".minimumScaleFactor(",
    ])
    func lettersGrowAndWhatIsTouchedIsAButton(_ forbidden: String) {
        for (name, text) in AppWordsTests.sources { #expect(!text.contains(forbidden), "\(name): \(forbidden)") }
    }

    @Test func everyRowThatIsDraggedCanBeMovedWithoutDragging() {
        for (name, text) in AppWordsTests.sources {
            let (dragged, moved) = (text.matches(of: /\.onMove \{/).count, text.matches(of: /\.movable \{/).count)
            #expect(dragged == moved, "\(name)")
        }
    }
}

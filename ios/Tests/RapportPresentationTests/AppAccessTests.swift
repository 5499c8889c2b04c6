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
        ".system(size:", "systemFont(ofSize:", ".onTapGesture", ".onLongPressGesture", ".gesture(", ".onDrag",
        ".lineLimit(1)", ".dynamicTypeSize(", ".minimumScaleFactor(",
    ])
    func lettersGrowAndWhatIsTouchedIsAButton(_ forbidden: String) {
        for (name, text) in AppWordsTests.sources { #expect(!text.contains(forbidden), "\(name): \(forbidden)") }
    }

    /// Whoever hears the app hears where they are when a screen opens.
    @Test func everyScreenSaysItsName() throws {
        let shape = try Regex(#"struct (\w+(?:View|Screen|Sheet))(?:<[^{]*>)?: View[^{]*\{([\s\S]*?)\n\}\n"#)
        let named = [".navigationTitle(", ".isHeader", "ListView(", "ChoiceSheet("]
        // Parts of screens, and what shows another screen whole.
        let parts: Set = ["ShownView", "TroubleView", "SyncLineView", "RootView", "ClosedView", "HomeView", "LedSheet"]
        var seen = 0
        for (name, text) in AppWordsTests.sources {
            for match in text.matches(of: shape) {
                let screen = String(match.output[1].substring ?? "")
                guard !parts.contains(screen), !screen.hasSuffix("RowView") else { continue }
                let body = match.output[2].substring ?? ""
                #expect(named.contains { body.contains($0) }, "\(name): \(screen)")
                seen += 1
            }
        }
        #expect(seen > 25)
    }

    @Test func whatIsDrawnWithoutTheSystemsShapeIsLargeEnoughToTouch() {
        var seen = 0
        for (name, text) in AppWordsTests.sources {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (nth, line) in lines.enumerated()
            where line.contains(".buttonStyle(.plain)") || line.contains(".labelStyle(.iconOnly)") {
                let around = lines[max(nth - 8, 0)..<min(nth + 4, lines.count)].joined()
                #expect(around.contains("minHeight: 44"), "\(name):\(nth + 1)")
                seen += 1
            }
        }
        #expect(seen > 4)
    }

    @Test func nothingThatIsChosenIsWithoutAName() throws {
        let nameless = try Regex(
            #"(?:Toggle|Picker|DatePicker|Stepper|Slider|TextField|SecureField|Button|Menu|Link)\(\s*"""#)
        for (name, text) in AppWordsTests.sources { #expect(text.firstMatch(of: nameless) == nil, "\(name)") }
    }

    /// The system's colours change in the dark and with more contrast.
    @Test func noColourIsFixed() throws {
        let fixed = try Regex(
            #"Color\(red:|UIColor\(red:|UIColor\(white:|[ (.]Color\.(?:white|black)\b|Style\(\.(?:white|black)\)"#)
        for (name, text) in AppWordsTests.sources { #expect(text.firstMatch(of: fixed) == nil, "\(name)") }
    }

    @Test func whatIsDrawnOrMeasuredHasWords() {
        var seen = 0
        for (name, text) in AppWordsTests.sources {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (nth, line) in lines.enumerated()
            where ["Path { path", "Canvas {", "Gauge(", "ProgressView(value:"].contains(where: { line.contains($0) }) {
                let after = lines[nth..<min(nth + 22, lines.count)].joined()
                #expect(after.contains(".accessibilityLabel("), "\(name):\(nth + 1)")
                seen += 1
            }
            if text.contains(": UIViewRepresentable") {
                let said = text.contains("accessibilityLabel") || name == "Camera.swift" || name == "Curtain.swift"
                #expect(said, "\(name)")
            }
        }
        #expect(seen > 2)
    }

    @Test func everyRowThatIsDraggedCanBeMovedWithoutDragging() {
        for (name, text) in AppWordsTests.sources {
            let (dragged, moved) = (text.matches(of: /\.onMove \{/).count, text.matches(of: /\.movable \{/).count)
            #expect(dragged == moved, "\(name)")
        }
    }
}

import Observation
import RapportCore
import RapportPresentation

/// What a text view does with a section, without one.
@MainActor @Observable
final class TextView {
    private(set) var units: [UInt16] = []
    private(set) var caret = 0
    private let section: SectionModel

    init(_ section: SectionModel) async {
        self.section = section
        section.show = { [weak self] in self?.show($0) }
        await section.open()
        units = Array((section.shown.value?.text ?? "").utf16)
    }

    var text: String { String(decoding: units, as: UTF16.self) }

    func type(_ insert: String, at: Int? = nil, delete: Int = 0) {
        let (at, insert) = (at ?? caret, Array(insert.utf16))
        units.replaceSubrange(at..<at + delete, with: insert)
        caret = at + insert.count
        section.replaced(at: at, delete: delete, insert: insert)
        section.selected(Selection(caret: caret))
    }

    private func show(_ outcome: EditorBridge.Outcome) {
        switch outcome {
        case .changes(let changes, let selection): apply(changes, selection)
        case .lines(_, let changes, let selection): apply(changes, selection)
        case .whole(let whole, let selection):
            units = Array(whole.text.utf16)
            caret = selection.start
        }
    }

    private func apply(_ changes: [Change], _ selection: Selection) {
        for case .splice(let at, let delete, let insert, _, _) in changes {
            units.replaceSubrange(Int(at)..<Int(at + delete), with: insert.utf16)
        }
        caret = selection.start
    }
}

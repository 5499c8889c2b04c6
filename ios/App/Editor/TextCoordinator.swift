import RapportCore
import RapportPresentation
import SwiftUI
import UIKit

/// Between a text view and the model of its section.
@MainActor
final class TextCoordinator: NSObject, UITextViewDelegate, @preconcurrency NSTextStorageDelegate {
    private struct Edit {
        let at: Int
        let delete: Int
        let insert: [UInt16]
        let marks: Marks?
    }

    private let model: SectionModel
    private let begins: () -> Void
    private weak var view: UITextView?
    private var edits: [Edit] = []
    /// While what others did is put into the view: that is no typing.
    private var applying = false
    private var carets: [UIView] = []
    private var size: DynamicTypeSize?

    init(model: SectionModel, begins: @escaping () -> Void) {
        self.model = model
        self.begins = begins
        super.init()
        model.show = { [weak self] in self?.show($0) }
    }

    func show(_ text: NoteText, in view: UITextView) {
        self.view = view
        change { view.attributedText = Styling.attributed(text) }
    }

    /// Somebody chose another size of letters.
    func letters(_ size: DynamicTypeSize) {
        if let before = self.size, before != size { model.redraw() }
        self.size = size
    }

    func textViewDidBeginEditing(_ textView: UITextView) {
        begins()
    }

    /// Every edit comes through here, whoever makes it: keys, composition, correction, dictation.
    func textStorage(
        _ storage: NSTextStorage, didProcessEditing mask: NSTextStorage.EditActions, range: NSRange,
        changeInLength delta: Int
    ) {
        guard !applying, mask.contains(.editedCharacters) else { return }
        var units = [UInt16](repeating: 0, count: range.length)
        (storage.string as NSString).getCharacters(&units, range: range)
        let marks = range.length > 0 ? Styling.marks(storage.attributes(at: range.location, effectiveRange: nil)) : nil
        edits.append(Edit(at: range.location, delete: range.length - delta, insert: units, marks: marks))
    }

    func textViewDidChange(_ textView: UITextView) {
        tell(textView)
        textView.invalidateIntrinsicContentSize()
    }

    func textViewDidChangeSelection(_ textView: UITextView) {
        guard !applying else { return }
        tell(textView)
        let range = textView.selectedRange
        model.selected(Selection(start: range.location, end: range.location + range.length))
    }

    /// A composition begins before its first edit is told, and ends after its last.
    private func tell(_ view: UITextView) {
        let composing = view.markedTextRange != nil
        if composing { model.composes(true) }
        let told = edits
        edits = []
        for edit in told { model.replaced(at: edit.at, delete: edit.delete, insert: edit.insert, marks: edit.marks) }
        if !composing { model.composes(false) }
    }

    private func show(_ outcome: EditorBridge.Outcome) {
        guard let view else { return }
        switch outcome {
        case .changes(let changes, let selection):
            if !changes.isEmpty { change { Styling.apply(changes, to: view.textStorage) } }
            select(selection, in: view, moved: !changes.isEmpty)
        case .lines(let whole, let changes, let selection):
            change {
                Styling.apply(changes, to: view.textStorage)
                Styling.restyle(view.textStorage, as: whole)
            }
            select(selection, in: view, moved: !changes.isEmpty)
        case .whole(let whole, let selection):
            change { view.attributedText = Styling.attributed(whole) }
            select(selection, in: view, moved: true)
        }
    }

    /// The view has a place of its own for the caret after a change; ours is between its neighbours.
    private func select(_ selection: Selection, in view: UITextView, moved: Bool) {
        guard moved else { return }
        change { view.selectedRange = NSRange(location: selection.start, length: selection.end - selection.start) }
    }

    private func change(_ work: () -> Void) {
        applying = true
        work()
        applying = false
    }

    /// Others' carets, each in the colour of its device.
    func draw(_ others: [DeviceCaret], in view: UITextView) {
        for caret in carets { caret.removeFromSuperview() }
        carets = others.compactMap { other in
            guard let place = view.position(from: view.beginningOfDocument, offset: Int(other.head)) else { return nil }
            let bar = UIView(frame: view.caretRect(for: place))
            bar.backgroundColor = CaretColor.of(other.device)
            bar.isUserInteractionEnabled = false
            view.addSubview(bar)
            return bar
        }
    }
}

/// The colour of somebody's caret: the same for a device as long as the app runs.
enum CaretColor {
    private static let colors: [UIColor] = [.systemOrange, .systemTeal, .systemPurple, .systemPink, .systemGreen]

    static func of(_ device: DeviceId) -> UIColor {
        colors[device.text.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % colors.count]
    }
}

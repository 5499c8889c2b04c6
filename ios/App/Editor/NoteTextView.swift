import RapportCore
import RapportPresentation
import SwiftUI
import UIKit

/// The text of one section. It tells the model each edit in UTF-16 units and does what comes back;
/// what all that means is the model's and the core's.
struct NoteTextView: UIViewRepresentable {
    let text: NoteText
    let model: SectionModel
    let readOnly: Bool
    let begins: () -> Void

    func makeUIView(context: Context) -> PlainUndoTextView {
        let view = PlainUndoTextView()
        view.isScrollEnabled = false
        view.isEditable = !readOnly
        view.backgroundColor = .clear
        view.adjustsFontForContentSizeCategory = true
        view.textContainerInset = .zero
        view.accessibilityLabel = say("screen.note.hint")
        context.coordinator.show(text, in: view)
        view.delegate = context.coordinator
        view.textStorage.delegate = context.coordinator
        return view
    }

    func updateUIView(_ view: PlainUndoTextView, context: Context) {
        view.isEditable = !readOnly
        context.coordinator.letters(context.environment.dynamicTypeSize)
        context.coordinator.draw(model.carets, in: view)
    }

    func sizeThatFits(_ proposal: ProposedViewSize, uiView: PlainUndoTextView, context: Context) -> CGSize? {
        guard let width = proposal.width, width.isFinite else { return nil }
        return CGSize(width: width, height: uiView.sizeThatFits(CGSize(width: width, height: .infinity)).height)
    }

    func makeCoordinator() -> TextCoordinator {
        TextCoordinator(model: model, begins: begins)
    }
}

/// Without the platform's own undo: that would take back what others wrote, too.
final class PlainUndoTextView: UITextView {
    override var undoManager: UndoManager? { nil }

    override func paste(_ sender: Any?) {
        guard let text = UIPasteboard.general.string else { return }
        insertText(cleanText(text))
    }
}

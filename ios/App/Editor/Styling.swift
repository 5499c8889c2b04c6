import RapportCore
import UIKit

/// How lines and marks look. The look only: what a line is, the core says.
enum Styling {
    static func attributed(_ text: NoteText) -> NSAttributedString {
        let made = NSMutableAttributedString(string: text.text)
        restyle(made, as: text)
        return made
    }

    /// Draws all lines and marks anew over a text that is as the core has it.
    static func restyle(_ storage: NSMutableAttributedString, as text: NoteText) {
        guard storage.length == text.text.utf16.count else { return }
        storage.beginEditing()
        var line = text.lead
        var from = 0
        for next in text.lines + [PlacedLine(at: UInt32(storage.length), line: text.lead)] {
            let to = min(Int(next.at) + 1, storage.length)
            storage.setAttributes(attributes(line), range: NSRange(location: from, length: to - from))
            (line, from) = (next.line, to)
        }
        for span in text.marks { mark(span.mark, on: true, from: Int(span.from), to: Int(span.to), storage) }
        storage.endEditing()
    }

    /// What others changed, in order.
    static func apply(_ changes: [Change], to storage: NSTextStorage) {
        storage.beginEditing()
        for change in changes {
            switch change {
            case .splice(let at, let delete, let insert, let marks, _):
                let base = attributes(at: Int(at), storage)
                let range = NSRange(location: Int(at), length: Int(delete))
                storage.replaceCharacters(in: range, with: NSAttributedString(string: insert, attributes: base))
                let end = Int(at) + insert.utf16.count
                if marks.bold { mark(.bold, on: true, from: Int(at), to: end, storage) }
                if marks.italic { mark(.italic, on: true, from: Int(at), to: end, storage) }
                if let link = marks.link { mark(.link(link), on: true, from: Int(at), to: end, storage) }
            case .mark(let from, let to, let mark, let on):
                self.mark(mark, on: on, from: Int(from), to: Int(to), storage)
            case .line(let at, let line):
                let start = at.map { Int($0) + 1 } ?? 0
                guard start <= storage.length else { continue }
                let range = (storage.string as NSString).paragraphRange(for: NSRange(location: start, length: 0))
                storage.addAttributes(attributes(line), range: range)
            }
        }
        storage.endEditing()
    }

    /// The marks that a piece of text shows.
    static func marks(_ attributes: [NSAttributedString.Key: Any]) -> Marks? {
        guard let font = attributes[.font] as? UIFont else { return nil }
        let traits = font.fontDescriptor.symbolicTraits
        let heading = attributes[.rapportHeading] != nil
        return Marks(
            bold: traits.contains(.traitBold) && !heading, italic: traits.contains(.traitItalic),
            link: attributes[.rapportLink] as? String, mention: nil)
    }

    private static func attributes(at place: Int, _ storage: NSTextStorage) -> [NSAttributedString.Key: Any] {
        guard storage.length > 0 else { return attributes(Line(kind: .paragraph, done: false)) }
        var found = storage.attributes(at: min(max(place - 1, 0), storage.length - 1), effectiveRange: nil)
        found[.font] = (found[.font] as? UIFont).map { plain($0) }
        found[.underlineStyle] = nil
        found[.rapportLink] = nil
        return found
    }

    private static func mark(_ mark: Mark, on: Bool, from: Int, to: Int, _ storage: NSMutableAttributedString) {
        let range = NSRange(location: from, length: min(to, storage.length) - from)
        guard range.length > 0 else { return }
        switch mark {
        case .bold: trait(.traitBold, on: on, range, storage)
        case .italic: trait(.traitItalic, on: on, range, storage)
        case .link(let href):
            if on {
                storage.addAttributes(
                    [.underlineStyle: NSUnderlineStyle.single.rawValue, .rapportLink: href], range: range)
            } else {
                storage.removeAttribute(.underlineStyle, range: range)
                storage.removeAttribute(.rapportLink, range: range)
            }
        case .mention: storage.addAttribute(.foregroundColor, value: UIColor.tintColor, range: range)
        }
    }

    private static func trait(
        _ trait: UIFontDescriptor.SymbolicTraits, on: Bool, _ range: NSRange, _ storage: NSMutableAttributedString
    ) {
        storage.enumerateAttribute(.font, in: range) { value, part, _ in
            let font = value as? UIFont ?? .preferredFont(forTextStyle: .body)
            var traits = font.fontDescriptor.symbolicTraits
            if on { traits.insert(trait) } else { traits.remove(trait) }
            guard let descriptor = font.fontDescriptor.withSymbolicTraits(traits) else { return }
            storage.addAttribute(.font, value: UIFont(descriptor: descriptor, size: font.pointSize), range: part)
        }
    }

    private static func plain(_ font: UIFont) -> UIFont {
        let descriptor = font.fontDescriptor.withSymbolicTraits([]) ?? font.fontDescriptor
        return UIFont(descriptor: descriptor, size: font.pointSize)
    }

    private static func attributes(_ line: Line) -> [NSAttributedString.Key: Any] {
        let style = NSMutableParagraphStyle()
        style.baseWritingDirection = .natural
        style.alignment = .natural
        style.paragraphSpacing = 4
        if let marker = marker(line) {
            style.textLists = [NSTextList(markerFormat: NSTextList.MarkerFormat(marker), options: 0)]
            style.headIndent = 28
        }
        if line.kind == .quote { (style.firstLineHeadIndent, style.headIndent) = (20, 20) }
        let quiet = line.done || line.kind == .quote
        var found: [NSAttributedString.Key: Any] = [
            .font: font(line.kind), .paragraphStyle: style,
            .foregroundColor: quiet ? UIColor.secondaryLabel : UIColor.label,
        ]
        switch line.kind {
        case .heading1, .heading2, .heading3: found[.rapportHeading] = true
        default: break
        }
        return found
    }

    private static func marker(_ line: Line) -> String? {
        switch line.kind {
        case .bullet: "{disc}"
        case .numbered: "{decimal}."
        case .check: line.done ? "☑" : "☐"
        default: nil
        }
    }

    private static func font(_ kind: LineKind) -> UIFont {
        switch kind {
        case .heading1: .preferredFont(forTextStyle: .title1)
        case .heading2: .preferredFont(forTextStyle: .title2)
        case .heading3: .preferredFont(forTextStyle: .title3)
        default: .preferredFont(forTextStyle: .body)
        }
    }
}

extension NSAttributedString.Key {
    static let rapportLink = NSAttributedString.Key("rapport.link")
    static let rapportHeading = NSAttributedString.Key("rapport.heading")
}

/// One stretch of a text that a person replaced, in UTF-16 units of the moment.
struct TypedEdit: Equatable {
    var at: Int
    var delete: Int
    var insert: [UInt16]
    var marks: Marks?
    /// Whether a line break came or went: then lines may have become something else.
    var touchesLines: Bool

    /// Takes what came next, when it touches what this one put down, so that a composition of many
    /// keystrokes is one edit. `screen` is the text after both.
    mutating func join(_ next: TypedEdit, screen: [UInt16]) -> Bool {
        let end = at + insert.count
        guard next.at <= end, next.at + next.delete >= at, next.marks == marks else { return false }
        let (from, to) = (min(at, next.at), max(end, next.at + next.delete))
        delete += (at - from) + (to - end)
        let length = to - from - next.delete + next.insert.count
        at = from
        insert = Array(screen[from..<from + length])
        touchesLines = touchesLines || next.touchesLines
        return true
    }

    var edit: Edit {
        .splice(
            at: UInt32(at), delete: UInt32(delete), insert: String(decoding: insert, as: UTF16.self), marks: marks)
    }
}

/// What a note may hold: line feeds for breaks, tabs, and no other control character.
public func cleanText(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\n":
            if !afterReturn { clean.append("\n") }
        case "\r", "\u{85}", "\u{2028}", "\u{2029}": clean.append("\n")
        case "\t": clean.append("\t")
        default:
            if scalar.properties.generalCategory != .control { clean.append(scalar) }
        }
        afterReturn = scalar == "\r"
    }
    return String(clean)
}

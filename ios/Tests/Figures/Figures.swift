import Foundation
import RapportCore
import RapportPresentation
import RapportTesting

/// What typing costs in a note of 20,000 edits, as the model of its section does it: up to what the text view is told.
/// Drawing is not in it, for only Apple's systems can draw.
@main @MainActor
struct Figures {
    private static let rounds = 500
    private static let warm = 100
    private static var notHeld = 0
    private static var held = 0

    static func main() async throws {
        print("on \(machine)")
        let device = Device()
        let core = try await device.home.create(name: "Ada")
        let notes = try core.notes()
        let begun = try await notes.begin(new: NewNote(place: .private, title: "Long"))
        try await write(20_000, in: try await notes.open(note: begun.note, section: begun.section))

        let note = NoteModel(begun.note, notes: notes, drafts: FileDrafts(folder: device.folder))
        let section = note.section(begun.section)
        await section.open()
        var told = 0
        section.show = { _ in told += 1 }
        let middle = section.text.utf16.count / 2
        var caret = middle
        func type(_ text: String) {
            section.replaced(at: caret, delete: 0, insert: Array(text.utf16))
            caret += text.utf16.count
            section.selected(Selection(caret: caret))
        }
        type("\n")
        // A sentence a paragraph, as people write, not one that grows for ever.
        let keys = times { _ in
            type("x")
        } between: {
            if $0 % 100 == 99 { type("\n") }
        }
        say("keystroke in the section, note of 20,000 edits", keys, median: 2, worst: 8)
        say("line break in the section, note of 20,000 edits", times { _ in type("\n") }, median: 8, worst: 16)
        section.line(.check)
        say("tick in the section, note of 20,000 edits", times { _ in section.tick() }, median: 8, worst: 16)
        section.selected(Selection(start: middle, end: middle + 1))
        say("bold in the section, note of 20,000 edits", times { _ in section.toggle(.bold) }, median: 8, worst: 16)
        precondition(told > 4 * rounds, "the text view was told of too little")
        await note.leave()
        try await core.shutdown()
        print("figures: \(held) passed, \(notHeld) failed")
        exit(notHeld == 0 ? 0 : 1)
    }

    private static func write(_ edits: Int, in editor: NoteEditor) async throws {
        var dice = Dice(seed: 1)
        for at in 0..<edits {
            let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(dice.below(26))))
            let sign = at % 400 == 399 ? "\n" : at % 6 == 5 ? " " : letter
            _ = try editor.exchange(edits: [.splice(at: UInt32(at), delete: 0, insert: sign)])
        }
        try await editor.finish()
    }

    /// Milliseconds that each round takes, without what is done between them.
    private static func times(_ work: (Int) -> Void, between: (Int) -> Void = { _ in }) -> [Double] {
        (0..<warm + rounds).compactMap { round in
            let start = DispatchTime.now().uptimeNanoseconds
            work(round)
            let took = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
            between(round)
            return round < warm ? nil : took
        }
    }

    private static func say(_ what: String, _ times: [Double], median: Double, worst: Double) {
        let sorted = times.sorted()
        tell("\(what), median of \(sorted.count)", sorted[sorted.count / 2], most: median)
        tell("\(what), p99", sorted[sorted.count * 99 / 100], most: worst)
    }

    private static func tell(_ what: String, _ value: Double, most: Double) {
        if value <= most { held += 1 } else { notHeld += 1 }
        let figure = String(format: "%9.2f ms   (at most %g)", value, most)
        print(what.padding(toLength: 60, withPad: " ", startingAt: 0), figure + (value <= most ? "" : "  NOT HELD"))
    }

    /// Figures mean something only beside the machine that they come from.
    private static var machine: String {
        func line(_ file: String) -> String { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }
        let processor = line("/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = processor?.split(separator: ": ").last.map(String.init) ?? "a processor"
        let load = line("/proc/loadavg").split(separator: " ").first.map(String.init) ?? "?"
        return "\(ProcessInfo.processInfo.processorCount) x \(name), Swift, load \(load)"
    }
}

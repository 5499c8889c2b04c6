import Observation
import RapportCore

/// One meeting: answer it, prepare it, write down how it was.
@MainActor @Observable
public final class MeetingModel {
    public let id: MeetingId
    public private(set) var shown = Shown<MeetingView>.loading
    public let point: Draft
    public let action: Draft
    public let acting = Acting()
    private let meetings: any MeetingsProtocol
    private let notes: any NotesProtocol
    private let watcher = Watcher()

    public init(_ id: MeetingId, meetings: any MeetingsProtocol, notes: any NotesProtocol, drafts: any Drafts) {
        self.id = id
        self.meetings = meetings
        self.notes = notes
        point = Draft("\(id.text).point", drafts)
        action = Draft("\(id.text).action", drafts)
    }

    public func appear() async {
        let (meetings, id) = (meetings, id)
        await watcher.follow(
            { try await meetings.values(of: id) }, each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
    }

    public func disappear() {
        watcher.stop()
    }

    @discardableResult public func turn(_ turn: MeetingTurn) async -> Bool {
        await act { try await $0.turn(meeting: $1, turn: turn) }
    }

    @discardableResult public func edit(_ edit: MeetingEdit) async -> Bool {
        await act { try await $0.edit(meeting: $1, edit: edit) }
    }

    /// Moves it; the meeting at the other time has an id of its own, to go on with.
    public func move(to slot: CivilParts, minutes: Minutes) async -> MeetingId? {
        let (meetings, id) = (meetings, id)
        return await acting.run { try await meetings.moveTo(meeting: id, slot: slot.civil, minutes: minutes) }
    }

    public func addPoint() async {
        let text = point.text
        if await act({ _ = try await $0.addAgendaItem(meeting: $1, text: text) }) { point.clear() }
    }

    public func edit(_ item: AgendaItemId, _ edit: AgendaEdit) async {
        await act { try await $0.editAgendaItem(meeting: $1, id: item, edit: edit) }
    }

    public func addAction(assignee: PersonId? = nil, due: Due? = nil) async {
        let draft = StepDraft(text: action.text, assignee: assignee, due: due)
        if await act({ _ = try await $0.addAction(meeting: $1, draft: draft) }) { action.clear() }
    }

    public func tick(_ step: StepView) async {
        let done = step.state != .done
        await act { try await $0.tickAction(meeting: $1, id: step.id, done: done) }
    }

    @discardableResult public func log(minutes: Minutes, attendance: [Attended]) async -> Bool {
        await act { try await $0.log(meeting: $1, took: minutes, attendance: attendance) }
    }

    /// The note of this meeting; it is begun when there is none.
    public func note(titled title: String) async -> NoteId? {
        guard let view = shown.value else { return nil }
        if let note = view.row.note { return note }
        let (notes, new) = (notes, NewNote(place: .in(view.row.space), title: title, meeting: id))
        return await acting.run { try await notes.begin(new: new).note }
    }

    @discardableResult
    private func act(_ work: (any MeetingsProtocol, MeetingId) async throws -> Void) async -> Bool {
        let (meetings, id) = (meetings, id)
        let done: Void? = await acting.run { try await work(meetings, id) }
        return done != nil
    }
}

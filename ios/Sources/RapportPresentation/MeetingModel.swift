import Foundation
import Observation
import RapportCore

/// One meeting: answer it, prepare it, write down how it was.
@MainActor @Observable
public final class MeetingModel: Watched<any MeetingsProtocol, MeetingId, MeetingView> {
    /// The meeting that could follow this one, once it is over and none is ahead.
    public private(set) var next: NextMeeting?
    public let point: Draft
    public let action: Draft
    /// Another time, while somebody looks for one.
    public let other: FormDraft<WhenForm>
    /// How it was, while somebody writes it down.
    public let log: FormDraft<LogForm>
    private let notes: any NotesProtocol

    public init(_ id: MeetingId, meetings: any MeetingsProtocol, notes: any NotesProtocol, drafts: any Drafts) {
        self.notes = notes
        point = Draft("\(id.text).point", drafts)
        action = Draft("\(id.text).action", drafts)
        other = FormDraft("\(id.text).other", drafts, start: WhenForm())
        log = FormDraft("\(id.text).log", drafts, start: LogForm())
        super.init(id, in: meetings) { try await $0.values(of: $1) }
    }

    override func came(_ meeting: MeetingView) {
        Task { await readNext() }
    }

    /// Proposes what could follow, with the points that were not talked about. Gives its id, to go on with.
    public func proposeNext() async -> MeetingId? {
        let made = await ask { try await $0.proposeNext(meeting: $1) }
        await readNext()
        return made ?? nil
    }

    private func readNext() async {
        let (area, id) = (area, id)
        next = (try? await area.next(meeting: id)) ?? nil
    }

    @discardableResult public func turn(_ turn: MeetingTurn) async -> Bool {
        await act { try await $0.turn(meeting: $1, turn: turn) }
    }

    @discardableResult public func edit(_ edit: MeetingEdit) async -> Bool {
        await act { try await $0.edit(meeting: $1, edit: edit) }
    }

    /// Moves it to the time that was chosen, as long as before; the meeting at that time has an id of
    /// its own, to go on with.
    public func move(now: Date = .now, in zone: TimeZone = .autoupdatingCurrent) async -> MeetingId? {
        guard let minutes = shown.value?.row.minutes else { return nil }
        let slot = other.value.parts(now: now, in: zone).civil
        let made = await ask { try await $0.moveTo(meeting: $1, slot: slot, minutes: minutes) }
        if made != nil { other.clear() }
        return made
    }

    public func addPoint() async {
        let text = point.text
        if await act({ _ = try await $0.addAgendaItem(meeting: $1, text: text) }) { point.clear() }
    }

    public func edit(_ item: AgendaItemId, _ edit: AgendaEdit) async {
        await act { try await $0.editAgendaItem(meeting: $1, id: item, edit: edit) }
    }

    /// Puts a point elsewhere in the agenda. Whether it went anywhere.
    @discardableResult public func move(_ item: AgendaItemId, _ move: RowMove) async -> Bool {
        guard let behind = move.behind(item, in: (shown.value?.agenda ?? []).map(\.id)) else { return false }
        return await act { try await $0.moveAgendaItem(meeting: $1, id: item, after: behind.row) }
    }

    public func addAction(assignee: PersonId? = nil, due: Due? = nil) async {
        let draft = StepDraft(text: action.text, assignee: assignee, due: due)
        if await act({ _ = try await $0.addAction(meeting: $1, draft: draft) }) { action.clear() }
    }

    public func tick(_ step: StepView) async {
        let done = step.state != .done
        await act { try await $0.tickAction(meeting: $1, id: step.id, done: done) }
    }

    /// How long it took, as far as anybody has said.
    public var took: Minutes { log.value.took ?? shown.value.map { $0.took ?? $0.row.minutes } ?? 0 }

    /// Writes down how long it took and who was there.
    @discardableResult public func writeDown() async -> Bool {
        let (took, form) = (took, log.value)
        let rows = (shown.value?.attendance ?? []).map { Attended(person: $0.person, attendance: form[$0.person]) }
        let done = await act { try await $0.log(meeting: $1, took: took, attendance: rows) }
        if done { log.clear() }
        return done
    }

    /// The note of this meeting; it is begun when there is none.
    public func note(titled title: String) async -> NoteId? {
        guard let view = shown.value else { return nil }
        if let note = view.row.note { return note }
        let (notes, new) = (notes, NewNote(place: .in(view.row.space), title: title, meeting: id))
        return await acting.run { try await notes.begin(new: new).note }
    }
}

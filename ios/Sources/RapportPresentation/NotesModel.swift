import Observation
import RapportCore

/// The list of notes, and beginning one.
@MainActor
public final class NotesModel: ListModel<any NotesProtocol, NoteRow, NoteId> {
    public init(notes: any NotesProtocol, people: any PeopleProtocol, drafts: any Drafts) {
        super.init(
            notes, people: people, title: Draft("notes.title", drafts), lists: { try await $0.lists() },
            begin: { try await $0.begin(new: NewNote(place: $1, title: $2)).note })
    }
}

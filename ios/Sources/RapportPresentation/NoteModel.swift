import Observation
import RapportCore

/// One note: its sections, its earlier versions, who wrote what. Typing is a `SectionModel`.
@MainActor @Observable
public final class NoteModel {
    public let id: NoteId
    public private(set) var shown = Shown<NoteView>.loading
    public private(set) var versions: [VersionView] = []
    /// An earlier version, while it is looked at.
    public private(set) var earlier: (version: VersionView, view: NoteView)?
    public let sectionTitle: Draft
    public let acting = Acting()
    private let notes: any NotesProtocol
    private let watcher = Watcher()
    private var sections: [SectionId: SectionModel] = [:]

    public init(_ id: NoteId, notes: any NotesProtocol, drafts: any Drafts) {
        self.id = id
        self.notes = notes
        sectionTitle = Draft("\(id.text).section", drafts)
    }

    public func appear() async {
        let (notes, id) = (notes, id)
        await watcher.follow(
            { try await notes.values(of: id) }, each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
    }

    /// Ends the watch and lets go of every section, so that others see that the note was closed.
    public func disappear() async {
        watcher.stop()
        let open = sections.values
        sections = [:]
        for section in open { await section.close() }
    }

    /// A note that uses something newer is read, not written.
    public var readOnly: Bool { shown.value?.needsUpdate ?? true }

    /// The model of a section, the same for as long as the note is open.
    public func section(_ section: SectionId) -> SectionModel {
        if let open = sections[section] { return open }
        let model = SectionModel(note: id, section: section, notes: notes)
        sections[section] = model
        return model
    }

    public func addSection() async {
        let (notes, id, title) = (notes, id, sectionTitle.text)
        if await acting.run({ try await notes.addSection(note: id, title: title, agenda: nil) }) != nil {
            sectionTitle.clear()
        }
    }

    public func edit(_ edit: NoteEdit) async {
        let (notes, id) = (notes, id)
        await acting.run { try await notes.edit(note: id, edit: edit) }
    }

    public func readVersions() async {
        let (notes, id) = (notes, id)
        versions = await acting.run { try await notes.versions(note: id) } ?? versions
    }

    public func look(at version: VersionView) async {
        let (notes, id) = (notes, id)
        if let view = await acting.run({ try await notes.viewAt(note: id, version: version.id) }) {
            earlier = (version, view)
        }
    }

    public func backToNow() {
        earlier = nil
    }

    /// Who wrote which stretch of a section, in its order.
    public func authors(of section: SectionId) async -> [AuthorSpan] {
        let (notes, id) = (notes, id)
        return await acting.run { try await notes.authors(note: id, section: section) } ?? []
    }
}

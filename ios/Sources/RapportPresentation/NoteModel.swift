import Observation
import RapportCore

/// One note: its sections, its earlier versions, who wrote what. Typing is a `SectionModel`.
@MainActor @Observable
public final class NoteModel: Watched<any NotesProtocol, NoteId, NoteView> {
    public private(set) var versions: [VersionView] = []
    /// An earlier version, while it is looked at.
    public private(set) var earlier: (version: VersionView, view: NoteView)?
    public let sectionTitle: Draft
    private var sections: [SectionId: SectionModel] = [:]

    public init(_ id: NoteId, notes: any NotesProtocol, drafts: any Drafts) {
        sectionTitle = Draft("\(id.text).section", drafts)
        super.init(id, in: notes) { try await $0.values(of: $1) }
    }

    /// Ends the watch and lets go of every section, so that others see that the note was closed.
    public func leave() async {
        disappear()
        let open = sections.values
        sections = [:]
        for section in open { await section.close() }
    }

    /// A note that uses something newer is read, not written.
    public var readOnly: Bool { shown.value?.needsUpdate ?? true }

    /// The model of a section, the same for as long as the note is open.
    public func section(_ section: SectionId) -> SectionModel {
        if let open = sections[section] { return open }
        let model = SectionModel(note: id, section: section, notes: area)
        sections[section] = model
        return model
    }

    public func addSection() async {
        let title = sectionTitle.text
        if await act({ _ = try await $0.addSection(note: $1, title: title, agenda: nil) }) { sectionTitle.clear() }
    }

    public func edit(_ edit: NoteEdit) async {
        await act { try await $0.edit(note: $1, edit: edit) }
    }

    public func readVersions() async {
        versions = await ask { try await $0.versions(note: $1) } ?? versions
    }

    public func look(at version: VersionView) async {
        if let view = await ask({ try await $0.viewAt(note: $1, version: version.id) }) { earlier = (version, view) }
    }

    public func backToNow() {
        earlier = nil
    }

    /// Who wrote which stretch of a section, in its order.
    public func authors(of section: SectionId) async -> [AuthorSpan] {
        await ask { try await $0.authors(note: $1, section: section) } ?? []
    }
}

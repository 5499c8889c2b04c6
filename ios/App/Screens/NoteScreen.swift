import RapportCore
import RapportPresentation
import SwiftUI

/// A note: its sections to type in, its earlier versions to read.
struct NoteScreen: View {
    let model: NoteModel
    /// The section to begin at.
    let start: SectionId?
    @State private var showsVersions = false
    @State private var typing: SectionModel?

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { note in
            ScrollViewReader { scroll in
                ScrollView {
                    VStack(alignment: .leading, spacing: 16) {
                        TroubleBanner(acting: model.acting)
                        if let earlier = model.earlier {
                            EarlierVersion(version: earlier.version, view: earlier.view) { model.backToNow() }
                        } else {
                            sections(note)
                        }
                    }
                    .padding()
                }
                .onAppear { if let start { scroll.scrollTo(start, anchor: .top) } }
            }
            .navigationTitle(note.row.title.isEmpty ? say("screen.note.untitled") : note.row.title)
        }
        .toolbar {
            ToolbarItem(placement: .primaryAction) {
                Button(say("screen.note.versions"), systemImage: "clock.arrow.circlepath") { showsVersions = true }
            }
            ToolbarItemGroup(placement: .keyboard) { if let typing { EditorBar(model: typing) } }
        }
        .sheet(isPresented: $showsVersions) {
            VersionList(model: model) { showsVersions = false }
        }
        .task { await model.appear() }
        .onDisappear { Task { await model.leave() } }
    }

    @ViewBuilder private func sections(_ note: NoteView) -> some View {
        if model.readOnly { Label(say("screen.note.newer_read_only"), systemImage: "arrow.down.app") }
        ForEach(note.sections, id: \.id) { section in
            SectionEditor(title: section.title, model: model.section(section.id), readOnly: model.readOnly) {
                typing = $0
            }
        }
        if !model.readOnly {
            DraftField(model.sectionTitle, prompt: say("screen.note.add_section")) { await model.addSection() }
        }
    }
}

/// One section with whoever else is in it.
private struct SectionEditor: View {
    let title: String
    let model: SectionModel
    let readOnly: Bool
    let begins: (SectionModel) -> Void

    var body: some View {
        VStack(alignment: .leading) {
            if !title.isEmpty { Text(verbatim: title).font(.headline).accessibilityAddTraits(.isHeader) }
            ForEach(model.others, id: \.device) { other in
                Text(key: other.writing ? "screen.note.writing" : "screen.note.here", ["name": .text(other.name)])
                    .font(.caption)
                    .foregroundStyle(Color(CaretColor.of(other.device)))
            }
            ShownView(shown: model.shown, again: { await model.open() }) { text in
                NoteTextView(text: text, model: model, readOnly: readOnly) { begins(model) }
                    .frame(minHeight: 120)
            }
            if let failure = model.acting.failure { Text(failure.what).foregroundStyle(.red) }
            Label(say(model.saved ? "screen.note.saved" : "common.loading"), systemImage: "checkmark.circle")
                .font(.caption2)
                .foregroundStyle(.secondary)
                .opacity(model.saved ? 1 : 0)
                .accessibilityHidden(!model.saved)
        }
        .task { await model.open() }
    }
}

/// What can be done with the text, above the keyboard.
private struct EditorBar: View {
    let model: SectionModel

    var body: some View {
        Button(say("mark.bold"), systemImage: "bold") { model.toggle(.bold) }
        Button(say("mark.italic"), systemImage: "italic") { model.toggle(.italic) }
        Menu(say("screen.note.section"), systemImage: "text.alignleft") {
            kind("block.paragraph", .paragraph)
            kind("block.h2", .heading2)
            kind("block.bullet", .bullet)
            kind("block.check", .check)
        }
        Button(say("screen.goal.tick"), systemImage: "checkmark.square") { model.tick() }
        Spacer()
        Button(say("screen.note.undo_own"), systemImage: "arrow.uturn.backward") { model.undo() }.disabled(
            !model.canUndo)
        Button(say("screen.note.redo_own"), systemImage: "arrow.uturn.forward") { model.redo() }.disabled(
            !model.canRedo)
    }

    private func kind(_ key: String, _ kind: LineKind) -> some View {
        Button(say(key)) { model.line(kind) }
    }
}

/// Earlier versions, the newest first.
private struct VersionList: View {
    let model: NoteModel
    let done: () -> Void

    var body: some View {
        NavigationStack {
            List(model.versions.reversed(), id: \.id) { version in
                Button {
                    Task {
                        await model.look(at: version)
                        done()
                    }
                } label: {
                    Text(key: "common.by_at", ["name": .text(version.name), "when": .instant(version.to)])
                }
            }
            .navigationTitle(say("screen.note.versions"))
            .toolbar { Button(say("common.close"), action: done) }
        }
        .task { await model.readVersions() }
    }
}

/// A version to read.
private struct EarlierVersion: View {
    let version: VersionView
    let view: NoteView
    let back: () -> Void

    var body: some View {
        Text(key: "screen.note.version_of", ["when": .instant(version.to)]).font(.headline).accessibilityAddTraits(
            .isHeader)
        Button(say("screen.note.back_to_now"), action: back)
        ForEach(view.sections, id: \.id) { section in
            if !section.title.isEmpty {
                Text(verbatim: section.title).font(.headline).accessibilityAddTraits(.isHeader)
            }
            Text(verbatim: section.text.text).textSelection(.enabled)
        }
    }
}

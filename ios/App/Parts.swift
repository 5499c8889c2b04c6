import RapportCore
import RapportPresentation
import SwiftUI

/// What a screen shows while it loads, when it has something, and when it cannot.
struct ShownView<Value: Sendable, Content: View>: View {
    let shown: Shown<Value>
    /// Reads it once more.
    let again: () async -> Void
    @ViewBuilder let content: (Value) -> Content

    var body: some View {
        switch shown {
        case .loading: ProgressView(say("common.loading")).frame(maxWidth: .infinity, maxHeight: .infinity)
        case .ready(let value): content(value)
        case .failed(let failure): TroubleView(failure: failure, again: failure.ways.contains(.tryAgain) ? again : nil)
        }
    }
}

/// A failure that takes the whole screen: what happened and what to do.
struct TroubleView: View {
    let failure: Failure
    var again: (() async -> Void)?

    var body: some View {
        ContentUnavailableView {
            Label {
                Text(failure.what)
            } icon: {
                Image(systemName: "exclamationmark.triangle").accessibilityHidden(true)
            }
        } description: {
            Text(failure.advice)
        } actions: {
            if let again { Button(say("common.try_again")) { Task { await again() } } }
        }
    }
}

/// Beside one another; below one another where the letters are too large for that.
struct Beside<Content: View>: View {
    @ViewBuilder let content: Content
    @Environment(\.dynamicTypeSize) private var size

    var body: some View {
        let layout =
            size.isAccessibilitySize ? AnyLayout(VStackLayout(alignment: .leading)) : AnyLayout(HStackLayout())
        layout { content }
    }
}

/// A failure of the last act, above the content, until it is put away.
struct TroubleBanner: View {
    let acting: Acting

    var body: some View {
        if let failure = acting.failure {
            HStack(alignment: .firstTextBaseline) {
                VStack(alignment: .leading) {
                    Text(failure.what).bold()
                    Text(failure.advice).font(.callout)
                }
                Spacer()
                Button(say("common.close"), systemImage: "xmark") { acting.dismiss() }
                    .labelStyle(.iconOnly)
                    .frame(minWidth: 44, minHeight: 44)
            }
            .padding()
            .background(.yellow.opacity(0.25), in: .rect(cornerRadius: 12))
            .padding(.horizontal)
            .accessibilityElement(children: .contain)
            .onAppear { AccessibilityNotification.Announcement(Speaking.shared.say(failure.what)).post() }
        }
    }
}

/// A field that keeps what is written in it, with the button that sends it.
struct DraftField: View {
    @Bindable var draft: Draft
    let prompt: String
    let symbol: String
    let send: () async -> Void

    init(_ draft: Draft, prompt: String, symbol: String = "plus.circle.fill", send: @escaping () async -> Void) {
        self.draft = draft
        self.prompt = prompt
        self.symbol = symbol
        self.send = send
    }

    var body: some View {
        HStack {
            TextField(prompt, text: $draft.text, axis: .vertical).onSubmit(act)
            Button(prompt, systemImage: symbol, action: act)
                .labelStyle(.iconOnly)
                .frame(minWidth: 44, minHeight: 44)
                .disabled(draft.isEmpty)
        }
    }

    private func act() {
        Task { await send() }
    }
}

/// A step with its tick.
struct StepRow: View {
    let text: String
    let done: Bool
    let detail: String
    let tick: () async -> Void

    var body: some View {
        Button {
            Task { await tick() }
        } label: {
            Label {
                VStack(alignment: .leading) {
                    Text(verbatim: text).strikethrough(done).foregroundStyle(done ? .secondary : .primary)
                    if !detail.isEmpty { Text(verbatim: detail).font(.caption).foregroundStyle(.secondary) }
                }
            } icon: {
                Image(systemName: done ? "checkmark.circle.fill" : "circle").accessibilityHidden(true)
            }
        }
        .buttonStyle(.plain)
        .frame(minHeight: 44)
        .accessibilityElement(children: .combine)
        .accessibilityValue(say(done ? "read.ticked" : "read.not_ticked"))
        .accessibilityHint(say(done ? "screen.goal.untick" : "screen.goal.tick"))
    }
}

/// The line that says when last synced and how much waits.
struct SyncLineView: View {
    let model: SyncLineModel

    var body: some View {
        Button {
            Task { await model.now() }
        } label: {
            HStack {
                Image(systemName: model.alarming ? "exclamationmark.icloud" : "icloud").accessibilityHidden(true)
                Text(model.words).font(.footnote)
                Spacer()
            }
            .padding(.horizontal)
            .frame(minHeight: 44)
            .background(.bar)
        }
        .buttonStyle(.plain)
        .accessibilityHint(say("sync.now"))
    }
}

extension View {
    /// Asks by its name whether a relay is wanted to which nothing is encrypted on the way.
    func asksForUnencrypted(_ acting: Acting, use: @escaping () async -> Void) -> some View {
        alert(
            say("screen.invite.plain_http_question", ["relay": .text(acting.unencrypted ?? "")]),
            isPresented: Binding(get: { acting.unencrypted != nil }, set: { if !$0 { acting.dismiss() } })
        ) {
            Button(say("common.cancel"), role: .cancel) { acting.dismiss() }
            Button(say("screen.invite.plain_http_use"), role: .destructive) { Task { await use() } }
        } message: {
            Text(key: "screen.invite.plain_http_explained")
        }
    }

    /// Lets somebody move a row without dragging it, and says that it went.
    func movable(_ move: @escaping (RowMove) async -> Bool) -> some View {
        accessibilityAction(named: say("read.move_up")) { Row.move(.up, "read.moved_up", move) }
            .accessibilityAction(named: say("read.move_down")) { Row.move(.down, "read.moved_down", move) }
    }
}

/// Moving rows.
@MainActor
enum Row {
    static func move(_ way: RowMove, _ said: String, _ move: @escaping (RowMove) async -> Bool) {
        Task {
            if await move(way) { AccessibilityNotification.Announcement(say(said)).post() }
        }
    }

    /// What a list tells of a drag: one row, before another.
    static func drop<Item>(
        _ from: IndexSet, _ to: Int, of rows: [Item], _ move: @escaping (Item, RowMove) async -> Void
    ) {
        guard let at = from.first, rows.indices.contains(at) else { return }
        Task { await move(rows[at], .before(to)) }
    }
}

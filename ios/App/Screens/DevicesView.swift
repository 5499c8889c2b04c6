import RapportCore
import RapportPresentation
import SwiftUI

/// Devices, recovery words, relays, and what was held back.
struct DevicesView: View {
    let model: DevicesModel
    @State private var report: String?
    @State private var renewing: PairKey?
    @Environment(LockModel.self) private var lock

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { safety in
            List {
                TroubleBanner(acting: model.acting)
                losses
                OwnDevicesSections(model: model)
                words(safety)
                Section {
                    Toggle(
                        say("screen.devices.lock"),
                        isOn: Binding(get: { lock.wanted }, set: { now in Task { await lock.want(now) } }))
                } footer: {
                    if let told = lock.told { Text(told) }
                }
                relays
                keys
                held
                Section {
                    Button(say("screen.devices.log"), systemImage: "doc.text") {
                        Task { report = await model.report() }
                    }
                    if let report {
                        ShareLink(item: report) { Label(say("common.share"), systemImage: "square.and.arrow.up") }
                    }
                } footer: {
                    Text(key: "screen.devices.log_explained")
                }
            }
        }
        .confirmationDialog(
            say("screen.devices.key_renew_question", ["name": .text(renewing?.name ?? "")]),
            isPresented: Binding(get: { renewing != nil }, set: { if !$0 { renewing = nil } }),
            titleVisibility: .visible, presenting: renewing
        ) { pair in
            Button(say("screen.devices.key_renew")) { Task { await model.renewKey(of: pair) } }
        }
        .navigationTitle(say("screen.devices.title"))
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }

    @ViewBuilder private var losses: some View {
        if !model.losses.isEmpty {
            Section {
                ForEach(Array(model.losses.flatMap(\.words).enumerated()), id: \.offset) { _, words in
                    Label {
                        Text(words)
                    } icon: {
                        Image(systemName: "exclamationmark.triangle").accessibilityHidden(true)
                    }
                }
                Button(say("lost.seen")) { Task { await model.lossesSeen() } }
            } header: {
                Text(key: "lost.heading")
            } footer: {
                Text(key: "lost.do")
            }
        }
    }

    @ViewBuilder private func words(_ safety: SafetyView) -> some View {
        if safety.wordsUnconfirmed {
            Section(say("screen.devices.words")) {
                if let words = model.words {
                    Text(verbatim: words).font(.body.monospaced()).privacySensitive()
                    if let relay = safety.relay {
                        Text(key: "screen.devices.words_relay", ["relay": .text(relay)])
                    }
                    Button(say("screen.devices.words_written")) { Task { await model.confirmWords() } }
                } else {
                    Text(key: "screen.devices.words_explained")
                    Button(say("screen.devices.words_show")) { Task { await model.showWords() } }
                }
            }
        } else {
            EnterWordsSection(model: model)
        }
    }

    private var relays: some View {
        Section {
            ForEach(model.sync?.relays ?? [], id: \.origin) { relay in
                VStack(alignment: .leading) {
                    LabeledContent(relay.origin) {
                        if let good = relay.lastGood { Text(verbatim: When.instant(good)) }
                    }
                    if let back = relay.setBack {
                        Label(
                            say("screen.devices.relay_set_back", ["when": .instant(back)]),
                            systemImage: "clock.arrow.circlepath"
                        )
                        .font(.caption)
                    }
                }
                .accessibilityElement(children: .combine)
            }
            if model.sync?.relays.isEmpty ?? true { Text(key: "screen.devices.relay_none") }
        } header: {
            Text(key: "screen.devices.relay")
        } footer: {
            if let words = BackgroundRefresh.leave.words { Text(words) }
        }
    }

    @ViewBuilder private var keys: some View {
        if !model.keys.isEmpty {
            Section {
                ForEach(model.keys) { pair in
                    VStack(alignment: .leading) {
                        Text(verbatim: pair.name).font(.headline).accessibilityAddTraits(.isHeader)
                        Text(
                            key: "screen.devices.key_since",
                            ["number": .number(Int(pair.key.number)), "when": .instant(pair.key.since)])
                        if pair.key.rotating {
                            Text(key: "screen.devices.key_coming").foregroundStyle(.secondary)
                        } else {
                            Button(say("screen.devices.key_renew")) { renewing = pair }
                        }
                    }
                }
            } header: {
                Text(key: "screen.devices.key")
            } footer: {
                Text(key: "screen.devices.key_explained")
            }
        }
    }

    private var held: some View {
        Section {
            ForEach(model.sync?.held ?? [], id: \.record) { row in
                VStack(alignment: .leading) {
                    Text(Words(keyed("held", row.kind)))
                    Text(verbatim: "\(When.instant(row.since)) · \(row.reason)").font(.caption)
                }
                .accessibilityElement(children: .combine)
            }
            if model.sync?.held.isEmpty ?? true { Text(key: "screen.devices.held_back_none") }
        } header: {
            Text(key: "screen.devices.held_back")
        } footer: {
            Text(key: "screen.devices.held_back_explained")
        }
    }
}

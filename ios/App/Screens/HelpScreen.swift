import RapportCore
import RapportPresentation
import SwiftUI
import UniformTypeIdentifiers

/// Whom to turn to, and filling the directory.
struct HelpScreen: View {
    let model: HelpModel
    @State private var choosing = false

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { help in
            List {
                TroubleBanner(acting: model.acting)
                HelpRows(help: help)
                Section {
                    if let key = help.trustedKey {
                        Text(key: "screen.checkin.help_trusted", ["key": .text(key)]).font(.caption.monospaced())
                    }
                    DraftField(model.key, prompt: say("screen.checkin.help_key"), symbol: "checkmark.seal") {
                        await model.trust()
                    }
                    .textInputAutocapitalization(.never).autocorrectionDisabled()
                    Button(say("screen.checkin.help_load"), systemImage: "doc.badge.plus") { choosing = true }
                        .disabled(help.trustedKey == nil)
                } footer: {
                    Text(key: "screen.checkin.help_empty_do")
                }
            }
        }
        .navigationTitle(say("screen.checkin.help"))
        .fileImporter(isPresented: $choosing, allowedContentTypes: [.data]) { chosen in
            if case .success(let file) = chosen { Task { await model.load(file) } }
        }
        .task { await model.appear() }
    }
}

/// The places of a directory; what stands in the place of an empty one.
struct HelpRows: View {
    let help: RapportCore.HelpView

    var body: some View {
        ForEach(Array(help.places.enumerated()), id: \.offset) { _, place in HelpRow(place: place) }
        if help.places.isEmpty {
            VStack(alignment: .leading) {
                Text(key: "check_in.help_empty")
                Text(key: "screen.checkin.help_empty_do").font(.callout).foregroundStyle(.secondary)
            }
            .accessibilityElement(children: .combine)
            NavigationLink(value: Destination.help) { Text(key: "screen.checkin.help") }
        }
    }
}

/// One place: what it is for, and how it is reached.
private struct HelpRow: View {
    let place: HelpPlace

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            Text(verbatim: place.name).font(.headline)
            if place.urgent {
                Label(say("screen.checkin.help_urgent"), systemImage: "exclamationmark.circle").font(.caption)
            }
            Text(verbatim: place.about)
            Text(verbatim: [place.region, place.hours].filter { !$0.isEmpty }.joined(separator: " · ")).font(.caption)
            if let phone = place.phone, let call = URL(string: "tel:\(phone.filter { !$0.isWhitespace })") {
                Link(say("screen.checkin.help_call", ["phone": .text(phone)]), destination: call).frame(minHeight: 44)
            }
            if let link = place.link, let page = URL(string: link) {
                Link(say("screen.checkin.help_open", ["link": .text(link)]), destination: page).frame(minHeight: 44)
            }
            if let day = place.checked {
                Text(key: "screen.checkin.help_checked", ["source": .text(place.source), "day": .day(day)])
                    .font(.caption).foregroundStyle(.secondary)
            }
        }
        .buttonStyle(.borderless)
    }
}

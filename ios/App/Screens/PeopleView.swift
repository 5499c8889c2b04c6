import RapportCore
import RapportPresentation
import SwiftUI

/// The people one works with.
struct PeopleView: View {
    let home: HomeModel
    let model: PeopleModel
    @State private var inviting: InviteModel?

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { pairings in
            List {
                TroubleBanner(acting: model.acting)
                ForEach(pairings, id: \.id) { row in
                    Section {
                        PairingRowView(row: row, turn: model.turn)
                        NavigationLink(value: Destination.slots(row.space)) {
                            Label(say("screen.free.find"), systemImage: "calendar.badge.clock")
                        }
                        NavigationLink(value: Destination.seriesList(row.space)) {
                            Label(say("screen.series.heading"), systemImage: "repeat")
                        }
                    }
                }
                Section {
                    if pairings.isEmpty {
                        ContentUnavailableView(
                            say("screen.people.empty"), systemImage: "person.2",
                            description: Text(key: "screen.people.empty_do"))
                    }
                    Button(say("screen.people.invite"), systemImage: "person.badge.plus") { inviting = home.invite() }
                    Button(say("screen.welcome.have_invite"), systemImage: "qrcode.viewfinder") {
                        Task { await home.join() }
                    }
                }
                if let me = model.me {
                    Section(say("screen.people.me")) {
                        EditedField(
                            title: say("screen.profile.name"), now: me.profile.name,
                            text: model.field(.name) { .name($0) })
                        EditedField(
                            title: say("screen.profile.pronouns"), now: me.profile.pronouns,
                            text: model.field(.pronouns) { .pronouns($0) })
                        EditedField(
                            title: say("screen.profile.ask_me"), now: me.profile.askMe,
                            text: model.field(.askMe) { .askMe($0) })
                    }
                }
                NavigationLink(value: Destination.help) {
                    Label(say("screen.checkin.help"), systemImage: "lifepreserver")
                }
                NavigationLink(value: Destination.devices) { Label(say("nav.devices"), systemImage: "lock.shield") }
            }
        }
        .navigationTitle(say("screen.people.title"))
        .sheet(item: $inviting) { InviteScreen(model: $0) }
        .task { await model.appear() }
    }
}

/// One pair.
private struct PairingRowView: View {
    let row: PairingRow
    let turn: (PairingId, PairingTurn) async -> Bool

    var body: some View {
        VStack(alignment: .leading) {
            Text(verbatim: row.partnerName).font(.headline)
            Text(key: "screen.people.role", ["role": .words(Words(row.iMentor ? "seat.mentor" : "seat.mentee"))])
            Beside {
                Text(row.stage.words)
                if let met = row.lastMet { Text(key: "screen.people.last_contact", ["when": .day(met)]) }
            }
            .font(.caption).foregroundStyle(.secondary)
        }
        .accessibilityElement(children: .combine)
        .contextMenu {
            if row.stage == .onHold { Button(say("screen.people.go_on")) { Task { await turn(row.id, .resume) } } }
            Menu(say("screen.people.end")) {
                ForEach([EndReason.completed, .goalsMet, .time, .noFit, .movedAway, .inactive, .unsaid], id: \.self) {
                    why in
                    Button(say(keyed("end_reason", why))) { Task { await turn(row.id, .close(reason: why)) } }
                }
            }
        }
    }
}

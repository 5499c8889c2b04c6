import RapportCore

/// An open core with its areas, fetched once and kept as long as the process lives.
public struct Areas: Sendable {
    public let core: Rapport
    public let goals: Goals
    public let meetings: Meetings
    public let availability: Availability
    public let notes: Notes
    public let checkIns: CheckIns
    public let reminders: Reminders
    public let people: People
    public let devices: Devices
    public let sync: Sync

    public init(_ core: Rapport) throws {
        self.core = core
        goals = try core.goals()
        meetings = try core.meetings()
        availability = try core.availability()
        notes = try core.notes()
        checkIns = try core.checkins()
        reminders = try core.reminders()
        people = try core.people()
        devices = try core.devices()
        sync = try core.sync()
    }
}

import Foundation
import Observation
import RapportCore

/// Times at which the two of a pair could meet, the best first; choosing one proposes a meeting at it.
@MainActor @Observable
public final class SlotsModel {
    public let space: SpaceId
    public private(set) var shown = Shown<SlotsView>.loading
    /// How long it is to take and how, while somebody looks.
    public let form: FormDraft<SlotsForm>
    public let title: Draft
    public let place: Draft
    public let acting = Acting()
    private let availability: any AvailabilityProtocol
    private let meetings: any MeetingsProtocol
    private let watcher = Watcher()

    public init(
        _ space: SpaceId, availability: any AvailabilityProtocol, meetings: any MeetingsProtocol, drafts: any Drafts
    ) {
        self.space = space
        self.availability = availability
        self.meetings = meetings
        form = FormDraft("\(space.text).slots", drafts, start: SlotsForm())
        title = Draft("\(space.text).slots.title", drafts)
        place = Draft("\(space.text).slots.place", drafts)
    }

    /// Looks for times; asked again for what was chosen since.
    public func appear() async {
        let (availability, space, form) = (availability, space, form.value)
        await watcher.follow(
            {
                try await availability.slotLists(
                    in: space, minutes: form.minutes, days: form.days, most: SlotsForm.most)
            },
            each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
    }

    public func disappear() {
        watcher.stop()
    }

    /// Looks two weeks further ahead. Whether the core does.
    @discardableResult public func lookFurther() async -> Bool {
        let (availability, space, form) = (availability, space, form.value)
        let days = form.days + SlotsForm.step
        let found = await acting.run {
            try await availability.slots(space: space, minutes: form.minutes, days: days, most: SlotsForm.most)
        }
        guard found != nil else { return false }
        self.form.value.days = days
        await appear()
        return true
    }

    /// Proposes a meeting at one of the times. Gives its id, to open it.
    public func propose(_ slot: SlotView) async -> MeetingId? {
        let meetings = meetings
        let new = NewMeeting(
            space: space, slot: slot.mine, minutes: slot.minutes, title: title.text, mode: form.value.mode,
            place: place.text)
        let made = await acting.run { try await meetings.propose(new: new) }
        if made != nil {
            title.clear()
            place.clear()
            form.clear()
        }
        return made
    }
}

/// What somebody wants of a time for two.
public struct SlotsForm: Codable, Equatable, Sendable {
    static let step: UInt32 = 14
    static let most: UInt32 = 20

    public var minutes: Minutes = 60
    /// How many days ahead.
    public var days = Self.step
    private var how: String?

    public init() {}

    public var mode: Mode? {
        get { Mode.choices.first { String(describing: $0) == how } }
        set { how = newValue.map { String(describing: $0) } }
    }
}

extension SlotView {
    /// The same on the wall of the other one, where their clock is another.
    public var elsewhere: Civil? {
        CivilParts(mine)?.zone == CivilParts(theirs)?.zone ? nil : theirs
    }
}

extension SlotReason {
    /// What the time is marked down for, and of whom.
    public var words: [Words] {
        let cost = Words(keyed("slot_cost", cost))
        return switch whose {
        case .mine: [cost, Words("slots.mine")]
        case .theirs: [cost, Words("slots.for_them")]
        case .both: [cost]
        }
    }
}

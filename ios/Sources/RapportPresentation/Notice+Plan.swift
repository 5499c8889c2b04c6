import RapportCore

extension Notice {
    /// What a plan hands to the system, as entries of its list.
    static func each(
        _ requests: [ReminderRequest], of pushes: [ReminderPush],
        say: (Words) -> String = { Speaking.shared.say($0) }
    ) -> [Notice] {
        let known = Dictionary(pushes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return requests.map { request in
            let push = known[request.push]
            return Notice(
                name: request.push.text, time: Time(request),
                text: say(push?.text.words ?? ReminderText.refresh.words), loud: push?.loud ?? false,
                parts: push?.parts.map(\.id) ?? [])
        }
    }
}

extension Notice.Time {
    init(_ request: ReminderRequest) {
        if let weekly = request.repeats {
            self = .weekly(weekday: weekly.day.number, time: weekly.time)
        } else if request.floats {
            self = .wall(day: request.wall.day, time: request.wall.time)
        } else {
            self = .moment(request.at)
        }
    }
}

extension Weekday {
    /// As the system's calendars count.
    fileprivate var number: Int {
        switch self {
        case .sunday: 1
        case .monday: 2
        case .tuesday: 3
        case .wednesday: 4
        case .thursday: 5
        case .friday: 6
        case .saturday: 7
        }
    }
}

/// Where a row of a list goes when somebody moves it.
public enum RowMove: Sendable {
    case up, down
    /// Before the row that stands at this place now, as a list tells of a drag.
    case before(Int)

    /// The row that it comes behind; nothing in it where it comes first. Nothing at all where it stays.
    public func behind<Id: Equatable>(_ row: Id, in rows: [Id]) -> Behind<Id>? {
        guard let from = rows.firstIndex(of: row) else { return nil }
        let place =
            switch self {
            case .up: from - 1
            case .down: from + 1
            case .before(let place): place > from ? place - 1 : place
            }
        guard place != from, rows.indices.contains(place) else { return nil }
        let others = rows.filter { $0 != row }
        return Behind(row: place == 0 ? nil : others[place - 1])
    }
}

/// A row to stand behind.
public struct Behind<Id: Equatable>: Equatable {
    public let row: Id?
}

extension Behind: Sendable where Id: Sendable {}

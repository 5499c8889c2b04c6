import Foundation
import RapportCore
import Testing

/// The system's zones name the same changes of clocks as every other platform.
struct SystemZonesTests {
    struct Golden: Decodable {
        let fromMs: Int64
        let toMs: Int64
        let zones: [String: [[Int64]]]

        enum CodingKeys: String, CodingKey {
            case fromMs = "from_ms"
            case toMs = "to_ms"
            case zones
        }
    }

    @Test func theChangesOfFortyZones() throws {
        let top = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let file = top.appendingPathComponent("tests/vectors/zones.json")
        let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
        #expect(golden.zones.count == 40)
        func date(_ ms: Int64) -> Date { Date(timeIntervalSince1970: Double(ms) / 1000) }
        for (zone, changes) in golden.zones {
            let found = try SystemZones().changes(zone: zone, from: date(golden.fromMs), to: date(golden.toMs))
            let seen = found.map { [Int64(($0.at.timeIntervalSince1970 * 1000).rounded()), Int64($0.offsetS)] }
            #expect(seen == changes, "\(zone)")
        }
    }

    @Test func aZoneThatNobodyKnowsIsUnknown() {
        #expect(throws: PortFailure.self) {
            try SystemZones().changes(zone: "Mars/Olympus", from: .distantPast, to: .now)
        }
    }
}

import Foundation
import RapportCore
import Testing

/// The app's own sources cannot be compiled here, but every text that they name can be looked up.
struct AppWordsTests {
    static let sources: [(name: String, text: String)] = {
        let app = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("App")
        let files = FileManager.default.enumerator(at: app, includingPropertiesForKeys: nil)?.allObjects ?? []
        return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { file in
            (file.lastPathComponent, (try? String(contentsOf: file, encoding: .utf8)) ?? "")
        }
    }()
    static let areas = Set(wordPlaces.keys.compactMap { $0.split(separator: ".").first.map(String.init) })

    @Test func everyTextOfAScreenIsInTheCatalog() throws {
        let key = try Regex(#""([a-z_]+(?:\.[a-z0-9_]+)+)""#)
        var found = 0
        for (name, text) in Self.sources {
            for match in text.matches(of: key) {
                let named = String(match.output[1].substring ?? "")
                guard Self.areas.contains(named.split(separator: ".").first.map(String.init) ?? "") else { continue }
                // `keyed` takes the beginning of a key.
                let known = wordPlaces[named] != nil || wordPlaces.keys.contains { $0.hasPrefix(named + ".") }
                #expect(known, "\(name): \(named)")
                found += 1
            }
        }
        #expect(found > 100)
    }

    @Test func everyTextIsGivenItsArguments() throws {
        let call = try Regex(#"(?:say\(|key: )"([a-z0-9_.]+)"(?:,\s*\[((?:[^\[\]]|\[[^\]]*\])*)\])?"#)
        let named = try Regex(#""([a-z_]+)": \."#)
        for (name, text) in Self.sources {
            for match in text.matches(of: call) {
                let key = String(match.output[1].substring ?? "")
                guard let places = wordPlaces[key] else { continue }
                let arguments = match.output[2].substring.map(String.init) ?? ""
                let given = arguments.matches(of: named).map { String($0.output[1].substring ?? "") }
                #expect(Set(given) == Set(places), "\(name): \(key) takes \(places), is given \(given)")
            }
        }
    }

    @Test func noWordsStandInTheSources() throws {
        let literal = try Regex(#"(?:Text|Button|Label|Section|navigationTitle|Toggle|Picker)\("[A-Za-z ]+""#)
        for (name, text) in Self.sources { #expect(text.firstMatch(of: literal) == nil, "\(name)") }
    }
}

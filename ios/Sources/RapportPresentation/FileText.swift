import Foundation
import RapportCore

/// The text of a file that somebody chose, which may be anything and of any size.
enum FileText {
    /// More than the core takes of any text: what is longer is refused by it, and never all in memory.
    static let most = 1 << 20

    /// The same for a calendar.
    static let mostOfCalendar = 8 << 20

    /// What is no text becomes signs that no format takes, so that the core says where it begins.
    static func read(_ file: URL) throws -> String {
        String(decoding: try bytes(file, upTo: most), as: UTF8.self)
    }

    /// One byte more than the core takes, so that it says where a file is too long.
    static func bytes(_ file: URL, upTo most: Int = mostOfCalendar + 1) throws -> Data {
        // Files of other apps are lent to this one.
        let lent = file.startAccessingSecurityScopedResource()
        defer { if lent { file.stopAccessingSecurityScopedResource() } }
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            return try handle.read(upToCount: most) ?? Data()
        } catch {
            throw Failure.NotFound(what: "file")
        }
    }
}

#if !canImport(Darwin)
    extension URL {
        /// Elsewhere nothing is lent.
        func startAccessingSecurityScopedResource() -> Bool { false }
        func stopAccessingSecurityScopedResource() {}
    }
#endif

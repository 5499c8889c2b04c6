import Foundation
import RapportCore

/// The text of a file that somebody chose, which may be anything and of any size.
enum FileText {
    /// More than the core takes of any file: what is longer is refused by it, and never all in memory.
    static let most = 1 << 20

    /// What is no text becomes signs that no format takes, so that the core says where it begins.
    static func read(_ file: URL) throws -> String {
        // Files of other apps are lent to this one.
        let lent = file.startAccessingSecurityScopedResource()
        defer { if lent { file.stopAccessingSecurityScopedResource() } }
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            return String(decoding: try handle.read(upToCount: most) ?? Data(), as: UTF8.self)
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

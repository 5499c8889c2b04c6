import Foundation
import RapportCore

/// A relay in a process of its own on a free port of this machine. It lies beside the core's library.
public final class Relay: @unchecked Sendable {
    public let address: String
    public let folder: URL
    private let process: Process

    /// The relay's program; tests that need one are skipped by name where there is none.
    public static let program: URL? = {
        let beside = ProcessInfo.processInfo.environment["RAPPORT_LIBRARY_FOLDER"]
        let file = URL(fileURLWithPath: beside ?? "../target/ci").appendingPathComponent("rapport-relay")
        return FileManager.default.isExecutableFile(atPath: file.path) ? file : nil
    }()

    public init(port: Int = 0, folder: URL? = nil) throws {
        self.folder =
            folder ?? FileManager.default.temporaryDirectory.appendingPathComponent("relay-\(UUID().uuidString)")
        let (process, out) = try Self.start([
            "serve", "--listen", "127.0.0.1:\(port)", "--data", self.folder.path, "--log", "off",
        ])
        self.process = process
        // `rapport-relay serves at http://127.0.0.1:1234 on 127.0.0.1:1234`
        var line = ""
        while !line.contains("\n"), case let data = out.fileHandleForReading.availableData, !data.isEmpty {
            line += String(decoding: data, as: UTF8.self)
        }
        address = line.split(separator: " ").dropFirst(3).first.map(String.init) ?? ""
    }

    /// A link as its operator hands it to people.
    public func link() throws -> String {
        try Self.run("link", "--public", address, "--data", folder.path).split(separator: "\n").last.map(String.init)
            ?? ""
    }

    /// Ends it at once, as a power cut does; its port closes within moments.
    public func stop() {
        cut()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ends it at once and leaves its files.
    public func cut() {
        kill(process.processIdentifier, SIGKILL)
    }

    /// Its operator makes a copy of it.
    public func backUp(to file: URL) throws {
        _ = try Self.run("backup", file.path, "--data", folder.path)
    }

    /// Its operator puts that copy back, and starts it again where it was.
    public func restored(from file: URL) throws -> Relay {
        cut()
        _ = try Self.run("restore", file.path, "--data", folder.path)
        return try Relay(port: address.split(separator: ":").last.flatMap { Int($0) } ?? 0, folder: folder)
    }

    private static func run(_ arguments: String...) throws -> String {
        let (process, out) = try start(arguments)
        // Its end of the pipe closes as it ends. `waitUntilExit` would run this thread's run loop, which
        // holds up the main actor on Linux.
        let printed = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        _ = process
        return printed
    }

    private static func start(_ arguments: [String]) throws -> (Process, Pipe) {
        let (process, out) = (Process(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, out)
    }
}

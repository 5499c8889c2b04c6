import Foundation
import RapportCore

/// A relay in a process of its own on a free port of this machine. It lies beside the core's library.
public final class Relay: @unchecked Sendable {
    public let address: String
    public let folder: URL
    private let child: Child

    /// The relay's program; tests that need one are skipped by name where there is none.
    public static let program: URL? = {
        let beside = ProcessInfo.processInfo.environment["RAPPORT_LIBRARY_FOLDER"]
        let file = URL(fileURLWithPath: beside ?? "../target/ci").appendingPathComponent("rapport-relay")
        return FileManager.default.isExecutableFile(atPath: file.path) ? file : nil
    }()

    public init(port: Int = 0, folder: URL? = nil) throws {
        self.folder =
            folder ?? FileManager.default.temporaryDirectory.appendingPathComponent("relay-\(UUID().uuidString)")
        child = try Child([
            "serve", "--listen", "127.0.0.1:\(port)", "--data", self.folder.path, "--log", "off",
        ])
        // `rapport-relay serves at http://127.0.0.1:1234 on 127.0.0.1:1234`
        var line = ""
        while !line.contains("\n"), case let data = child.out.fileHandleForReading.availableData, !data.isEmpty {
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
        kill(child.process.processIdentifier, SIGKILL)
    }

    /// Its operator makes a copy of it.
    public func backUp(to file: URL) throws {
        _ = try Self.run("backup", file.path, "--data", folder.path)
    }

    /// Its operator puts that copy back, and starts it again where it was.
    public func restored(from file: URL) async throws -> Relay {
        cut()
        // What is cut still holds its files and its port for a moment.
        _ = await child.ended()
        let restore = try Child(["restore", file.path, "--data", folder.path])
        if case let status = await restore.ended(), status != 0 { throw Refused(status: status) }
        return try Relay(port: address.split(separator: ":").last.flatMap { Int($0) } ?? 0, folder: folder)
    }

    /// An act of the operator that the relay's program did not do.
    public struct Refused: Error {
        public let status: Int32
    }

    private static func run(_ arguments: String...) throws -> String {
        // Its end of the pipe closes as it ends. `waitUntilExit` would run this thread's run loop, which
        // holds up the main actor on Linux.
        String(decoding: try Child(arguments).out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
}

/// A run of the relay's program.
private final class Child: @unchecked Sendable {
    let process = Process()
    let out = Pipe()
    private let end: AsyncStream<Void>

    init(_ arguments: [String]) throws {
        let (end, ending) = AsyncStream.makeStream(of: Void.self)
        self.end = end
        process.executableURL = Relay.program
        process.arguments = arguments
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        process.terminationHandler = { _ in ending.finish() }
        try process.run()
    }

    /// Waits until it has ended, and gives the status with which it did.
    func ended() async -> Int32 {
        for await _ in end {}
        return process.terminationStatus
    }
}

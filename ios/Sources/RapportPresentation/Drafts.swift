import Foundation
import Observation

/// Keeps what somebody has begun to write in a field, until it was sent or thrown away.
public protocol Drafts: Sendable {
    func text(_ key: String) -> String
    /// An empty text forgets the draft.
    func keep(_ text: String, _ key: String)
}

/// Drafts as small files in a folder beside the profile: they outlive the process, and no backup
/// of the device's settings carries them.
public struct FileDrafts: Drafts {
    private let folder: URL

    public init(folder: URL) {
        self.folder = folder
    }

    public func text(_ key: String) -> String {
        (try? String(contentsOf: file(key), encoding: .utf8)) ?? ""
    }

    public func keep(_ text: String, _ key: String) {
        // A draft that cannot be kept is no reason to disturb whoever writes it: it is still on the screen.
        if text.isEmpty {
            try? FileManager.default.removeItem(at: file(key))
        } else {
            try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try? Data(text.utf8).write(to: file(key), options: .atomic)
        }
    }

    private func file(_ key: String) -> URL {
        folder.appendingPathComponent(
            "draft-" + (key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""))
    }
}

/// One field that somebody writes in.
@MainActor @Observable
public final class Draft {
    private let key: String
    private let drafts: any Drafts

    public var text: String {
        didSet { if text != oldValue { drafts.keep(text, key) } }
    }

    public init(_ key: String, _ drafts: any Drafts) {
        self.key = key
        self.drafts = drafts
        text = drafts.text(key)
    }

    /// Whether there is anything to send. The core decides whether it is good.
    public var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }

    public func clear() {
        text = ""
    }
}

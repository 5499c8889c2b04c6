import Observation
import RapportCore

/// Whether the camera may be used.
public enum CameraLeave: Hashable, Sendable {
    case given, refused
    /// Nobody was asked yet.
    case unasked
    /// There is no camera, or somebody else decides over it.
    case impossible
}

/// The camera of this device, as far as leave to use it goes.
public protocol CameraGate: Sendable {
    var leave: CameraLeave { get }
    /// Asks the person; whether they gave it.
    func ask() async -> Bool
}

/// Whatever answers what the camera sees.
@MainActor
public protocol Scanned: AnyObject {
    var acting: Acting { get }
    /// Whether it is being answered, or waits for a word about its relay.
    var answered: Bool { get }
    /// Answers a text at once: whoever holds the camera has looked at it.
    func take(_ text: String) async
}

/// Scanning an invite, or the link for a device. The camera hands on every text that it sees; what is one
/// of ours the core says.
@MainActor @Observable
public final class ScanModel: Identifiable {
    public enum State: Hashable, Sendable {
        case asking, looking
        /// The core is asked about what was seen.
        case checking
        case found
        /// There will be no picture; says why and what to do.
        case blind(what: Words, advice: Words, way: Way)
    }

    /// What a screen without a picture offers beside its words.
    public enum Way: Hashable, Sendable {
        case none, settings, again
    }

    public private(set) var state = State.asking
    /// What is wrong with the code that was seen last.
    public private(set) var wrong: Words?
    private let gate: any CameraGate
    private let join: any Scanned
    private var refused: Set<String> = []

    public init(join: any Scanned, gate: any CameraGate) {
        self.join = join
        self.gate = gate
    }

    /// Asks for the camera when nobody was asked yet; somebody who comes back from the settings is seen, too.
    public func appear() async {
        switch gate.leave {
        case .given: state = .looking
        case .unasked: state = await gate.ask() ? .looking : Self.refused
        case .refused: state = Self.refused
        case .impossible:
            state = .blind(what: Words("screen.scan.none"), advice: Words("screen.scan.paste_instead"), way: .none)
        }
    }

    /// The camera gives no picture although it may be used: another app has it, or it does not work.
    public func failed() {
        guard state == .looking else { return }
        state = .blind(what: Words("screen.scan.failed"), advice: Words("screen.scan.failed_do"), way: .again)
    }

    /// The camera saw a code. It sees the same one many times a second.
    public func saw(_ text: String) async {
        guard state == .looking, !refused.contains(text) else { return }
        state = .checking
        await join.take(text)
        if join.answered {
            state = .found
        } else {
            refused.insert(text)
            wrong = join.acting.failure?.what
            state = .looking
        }
    }

    private static let refused = State.blind(
        what: Words("screen.scan.refused"), advice: Words("screen.scan.refused_do"), way: .settings)
}

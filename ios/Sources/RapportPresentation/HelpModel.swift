import Foundation
import Observation
import RapportCore

/// Whom to turn to; readable without a network. It is empty until somebody fills it.
@MainActor @Observable
public final class HelpModel {
    public private(set) var shown = Shown<HelpView>.loading
    /// The key of whoever signs the directory, while somebody types it.
    public let key: Draft
    public let acting = Acting()
    private let checkIns: any CheckInsProtocol

    public init(_ checkIns: any CheckInsProtocol, drafts: any Drafts) {
        self.checkIns = checkIns
        key = Draft("help.key", drafts)
    }

    public func appear() async {
        let checkIns = checkIns
        do {
            shown = .ready(try await checkIns.help())
        } catch {
            shown = .failed(failure(of: error))
        }
    }

    /// Trusts the key that was typed, and lets go of what another key brought.
    public func trust() async {
        let (checkIns, typed) = (checkIns, key.text)
        let done: Void? = await acting.run { try await checkIns.trustHelpKey(key: typed) }
        if done != nil { key.clear() }
        await appear()
    }

    /// Takes the directory from a file.
    public func load(_ file: URL) async {
        let checkIns = checkIns
        await acting.run { try await checkIns.loadHelp(file: try FileText.read(file)) }
        await appear()
    }
}

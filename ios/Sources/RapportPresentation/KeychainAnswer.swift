import Foundation
import RapportCore

/// What the Keychain's numbers mean for a secret store.
public enum KeychainAnswer {
    /// The secret, nothing when none was kept, or why it cannot be had.
    public static func read(status: Int32, data: Data?) throws -> Data? {
        switch status {
        case 0: return data
        case notFound: return nil
        default: throw trouble(status)
        }
    }

    public static func written(status: Int32) throws {
        if status != 0 { throw trouble(status) }
    }

    public static let notFound: Int32 = -25300
    public static let duplicate: Int32 = -25299

    private static func trouble(_ status: Int32) -> SecretTrouble {
        switch status {
        // Before the first unlock after a start of the phone.
        case -25308: .locked
        // What is stored cannot be decoded any more.
        case -26275: .lost
        default: .failed(code: status)
        }
    }
}

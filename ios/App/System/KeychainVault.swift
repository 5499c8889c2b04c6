import Foundation
import RapportCore
import RapportPresentation
import Security

/// The one key of the profile, in the Keychain: readable after the first unlock, on this device only,
/// in no backup.
struct KeychainVault: SecretStore {
    private static let query: [CFString: any Sendable] = [
        kSecClass: kSecClassGenericPassword as String,
        kSecAttrService: "org.rapport.profile",
        kSecAttrAccount: "vault",
        kSecUseDataProtectionKeychain: true,
    ]

    func read() throws -> Data? {
        var query = Self.query
        query[kSecReturnData] = true
        query[kSecMatchLimit] = kSecMatchLimitOne as String
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        return try KeychainAnswer.read(status: status, data: found as? Data)
    }

    func write(_ secret: Data) throws {
        let values: [CFString: any Sendable] = [
            kSecValueData: secret,
            kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly as String,
        ]
        var status = SecItemAdd(Self.query.merging(values) { $1 } as CFDictionary, nil)
        if status == KeychainAnswer.duplicate {
            status = SecItemUpdate(Self.query as CFDictionary, values as CFDictionary)
        }
        try KeychainAnswer.written(status: status)
    }
}

import Foundation
import RapportCore

enum Folders {
    /// Where the profile lies: no backup carries it, and it is readable after the first unlock, so that
    /// the phone can synchronise in somebody's pocket.
    static var profile: ProfileHome {
        ProfileHome(folder: folder("profile"), vault: SecretKeeper(KeychainVault()))
    }

    static var drafts: URL { folder("drafts") }

    private static func folder(_ name: String) -> URL {
        var folder = URL.applicationSupportDirectory.appending(path: name, directoryHint: .isDirectory)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        // What cannot be set here is refused by the core when it opens the folder, with a reason.
        try? FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication])
        try? folder.setResourceValues(values)
        return folder
    }
}

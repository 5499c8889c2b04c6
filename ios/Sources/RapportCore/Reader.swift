import Foundation

/// Whoever reads on this device.
public enum Reader {
    /// Their language, as the core takes it, such as `de`.
    public static var language: String {
        Locale.autoupdatingCurrent.language.languageCode?.identifier ?? "en"
    }
}

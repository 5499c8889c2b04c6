import RapportCore

/// Why an invite came to nothing, in words. The core gives a code; one that this app does not know
/// says that the invite cannot be used.
public enum InviteEnd {
    public static func words(_ code: String) -> Words {
        if code == "newer" { return Words("failure.needs_update.what") }
        if code == "declined" { return Words("screen.invite.declined") }
        let key =
            switch code {
            case "expired": "expired"
            case "closed": "revoked"
            case "second_joiner", "second_inviter": "used"
            case "wrong_reveal": "differ_stopped"
            case "oneself": "oneself"
            case "other_purpose": "other_purpose"
            default: "not_ours"
            }
        return Words("screen.join.\(key)").or(Words("screen.join.not_ours"))
    }
}

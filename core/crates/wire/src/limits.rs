//! How large and how many. Both sides refuse what is over before they parse it.

/// Bytes of a frame that is neither control, share, live nor notice.
pub const FRAME: usize = 256 * 1024;
/// Bytes of a control or share frame: boxes for many devices.
pub const CONTROL_FRAME: usize = 1024 * 1024;
/// Bytes of a live or notice frame.
pub const SMALL_FRAME: usize = 4 * 1024;
/// Frames in one push or pull.
pub const BATCH_FRAMES: usize = 256;
/// Bytes of frames in one push; a pull stops before the frame that would pass it.
pub const BATCH_BYTES: usize = 1024 * 1024;
/// Bytes of one mailbox slot.
pub const BOX_SLOT: usize = 64 * 1024;
/// Slots of one mailbox.
pub const BOX_SLOTS: u8 = 32;
/// Milliseconds a mailbox lives: seven days.
pub const BOX_LIFE_MS: i64 = 7 * 24 * 3600 * 1000;
/// Bytes of one submission.
pub const SUBMISSION: usize = 64 * 1024;
/// Live frames a second, for one session and for one space.
pub const LIVE_PER_SESSION: u32 = 5;
pub const LIVE_PER_SPACE: u32 = 50;
/// Notices an hour, and stored, for one former key.
pub const NOTICES_PER_HOUR: u32 = 30;
pub const NOTICES_STORED: u32 = 100;
/// Milliseconds a former key's notice is kept: thirty days.
pub const NOTICE_LIFE_MS: i64 = 30 * 24 * 3600 * 1000;
/// Milliseconds a session lives: one hour.
pub const SESSION_MS: i64 = 3600 * 1000;
/// Milliseconds a challenge can be answered.
pub const CHALLENGE_MS: i64 = 60 * 1000;
/// Spaces in one challenge, session or watch.
pub const SPACES_PER_SESSION: usize = 1024;
/// Seconds between heartbeats of a watch; also the longest wait of a long poll.
pub const HEARTBEAT_S: u64 = 25;
/// Bytes of a frame that rides along with the news of it.
pub const RIDE_ALONG: usize = 16 * 1024;
/// Milliseconds a deleted space or pruned record can still be brought back: thirty days.
pub const GRACE_MS: i64 = 30 * 24 * 3600 * 1000;
/// Bytes of a JSON body.
pub const JSON: usize = 256 * 1024;
/// Bytes of an answer that a client reads before it gives up: a full page and its frame of headings.
pub const ANSWER: usize = 4 * 1024 * 1024;
/// Boxes of one kind in a control or share frame.
pub const BOXES: usize = 8192;
/// Older keys linked in one control frame.
pub const OLDER_KEYS: usize = 1024;

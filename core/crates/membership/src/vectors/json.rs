//! The relay's JSON messages, as they are sent. Beside each stand the values
//! that a reader has to find: identifiers and bytes in hexadecimal.

use super::hex;
use rapport_ids::{EpochTag, LogId, RecordId, SpaceId};
use rapport_wire::Chain;
use rapport_wire::relay::{
    BoxDelete, Bytes, Challenge, ChallengeRequest, ChallengedSpace, Code, ControlConflict, ControlStored, Grant,
    GrantedSpace, HeadNews, Info, KeysStored, Limits, LiveAnswer, LiveNews, LogPlace, News, PollAnswer, PushResult,
    Pushed, RelayProblem, Session, SessionRequest, SessionSpace, SpaceCreated,
};
use serde::Serialize;
use serde_json::{Value, json};

const SPACE: SpaceId = SpaceId::new([0xd1; 16]);
const OTHER: SpaceId = SpaceId::new([0xd2; 16]);
const TAG: EpochTag = EpochTag::new([0xd3; 16]);
const LOG: LogId = LogId::new([0xd4; 16]);
const RECORD: RecordId = RecordId::new([0xd5; 32]);

/// A message as text; values as (path, what it is, value).
fn message(name: &str, body: &impl Serialize, values: Value) -> Value {
    json!({ "name": name, "text": serde_json::to_string(body).unwrap(), "values": values })
}

fn place() -> LogPlace {
    LogPlace { log_id: LOG, head: 8, chain: Chain::START.then(&RECORD) }
}

/// What a reader finds of a place.
fn placed(more: &[(&str, &str, Value)]) -> Value {
    let chain = Chain::START.then(&RECORD);
    let mut all = vec![json!(["log_id", "log", hex(LOG)]), json!(["head", "plain", 8])];
    all.push(json!(["chain", "bytes", hex(chain.as_bytes())]));
    all.extend(more.iter().map(|(path, what, value)| json!([path, what, value])));
    Value::Array(all)
}

pub(super) fn messages() -> Value {
    let space = |path: &str| json!([path, "space", hex(SPACE)]);
    let other = |path: &str| json!([path, "space", hex(OTHER)]);
    let plain = |path: &str, value: Value| json!([path, "plain", value]);
    let challenge = Challenge {
        challenge: [0xd6; 32],
        expires_s: 60,
        spaces: vec![
            ChallengedSpace { id: SPACE, epoch_tag: Some(TAG) },
            ChallengedSpace { id: OTHER, epoch_tag: None },
        ],
    };
    let session = SessionRequest {
        challenge: [0xd6; 32],
        spaces: vec![
            SessionSpace { id: SPACE, epoch_tag: Some(TAG), signature: [0xd7; 64] },
            SessionSpace { id: OTHER, epoch_tag: None, signature: [0xd8; 64] },
        ],
    };
    let grants = [Grant::Current, Grant::Former, Grant::Recovery, Grant::Refused];
    let granted = Session {
        token: "a token".to_owned(),
        expires_s: 3600,
        spaces: grants.map(|grant| GrantedSpace { id: SPACE, grant }).to_vec(),
    };
    let results = vec![
        Pushed::Stored { seq: 7 },
        Pushed::Duplicate { seq: 8 },
        Pushed::Pruned,
        Pushed::Stale,
        Pushed::Refused,
        Pushed::OverQuota,
    ];
    let statuses = ["stored", "duplicate", "pruned", "stale", "refused", "over_quota"];
    let status = |(n, word): (usize, &&str)| json!([format!("results.{n}.status"), "plain", word]);
    let mut pushed = placed(&[("results.0.seq", "plain", json!(7)), ("results.1.seq", "plain", json!(8))]);
    pushed.as_array_mut().unwrap().extend(statuses.iter().enumerate().map(status));
    let refused = RelayProblem { retry_after_s: Some(30), ..RelayProblem::new(Code::TooMany, "later") };
    let conflict = ControlConflict {
        code: Code::ControlConflict,
        detail: "another one stands there".to_owned(),
        control_head: RECORD,
        place: place(),
    };
    let head = |frame: Option<&[u8]>| HeadNews {
        space: SPACE,
        place: place(),
        frame: frame.map(|frame| Bytes(frame.to_vec())),
    };
    let news = |name: &str, news: &News, values: Value| json!({ "name": name, "text": news.data().unwrap(), "values": values, "event": news.event() });
    let live = News::Live(LiveNews { space: SPACE, frame: Bytes(b"live frame".to_vec()) });
    json!([
        message(
            "challenge, asked",
            &ChallengeRequest { spaces: vec![SPACE, OTHER] },
            json!([space("spaces.0"), other("spaces.1")])
        ),
        message(
            "challenge, answered",
            &challenge,
            json!([
                ["challenge", "bytes", hex([0xd6; 32])],
                plain("expires_s", json!(60)),
                space("spaces.0.id"),
                ["spaces.0.epoch_tag", "tag", hex(TAG)],
                other("spaces.1.id"),
                plain("spaces.1.epoch_tag", Value::Null),
            ])
        ),
        message(
            "session, asked",
            &session,
            json!([
                ["challenge", "bytes", hex([0xd6; 32])],
                space("spaces.0.id"),
                ["spaces.0.epoch_tag", "tag", hex(TAG)],
                ["spaces.0.signature", "bytes", hex([0xd7; 64])],
                other("spaces.1.id"),
                plain("spaces.1.epoch_tag", Value::Null),
                ["spaces.1.signature", "bytes", hex([0xd8; 64])],
            ])
        ),
        message(
            "session, answered",
            &granted,
            json!([
                plain("token", json!("a token")),
                plain("expires_s", json!(3600)),
                space("spaces.0.id"),
                plain("spaces.0.grant", json!("current")),
                space("spaces.1.id"),
                plain("spaces.1.grant", json!("former")),
                space("spaces.2.id"),
                plain("spaces.2.grant", json!("recovery")),
                space("spaces.3.id"),
                plain("spaces.3.grant", json!("refused")),
            ])
        ),
        message(
            "space created",
            &SpaceCreated { space: SPACE, log_id: LOG, head: 1, chain: Chain::START.then(&RECORD) },
            json!([
                space("space"),
                ["log_id", "log", hex(LOG)],
                plain("head", json!(1)),
                ["chain", "bytes", hex(Chain::START.then(&RECORD).as_bytes())],
            ])
        ),
        message("pushed", &PushResult { results, place: place() }, pushed),
        message("control stored", &ControlStored { seq: 8, place: place() }, placed(&[("seq", "plain", json!(8))])),
        message(
            "control conflict",
            &conflict,
            placed(&[
                ("code", "plain", json!("control_conflict")),
                ("detail", "plain", json!("another one stands there")),
                ("control_head", "record", json!(hex(RECORD))),
            ])
        ),
        message("keys stored", &KeysStored { version: 2, place: place() }, placed(&[("version", "plain", json!(2))])),
        message(
            "info",
            &Info {
                server: "rapport-relay/1".to_owned(),
                protocol: vec![1],
                now_ms: 1_772_442_000_000,
                limits: Limits::V1
            },
            json!([
                plain("server", json!("rapport-relay/1")),
                plain("protocol.0", json!(1)),
                plain("now_ms", json!(1_772_442_000_000_i64)),
                plain("limits.frame", json!(262_144)),
                plain("limits.control_frame", json!(1_048_576)),
                plain("limits.batch_frames", json!(256)),
                plain("limits.batch_bytes", json!(1_048_576)),
                plain("limits.box_slot", json!(65_536)),
            ])
        ),
        message(
            "refusal",
            &refused,
            json!([
                plain("code", json!("too_many")),
                plain("detail", json!("later")),
                plain("retry_after_s", json!(30)),
            ])
        ),
        message(
            "refusal without a wait",
            &RelayProblem::new(Code::Gone, "closed"),
            json!([plain("code", json!("gone")), plain("detail", json!("closed"))])
        ),
        news(
            "news of a head with its frame",
            &News::Head(head(Some(b"frame"))),
            placed(&[("space", "space", json!(hex(SPACE))), ("frame", "bytes", json!(hex("frame"))),])
        ),
        news("news of a head alone", &News::Head(head(None)), placed(&[("space", "space", json!(hex(SPACE)))])),
        news("live news", &live, json!([space("space"), ["frame", "bytes", hex("live frame")]])),
        news("another key is in force", &News::Reauth { space: SPACE }, json!([space("space")])),
        message(
            "poll, answered",
            &PollAnswer { heads: vec![head(None)], reauth: vec![OTHER], mark: "m".to_owned() },
            json!([
                space("heads.0.space"),
                ["heads.0.log_id", "log", hex(LOG)],
                plain("heads.0.head", json!(8)),
                ["heads.0.chain", "bytes", hex(Chain::START.then(&RECORD).as_bytes())],
                other("reauth.0"),
                plain("mark", json!("m")),
            ])
        ),
        message("live, delivered", &LiveAnswer::Delivered, json!([plain("status", json!("delivered"))])),
        message("live, dropped", &LiveAnswer::Dropped, json!([plain("status", json!("dropped"))])),
        message("live, stale", &LiveAnswer::Stale, json!([plain("status", json!("stale"))])),
        message(
            "mailbox, closed",
            &BoxDelete { key: [0xd9; 32], signature: [0xda; 64] },
            json!([["key", "bytes", hex([0xd9; 32])], ["signature", "bytes", hex([0xda; 64])],])
        ),
    ])
}

//! All decoders of bytes that come from somebody else.

use rapport_documents::burst;
use rapport_documents::heads::Heads;
use rapport_documents::read::Setting;
use rapport_documents::text::{Delta, Restyle, Style};
use rapport_documents::{Doc, DocKind, Incoming, Stored, Writer, intent, trial};
use rapport_domain::Millis;
use rapport_domain::calendar::ics::Busy;
use rapport_domain::calendar::{Begins, Repeat, Stretch};
use rapport_domain::time::{Civil, Transition, UnknownZone, Zone, ZoneRules};
use rapport_ids::{DeviceId, DocId, SectionId, SpaceId};
use rapport_membership::invite::{Commitment, DisplayName, Hello, Invite, Keys, Reveal, Welcome};
use rapport_membership::{DocGenesis, Membership, Part, Role, Trust};
use rapport_seal::payload::{
    Attest, Certified, Changes, Chunk, KeyRequest, LeaveRequest, Live, Manifest, Snapshot, SnapshotSeen,
};
use rapport_seal::{Bundle, Certificate, DeviceKeys, Frontier, Random, RecoveryWords, Revocation, Secret, SignedEntry};
use rapport_wire::operator::OperatorLink;
use rapport_wire::relay::{
    BoxPut, BoxSlots, ChallengeRequest, CreateSpace, IdPage, KeysOverride, News, PruneCall, RecordPage, SessionRequest,
    SubmissionPage, read_batch, write_batch,
};
use rapport_wire::{Call, Classes, Frame, Origin, Reader, Writer as Bytes};

/// What a decoder made of it.
pub(crate) enum Answer {
    Refused,
    Accepted,
    /// Accepted, and written again it is something else.
    Otherwise,
}

pub(crate) struct Decoder {
    pub(crate) name: &'static str,
    pub(crate) read: fn(&[u8]) -> Answer,
}

const SPACE: SpaceId = SpaceId::new([0xb1; 16]);
const DOC: DocId = DocId::new([0xe1; 16]);

fn accepted(accepted: bool) -> Answer {
    if accepted { Answer::Accepted } else { Answer::Refused }
}

/// Read, written and compared.
fn same<T, E, F>(bytes: &[u8], read: Result<T, E>, write: impl FnOnce(&T) -> Result<Vec<u8>, F>) -> Answer {
    match read {
        Err(_) => Answer::Refused,
        Ok(value) if write(&value).is_ok_and(|again| again == bytes) => Answer::Accepted,
        Ok(_) => Answer::Otherwise,
    }
}

/// The same for what is read out of the middle of something.
fn whole<T, E: Into<Box<dyn std::error::Error>>>(
    bytes: &[u8],
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
    write: impl FnOnce(&T, &mut Bytes) -> bool,
) -> Answer {
    let mut r = Reader::new(bytes);
    let Ok(value) = read(&mut r) else { return Answer::Refused };
    if r.end("whole").is_err() {
        return Answer::Refused;
    }
    let mut w = Bytes::new();
    if write(&value, &mut w) && w.as_slice() == bytes { Answer::Accepted } else { Answer::Otherwise }
}

fn sure(bytes: Vec<u8>) -> Result<Vec<u8>, ()> {
    Ok(bytes)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

fn call(bytes: &[u8]) -> Answer {
    let session = String::new;
    let calls = [
        Call::Info,
        Call::Challenge(ChallengeRequest { spaces: vec![SPACE] }),
        Call::Session(SessionRequest { challenge: [0; 32], spaces: Vec::new() }),
        Call::Pull { session: session(), space: SPACE, after: 2, classes: Some(Classes::FORMER), limit: 256 },
        Call::Ids { session: session(), space: SPACE, after: 2 },
        Call::Push { session: session(), space: SPACE, again: false, frames: Vec::new() },
        Call::Control { space: SPACE, frame: Vec::new() },
        Call::Live { session: session(), space: SPACE, frame: Vec::new() },
    ];
    let mut any = false;
    for call in calls {
        for status in [200, 400, 409, 503] {
            any |= call.read_http(status, Some(3), bytes).is_ok();
        }
    }
    accepted(any)
}

const OTHER: DeviceId = DeviceId::new([8; 16]);

/// What no golden vector holds: changes, saves, heads and rows of the journal.
pub(crate) fn own_bytes() -> Vec<Vec<u8>> {
    let mut doc = Doc::create(DOC, DocKind::Settings).expect("a document");
    doc.write_as(Writer::first(OTHER));
    let text = Setting::Text("Grüße".to_owned());
    let written = intent::set(&doc, "greeting", Some(&text), Millis(1_772_442_000_000)).expect("written");
    let mut all = vec![written.change.expect("a change").raw, written.doc.save(), written.doc.heads().to_bytes()];
    let mut note = Doc::create(DOC, DocKind::Note).expect("a document");
    note.add_part(rapport_documents::Part::section(SectionId::new([9; 16]))).expect("a section");
    all.push(note.save());
    let mut delta = Delta::splice(3, 2, [("Grüße 👍".to_owned(), Style::plain())]);
    all.push(burst::encode(&delta));
    delta.set_lead(Restyle { done: Some(true), ..Restyle::default() });
    all.push(burst::encode(&delta));
    // No devices at all, and the keys of a device as a mailbox has them.
    all.push(vec![0, 0]);
    let account = RecoveryWords::from_entropy(Secret::new([5; 32])).account();
    let card = *DeviceKeys::generate(account.id, &mut Steady).card();
    let certificates = Bundle::new([Certificate::by_root(&account.root, card, 1)]).expect("a bundle");
    let keys = Keys { nonce: [6; 32], space: SPACE, role: Role::Admin, certificates };
    all.push(keys.write().expect("bytes"));
    all.push(CALENDAR.as_bytes().to_vec());
    all.extend(CALENDAR.lines().filter_map(|line| line.strip_prefix("RRULE:")).map(|rule| rule.as_bytes().to_vec()));
    all
}

/// A calendar that has a little of everything.
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\nTZID:Our place\r\n\
    X-LIC-LOCATION:UTC\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=\"Our place\":20260303T173000\r\n\
    DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=40\r\nEXDATE:20260317T173000Z,2026040\r\n \
    7T173000Z\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:20260421T173000Z\r\n\
    DTSTART:20260422T100000Z\r\nDTEND:20260422T110000Z\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n\
    DTSTART;VALUE=DATE:20260131\r\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20301231\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// One zone without any change of clocks, by any name.
struct Still;

impl ZoneRules for Still {
    fn transitions(&self, _: &Zone, from: Millis, _: Millis) -> Result<Vec<Transition>, UnknownZone> {
        Ok(vec![Transition { at: from, offset_s: 3600 }])
    }
}

/// Half a year from 2026 on.
const HALF_YEAR: Stretch = Stretch { from: Millis(1_767_225_600_000), to: Millis(1_782_864_000_000) };

fn rule(bytes: &[u8]) -> Answer {
    let Ok(start) = "2026-03-03T17:30[UTC]".parse::<Civil>() else { return Answer::Refused };
    let read = |text: &str| Repeat::from_rrule(text, Begins::At(&start, &Still));
    let Ok(repeat) = read(text(bytes)) else { return Answer::Refused };
    // Many texts say the same; written it is one, and that one stays.
    let again = repeat.to_rrule(&start, &Still).ok().and_then(|text| read(&text).ok());
    if again == Some(repeat) { Answer::Accepted } else { Answer::Otherwise }
}

/// No chance at all: always the same bytes.
struct Steady;

impl Random for Steady {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

fn change(bytes: &[u8]) -> Answer {
    let Ok(mut doc) = Doc::create(DOC, DocKind::Settings) else { return Answer::Refused };
    doc.write_as(Writer::first(DeviceId::new([7; 16])));
    let tried = trial(&doc, &[Incoming { device: OTHER, raw: bytes }], true);
    accepted(tried.next.is_some())
}

fn save(bytes: &[u8]) -> Answer {
    let kinds = DocKind::ALL.iter();
    accepted(
        kinds.filter(|kind| Doc::load(DOC, **kind, &Stored { save: Some(bytes), changes: &[] }).is_ok()).count() > 0,
    )
}

macro_rules! decoders {
    ($($name:literal: $read:expr;)*) => {
        pub(crate) const DECODERS: &[Decoder] = &[$(Decoder { name: $name, read: $read }),*];
    };
}

decoders! {
    "wire: frame": |b| same(b, Frame::parse(b.to_vec()), |frame| sure(frame.clone().into_bytes()));
    "wire: create": |b| same(b, CreateSpace::read(b), CreateSpace::write);
    "wire: batch": |b| same(b, read_batch(b), |frames| write_batch(frames.iter().copied()));
    "wire: record page": |b| same(b, RecordPage::read(b), RecordPage::write);
    "wire: id page": |b| same(b, IdPage::read(b), IdPage::write);
    "wire: submission page": |b| same(b, SubmissionPage::read(b), SubmissionPage::write);
    "wire: keys override": |b| same(b, KeysOverride::read(b), |keys| sure(keys.write()));
    "wire: prune call": |b| same(b, PruneCall::read(b), PruneCall::write);
    "wire: box put": |b| same(b, BoxPut::read(b), BoxPut::write);
    "wire: box slots": |b| same(b, BoxSlots::read(b), BoxSlots::write);
    "wire: answers": call;
    "wire: news": |b| accepted(["head", "live", "reauth"].iter().any(|event| matches!(News::read(event, text(b)), Ok(Some(_)))));
    "wire: origin": |b| accepted(Origin::parse(text(b)).is_ok());
    "wire: operator's link": |b| accepted(OperatorLink::parse(text(b)).is_ok());
    "seal: entry": |b| same(b, SignedEntry::from_bytes(&SPACE, b), SignedEntry::to_bytes);
    "seal: certificate": |b| whole(b, Certificate::read, |one, w| { one.write(w); true });
    "seal: certificates": |b| whole(b, Bundle::read, |all, w| all.write(w).is_ok());
    "seal: frontier": |b| whole(b, Frontier::read, |all, w| all.write(w).is_ok());
    "seal: revocation": |b| same(b, Revocation::read(b), Revocation::write);
    "seal: changes": |b| same(b, Changes::read(b), Changes::write);
    "seal: chunk": |b| same(b, Chunk::read(b), Chunk::write);
    "seal: manifest": |b| same(b, Manifest::read(b), Manifest::write);
    "seal: snapshot": |b| same(b, Snapshot::read(&SPACE, b), Snapshot::write);
    "seal: snapshot seen": |b| same(b, SnapshotSeen::read(b), |seen| sure(seen.write()));
    "seal: attest": |b| same(b, Attest::read(b), Attest::write);
    "seal: live": |b| same(b, Live::read(b), Live::write);
    "seal: certified": |b| same(b, Certified::read(b), Certified::write);
    "seal: leave request": |b| same(b, LeaveRequest::read(b), LeaveRequest::write);
    "seal: key request": |b| same(b, KeyRequest::read(b), KeyRequest::write);
    "seal: words": |b| accepted(RecoveryWords::parse(text(b)).is_ok());
    "membership: doc-genesis": |b| same(b, DocGenesis::read(b), DocGenesis::write);
    "membership: part": |b| same(b, Part::read(b), |part| sure(part.write()));
    "membership: operation": |b| {
        let Ok(entry) = SignedEntry::from_bytes(&SPACE, b) else { return Answer::Refused };
        let mut membership = Membership::new(SPACE);
        // Verified before is the harder case: the signature would refuse all.
        let _ = membership.insert(&entry, Trust::Verified);
        Answer::Accepted
    };
    "membership: hello": |b| same(b, Hello::read(b), Hello::write);
    "membership: commitment": |b| accepted(Commitment::read(b).is_ok());
    "membership: keys": |b| same(b, Keys::read(b), Keys::write);
    "membership: reveal": |b| same(b, Reveal::read(b), Reveal::write);
    "membership: welcome": |b| same(b, Welcome::read(b), Welcome::write);
    "membership: invite": |b| accepted(Invite::parse(text(b)).is_ok());
    "membership: name": |b| accepted(DisplayName::parse(text(b)).is_ok());
    "documents: change": change;
    "documents: save": save;
    "documents: heads": |b| accepted(Heads::from_bytes(b).is_some());
    "domain: rule of repetition": rule;
    "domain: calendar file": |b| accepted(Busy::read(b, HALF_YEAR, &Zone::utc(), &Still).is_ok());
    "documents: journal row": |b| accepted(burst::decode(b).is_ok());
}

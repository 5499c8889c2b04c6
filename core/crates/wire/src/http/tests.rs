use super::*;
use crate::relay::LogPlace;
use crate::{Chain, Classes};
use rapport_ids::{LogId, RecordId, SpaceId};

fn pull() -> Call {
    Call::Pull {
        session: "s".to_owned(),
        space: SpaceId::new([0; 16]),
        after: 5,
        classes: Some(Classes::FORMER),
        limit: 256,
    }
}

#[test]
fn a_call_is_written_out() {
    let http = pull().to_http().unwrap();
    assert_eq!(http.method, "GET");
    assert_eq!(
        http.path,
        "/v1/spaces/space-00000000000000000000000000/records?after=5&class=control,share,notice&limit=256"
    );
    assert_eq!(http.headers, vec![("authorization", "Bearer s".to_owned())]);
}

#[test]
fn what_is_no_relay_is_seen() {
    assert_eq!(pull().read_http(302, None, b""), Err(CallFailed::Garbage("a redirect")));
    assert_eq!(pull().read_http(200, None, b"<html>"), Err(CallFailed::Garbage("a damaged answer")));
    assert_eq!(pull().read_http(418, None, b"tea"), Err(CallFailed::Garbage("a status without a reason")));
    let Err(CallFailed::Refused(busy)) = pull().read_http(503, Some(7), b"proxy") else { panic!("refused") };
    assert_eq!((busy.code, busy.retry_after_s), (Code::Unavailable, Some(7)));
}

#[test]
fn a_page_never_goes_backwards_but_a_log_may_end_before() {
    let place = |head| LogPlace { log_id: LogId::new([1; 16]), head, chain: Chain::START };
    let page = |head| RecordPage {
        place: place(head),
        min_seq: 1,
        next: 3,
        next_chain: Chain::START,
        records: vec![],
        overrides: vec![],
    };
    let read = |page: &RecordPage| pull().read_http(200, None, &page.write().unwrap());
    assert_eq!(read(&page(9)), Err(CallFailed::Garbage("a page that goes backwards")));
    // A relay that was set back to an older copy: whoever asks has to learn of it.
    assert_eq!(read(&page(3)), Ok(Answer::Page(page(3))));
}

#[test]
fn a_lost_race_is_an_answer_not_a_failure() {
    let call = Call::Control { space: SpaceId::new([0; 16]), frame: vec![] };
    let conflict = ControlConflict {
        code: Code::ControlConflict,
        detail: "x".to_owned(),
        control_head: RecordId::new([9; 32]),
        place: LogPlace { log_id: LogId::new([1; 16]), head: 3, chain: Chain::START },
    };
    let body = serde_json::to_vec(&conflict).unwrap();
    assert_eq!(call.read_http(409, None, &body), Ok(Answer::ControlConflict(conflict)));
}

#[test]
fn names_of_calls_tell_nothing_of_people() {
    assert_eq!(format!("{:?}", pull()), "pull");
}

use super::*;
use crate::config::Config;
use crate::ports::{SystemClock, SystemRandom};
use crate::store::{SqliteStore, Store, Token};
use rapport_wire::Origin;
use rapport_wire::relay::Code;
use std::sync::Arc;

/// Does one of the things that can happen to a call.
#[derive(Clone, Copy)]
enum Fate {
    Good(u8),
    Refused(u8),
    Panics(u8),
}

impl Act for Fate {
    type Answer = u8;

    fn apply(&self, tx: &dyn Writing, _now_ms: i64, effects: &mut Effects) -> Answer<u8> {
        let (Self::Good(n) | Self::Refused(n) | Self::Panics(n)) = *self;
        tx.put_token(&Token {
            hash: [n; 32],
            spaces_total: 1,
            spaces_left: 1,
            created_ms: 0,
            expires_ms: 1,
            revoked_ms: None,
        })?;
        effects.counts.stored += 1;
        match self {
            Self::Good(n) => Ok(*n),
            Self::Refused(_) => Err(Refusal::new(Code::Conflict, "planted")),
            Self::Panics(_) => panic!("planted"),
        }
    }
}

#[test]
fn calls_share_a_commit_and_none_spoils_it_for_another() {
    let store: Arc<dyn Store> = Arc::new(SqliteStore::in_memory(&SystemRandom).unwrap());
    let config = Config::new(Origin::parse("http://127.0.0.1:1").unwrap());
    let service = Service::new(Arc::clone(&store), config, Arc::new(SystemClock), Arc::new(SystemRandom)).unwrap();
    let (answers, take) = std::sync::mpsc::channel();
    let mut jobs: Vec<_> = [Fate::Good(1), Fate::Refused(2), Fate::Good(3), Fate::Panics(4), Fate::Good(5)]
        .into_iter()
        .map(|fate| {
            let answers = answers.clone();
            Pending::new(fate, move |got| answers.send(got.map_err(|r| r.code())).unwrap())
        })
        .collect();
    let mut group: Vec<&mut dyn Job> = jobs.iter_mut().map(|job| job as &mut dyn Job).collect();
    service.commit_group(&mut group);
    let answers: Vec<_> = take.try_iter().collect();
    assert_eq!(answers, [Ok(1), Err(Code::Conflict), Ok(3), Err(Code::Unavailable), Ok(5)]);
    let left = store.read(|tx| Ok::<_, StoreError>(tx.tokens()?.iter().map(|t| t.hash[0]).collect::<Vec<_>>()));
    assert_eq!(left, Ok(vec![1, 3, 5]));
    assert_eq!(service.metrics().records_stored(), 3, "only what is true is counted");
    assert_eq!(service.commit(Fate::Good(6)), Ok(6));
}

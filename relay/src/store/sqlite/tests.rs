use super::*;
use crate::ports::SystemRandom;

/// How SQLite would answer a query.
fn plan(db: &Connection, query: &str) -> String {
    let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
    let (mut rows, mut steps) = (explain.raw_query(), Vec::new());
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get::<_, String>(3).unwrap());
    }
    steps.join("; ")
}

#[test]
fn every_question_finds_its_index_and_sorts_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("relay.db"), 0, &SystemRandom).unwrap();
    let db = store.writer.lock().unwrap();
    for (query, index) in [
        (records::ALL, "records_seq"),
        (records::RARE, "records_rare"),
        ("SELECT seq FROM records WHERE space_id = x'' AND record_id = x''", "sqlite_autoindex_records"),
        ("SELECT count(*) FROM records WHERE space_id = x'' AND poster = x'01' AND poster <> x''", "records_poster"),
        ("SELECT 1 FROM records WHERE expires_ms > 0 AND expires_ms <= 5 ORDER BY expires_ms", "records_expiry"),
        ("SELECT max(pruned) FROM gone WHERE space_id = x'' AND record_id = x''", "gone_record"),
        ("SELECT chain FROM gone WHERE space_id = x'' AND seq = 5", "sqlite_autoindex_gone"),
        ("SELECT auth_key FROM auth_keys WHERE space_id = x'' AND epoch_tag = x''", "PRIMARY KEY"),
        ("SELECT 1 FROM overrides WHERE space_id = x'' AND version = 5", "PRIMARY KEY"),
        ("SELECT 1 FROM mailboxes WHERE expires_ms <= 5 ORDER BY expires_ms", "mailboxes_expiry"),
        ("SELECT count(*) FROM mailboxes WHERE opener = x''", "mailboxes_opener"),
        ("SELECT 1 FROM slots WHERE box_id = x'' ORDER BY slot", "sqlite_autoindex_slots"),
        ("SELECT space_id FROM spaces WHERE deleted_ms > 0 AND deleted_ms <= 5", "spaces_deleted"),
    ] {
        let plan = plan(&db, query);
        assert!(plan.contains("SEARCH") && plan.contains(index), "{query}: {plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{query}: {plan}");
    }
}

#[test]
fn an_acknowledged_write_waits_for_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("relay.db"), 0, &SystemRandom).unwrap();
    let db = store.writer.lock().unwrap();
    let pragma = |name| db.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0)).unwrap();
    assert_eq!(pragma("synchronous"), rusqlite::types::Value::Integer(2));
    assert_eq!(pragma("journal_mode"), rusqlite::types::Value::Text(String::from("wal")));
}

#[test]
fn a_reader_cannot_write_and_sees_one_state() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.db");
    let store: Box<dyn Store> = Box::new(SqliteStore::open(&path, 0, &SystemRandom).unwrap());
    assert!(open::reader(&path).unwrap().execute("DELETE FROM tokens", []).is_err());
    let token = crate::store::Token {
        hash: [1; 32],
        spaces_total: 1,
        spaces_left: 1,
        created_ms: 0,
        expires_ms: 1,
        revoked_ms: None,
    };
    let seen = store.read(|tx| {
        let before = tx.tokens()?.len();
        store.write(|tx| tx.put_token(&token))?;
        Ok::<_, StoreError>((before, tx.tokens()?.len()))
    });
    assert_eq!(seen, Ok((0, 0)));
    assert_eq!(store.read(|tx| Ok::<_, StoreError>(tx.tokens()?.len())), Ok(1));
}

#[test]
fn what_fails_is_taken_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store: Box<dyn Store> = Box::new(SqliteStore::open(&folder.path().join("relay.db"), 0, &SystemRandom).unwrap());
    let token = |n| crate::store::Token {
        hash: [n; 32],
        spaces_total: 1,
        spaces_left: 1,
        created_ms: 0,
        expires_ms: 1,
        revoked_ms: None,
    };
    store
        .write(|tx| {
            tx.put_token(&token(1))?;
            tx.part()?;
            tx.put_token(&token(2))?;
            tx.drop_part()?;
            tx.part()?;
            tx.put_token(&token(3))?;
            tx.keep_part()
        })
        .unwrap();
    let failed: Stored<()> = store.write(|tx| {
        tx.put_token(&token(4))?;
        Err(StoreError::Failed(String::from("planted")))
    });
    assert!(failed.is_err());
    let left = store.read(|tx| Ok::<_, StoreError>(tx.tokens()?.iter().map(|t| t.hash[0]).collect::<Vec<_>>()));
    assert_eq!(left, Ok(vec![1, 3]));
}

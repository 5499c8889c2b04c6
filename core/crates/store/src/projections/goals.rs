//! One row a goal.

use crate::StoreResult;
use rapport_ids::{GoalId, PersonId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalRow {
    pub goal: GoalId,
    pub space: SpaceId,
    /// Whether the pair sees it, or only its owner.
    pub shared: bool,
    pub owner: Option<PersonId>,
    pub title: String,
    pub state: String,
    pub horizon: String,
    pub parent: Option<GoalId>,
    /// What it brings to its progress, in the caller's form.
    pub share: Vec<u8>,
    /// 1 to 5.
    pub confidence: Option<u8>,
    /// Days since 1970.
    pub due: Option<i64>,
    pub review: Option<i64>,
    pub open_steps: u32,
    pub all_steps: u32,
    pub next_step: String,
    pub changed_ms: i64,
    pub deleted: bool,
}

/// What of a goal its progress, and that of the goals above it, is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalShare {
    pub goal: GoalId,
    /// In the caller's form.
    pub share: Vec<u8>,
    pub parent: Option<GoalId>,
}

const COLUMNS: &str = "goal, space, shared, owner, title, state, horizon, parent, share, confidence, due, review, \
                       open_steps, all_steps, next_step, changed_ms, deleted";

fn read(row: &Row<'_>) -> rusqlite::Result<GoalRow> {
    Ok(GoalRow {
        goal: GoalId::new(row.get(0)?),
        space: SpaceId::new(row.get(1)?),
        shared: row.get(2)?,
        owner: row.get::<_, Option<[u8; 32]>>(3)?.map(PersonId::new),
        title: row.get(4)?,
        state: row.get(5)?,
        horizon: row.get(6)?,
        parent: row.get::<_, Option<[u8; 16]>>(7)?.map(GoalId::new),
        share: row.get(8)?,
        confidence: row.get(9)?,
        due: row.get(10)?,
        review: row.get(11)?,
        open_steps: row.get(12)?,
        all_steps: row.get(13)?,
        next_step: row.get(14)?,
        changed_ms: row.get(15)?,
        deleted: row.get(16)?,
    })
}

pub fn put(tx: &Transaction<'_>, row: &GoalRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(&format!(
        "INSERT OR REPLACE INTO goals ({COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
    ))?;
    query.execute(params![
        row.goal.as_bytes(),
        row.space.as_bytes(),
        row.shared,
        row.owner.as_ref().map(PersonId::as_bytes),
        row.title,
        row.state,
        row.horizon,
        row.parent.as_ref().map(GoalId::as_bytes),
        row.share,
        row.confidence,
        row.due,
        row.review,
        row.open_steps,
        row.all_steps,
        row.next_step,
        row.changed_ms,
        row.deleted
    ])?;
    Ok(())
}

pub fn get(conn: &Connection, goal: &GoalId) -> StoreResult<Option<GoalRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM goals WHERE goal = ?1"))?;
    Ok(query.query_row([goal.as_bytes()], read).optional()?)
}

/// Goals that stand, of one space or of all: those with a date first, the
/// nearest first; with those that are over, or without.
pub fn list(
    conn: &Connection,
    space: Option<&SpaceId>,
    with_past: bool,
    offset: u32,
    limit: u32,
) -> StoreResult<Vec<GoalRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM goals WHERE deleted = 0 AND (?1 IS NULL OR space = ?1)
             AND (?4 OR state IN ('draft', 'proposed', 'active', 'paused'))
         ORDER BY due IS NULL, due, changed_ms DESC, goal LIMIT ?3 OFFSET ?2"
    ))?;
    let rows = query.query_map(params![space.map(SpaceId::as_bytes), offset, limit, with_past], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Goals whose larger aim is this one.
pub fn children(conn: &Connection, parent: &GoalId) -> StoreResult<Vec<GoalRow>> {
    let mut query =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM goals WHERE parent = ?1 AND deleted = 0 ORDER BY goal"))?;
    let rows = query.query_map([parent.as_bytes()], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every goal that stands, of all spaces.
pub fn all(conn: &Connection) -> StoreResult<Vec<GoalRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM goals WHERE deleted = 0 ORDER BY goal"))?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What every goal brings to its progress, and what it is part of.
pub fn shares(conn: &Connection) -> StoreResult<Vec<GoalShare>> {
    let mut query = conn.prepare_cached("SELECT goal, share, parent FROM goals WHERE deleted = 0 ORDER BY goal")?;
    let rows = query.query_map([], |row| {
        let parent = row.get::<_, Option<[u8; 16]>>(2)?.map(GoalId::new);
        Ok(GoalShare { goal: GoalId::new(row.get(0)?), share: row.get(1)?, parent })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The goals of a space that are there, whatever became of them.
pub fn ids_of_space(conn: &Connection, space: &SpaceId) -> StoreResult<Vec<GoalId>> {
    let mut query = conn.prepare_cached("SELECT goal FROM goals WHERE space = ?1 AND deleted = 0 ORDER BY goal")?;
    let rows = query.query_map([space.as_bytes()], |row| Ok(GoalId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

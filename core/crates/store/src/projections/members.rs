//! Members of each space and their devices, as the control chain says.

use crate::StoreResult;
use rapport_ids::{DeviceId, PersonId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberRow {
    pub person: PersonId,
    pub role: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceRow {
    pub device: DeviceId,
    pub person: PersonId,
    /// 0 counts, 1 revoked, 2 removed, 3 its person is out.
    pub state: u8,
}

/// Writes who is in a space now, in the place of what stood there.
pub fn replace(tx: &Transaction<'_>, space: &SpaceId, members: &[MemberRow], devices: &[DeviceRow]) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM members WHERE space = ?1")?.execute([space.as_bytes()])?;
    tx.prepare_cached("DELETE FROM devices WHERE space = ?1")?.execute([space.as_bytes()])?;
    let mut member = tx.prepare_cached("INSERT INTO members (space, person, role) VALUES (?1, ?2, ?3)")?;
    for row in members {
        member.execute(params![space.as_bytes(), row.person.as_bytes(), row.role])?;
    }
    let mut device = tx.prepare_cached("INSERT INTO devices (space, device, person, state) VALUES (?1, ?2, ?3, ?4)")?;
    for row in devices {
        device.execute(params![space.as_bytes(), row.device.as_bytes(), row.person.as_bytes(), row.state])?;
    }
    Ok(())
}

/// Who is in, the strongest role first.
pub fn of_space(conn: &Connection, space: &SpaceId) -> StoreResult<Vec<MemberRow>> {
    let mut query = conn.prepare_cached("SELECT person, role FROM members WHERE space = ?1 ORDER BY role, person")?;
    let rows = query
        .query_map([space.as_bytes()], |row| Ok(MemberRow { person: PersonId::new(row.get(0)?), role: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All devices of a space, also of those who are out.
pub fn devices(conn: &Connection, space: &SpaceId) -> StoreResult<Vec<DeviceRow>> {
    let mut query =
        conn.prepare_cached("SELECT device, person, state FROM devices WHERE space = ?1 ORDER BY person, device")?;
    let rows = query.query_map([space.as_bytes()], |row| {
        Ok(DeviceRow { device: DeviceId::new(row.get(0)?), person: PersonId::new(row.get(1)?), state: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Everybody in all spaces.
pub fn all(conn: &Connection) -> StoreResult<Vec<(SpaceId, MemberRow)>> {
    let mut query = conn.prepare_cached("SELECT space, person, role FROM members")?;
    let rows = query.query_map([], |row| {
        Ok((SpaceId::new(row.get(0)?), MemberRow { person: PersonId::new(row.get(1)?), role: row.get(2)? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All devices of all spaces.
pub fn all_devices(conn: &Connection) -> StoreResult<Vec<(SpaceId, DeviceRow)>> {
    let mut query = conn.prepare_cached("SELECT space, device, person, state FROM devices")?;
    let rows = query.query_map([], |row| {
        let device =
            DeviceRow { device: DeviceId::new(row.get(1)?), person: PersonId::new(row.get(2)?), state: row.get(3)? };
        Ok((SpaceId::new(row.get(0)?), device))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The space in which this person and somebody else are the members.
pub fn space_with(conn: &Connection, person: &PersonId, kind: u8) -> StoreResult<Option<SpaceId>> {
    let mut query = conn.prepare_cached(
        "SELECT m.space FROM members m JOIN spaces s ON s.space = m.space
         WHERE m.person = ?1 AND s.kind = ?2 ORDER BY s.added_ms, m.space LIMIT 1",
    )?;
    Ok(query.query_row(params![person.as_bytes(), kind], |row| row.get(0)).optional()?.map(SpaceId::new))
}

/// Spaces of this kind that have members, but not this person.
pub fn spaces_without(conn: &Connection, person: &PersonId, kind: u8) -> StoreResult<Vec<SpaceId>> {
    let mut query = conn.prepare_cached(
        "SELECT s.space FROM spaces s WHERE s.kind = ?2 AND EXISTS (SELECT 1 FROM members m WHERE m.space = s.space)
             AND NOT EXISTS (SELECT 1 FROM members m WHERE m.space = s.space AND m.person = ?1) ORDER BY s.space",
    )?;
    let rows = query.query_map(params![person.as_bytes(), kind], |row| Ok(SpaceId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

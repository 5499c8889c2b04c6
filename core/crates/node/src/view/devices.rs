//! One's own devices.

use super::Lens;
use crate::command::settings;
use crate::error::NodeResult;
use crate::own_devices;
use crate::recover::{self, RecoveryStage};
use rapport_domain::sort;
use rapport_ids::{DeviceId, SpaceId};
use rapport_store::projections::{choices, members};
use rapport_store::tables::{meta, relays, secrets, spaces};
use rapport_wire::Origin;
use rapport_wire::operator::RelayPlace;

/// One device.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DeviceRow {
    pub id: DeviceId,
    /// What its person calls it; nothing until they have named it.
    pub name: String,
    /// The one that whoever looks is holding.
    pub this_device: bool,
    /// Whether it still counts.
    pub current: bool,
}

/// What there is to know about the safety of this profile.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SafetyView {
    pub devices: Vec<DeviceRow>,
    /// This device belongs to nobody yet: another one has to take it in.
    pub guest: bool,
    /// The 24 words are still here, because nobody has confirmed them.
    pub words_unconfirmed: bool,
    /// The relay that has to be named with the words: what finds it again.
    pub relay: Option<String>,
    /// Somebody comes back here with the words.
    pub recovery: Option<RecoveryView>,
}

/// Coming back with the words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RecoveryView {
    /// The relay that is asked.
    pub relay: String,
    pub stage: RecoveryStage,
}

/// Devices and safety.
///
/// # Errors
/// The storage failed.
pub fn safety(lens: &Lens<'_>) -> NodeResult<SafetyView> {
    let rows = members::devices(lens.conn, &lens.personal)?;
    let names = choices::words(lens.conn, &settings::document(&lens.personal)?, own_devices::NAME)?;
    let named = |device: &DeviceId| names.get(&device.to_string()).cloned().unwrap_or_default();
    let own = rows.into_iter().filter(|row| row.person == lens.me);
    let mut devices: Vec<DeviceRow> = own
        .map(|row| DeviceRow {
            name: named(&row.device),
            id: row.device,
            this_device: row.device == lens.device,
            current: row.state == 0,
        })
        .collect();
    // Whoever looks finds the one in their hand first.
    sort::by_key(&mut devices, |row| !row.this_device);
    let guest = meta::get(lens.conn, crate::guest::GUEST)?.is_some();
    let words_unconfirmed = !guest && secrets::get(lens.conn, crate::me::WORDS)?.is_some();
    let relay = place_of(lens, &lens.personal)?.filter(|_| !guest);
    let recovery = match recover::state(lens.conn)? {
        Some((stage, space)) => place_of(lens, &space)?.map(|relay| RecoveryView { relay, stage }),
        None => None,
    };
    Ok(SafetyView { devices, guest, words_unconfirmed, relay, recovery })
}

/// What finds the relay of a space again: its address, with the pin of its certificate where there is one.
fn place_of(lens: &Lens<'_>, space: &SpaceId) -> NodeResult<Option<String>> {
    let Some(origin) = spaces::get(lens.conn, space)?.and_then(|row| row.relay) else { return Ok(None) };
    let pin = relays::get(lens.conn, &origin)?.and_then(|row| row.pin);
    Ok(Origin::parse(&origin).ok().and_then(|origin| RelayPlace { origin, pin }.to_text().ok()))
}

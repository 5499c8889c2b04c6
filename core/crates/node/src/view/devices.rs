//! One's own devices.

use super::Lens;
use crate::error::NodeResult;
use rapport_ids::DeviceId;
use rapport_store::projections::members;
use rapport_store::tables::secrets;

/// One device.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DeviceRow {
    pub id: DeviceId,
    /// The one that whoever looks is holding.
    pub this_device: bool,
    /// Whether it still counts.
    pub current: bool,
}

/// What there is to know about the safety of this profile.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SafetyView {
    pub devices: Vec<DeviceRow>,
    /// The 24 words are still here, because nobody has confirmed them.
    pub words_unconfirmed: bool,
}

/// Devices and safety.
///
/// # Errors
/// The storage failed.
pub fn safety(lens: &Lens<'_>) -> NodeResult<SafetyView> {
    let rows = members::devices(lens.conn, &lens.personal)?;
    let own = rows.into_iter().filter(|row| row.person == lens.me);
    let devices = own
        .map(|row| DeviceRow { id: row.device, this_device: row.device == lens.device, current: row.state == 0 })
        .collect();
    let words_unconfirmed = secrets::get(lens.conn, crate::me::WORDS)?.is_some();
    Ok(SafetyView { devices, words_unconfirmed })
}

//! The owner's last word on who signs control frames.

use super::act::{Act, Effects};
use super::push::head_news;
use super::{Caller, Service, standing};
use crate::refusal::{Answer, Refusal};
use crate::state::hub::Tidings;
use crate::store::Writing;
use rapport_ids::SpaceId;
use rapport_wire::relay::{Code, KeysOverride, KeysStored, News};

/// Overrides of one space; each follows a change of owner or a seizure.
const MAX: u64 = 1024;

pub(crate) struct SetKeys {
    space: SpaceId,
    keys: KeysOverride,
}

impl Service {
    /// `PUT /v1/spaces/{id}/keys`. Needs no session: signed by the owner key in force.
    pub fn set_keys(&self, caller: &Caller, space: &SpaceId, keys: KeysOverride) -> Answer<KeysStored> {
        self.commit(self.setting_keys(caller, space, keys)?)
    }

    pub(crate) fn setting_keys(&self, caller: &Caller, space: &SpaceId, keys: KeysOverride) -> Answer<SetKeys> {
        self.admit(caller, 1)?;
        Ok(SetKeys { space: *space, keys })
    }
}

impl Act for SetKeys {
    type Answer = KeysStored;

    fn apply(&self, tx: &dyn Writing, _now_ms: i64, effects: &mut Effects) -> Answer<KeysStored> {
        let mut row = standing(tx, &self.space)?;
        let version = self.keys.version;
        if version <= row.keys_version && tx.override_of(&row.id, version)?.as_ref() == Some(&self.keys) {
            return Ok(KeysStored { version, place: row.place() });
        }
        if Some(version) != row.keys_version.checked_add(1) {
            return Err(Refusal::new(Code::Conflict, "version: not the next one"));
        }
        if !self.keys.is_by(&row.owner, &row.id) {
            return Err(Refusal::new(Code::BadSignature, "not signed by the owner key in force"));
        }
        if version > MAX {
            return Err(Refusal::new(Code::OverQuota, "too many overrides"));
        }
        row.keys_version = version;
        row.control = self.keys.control;
        row.owner = self.keys.owner;
        tx.add_override(&row.id, row.head, &self.keys)?;
        tx.put_space(&row)?;
        effects.tidings.push(Tidings::News(News::Head(head_news(&row, None))));
        Ok(KeysStored { version, place: row.place() })
    }
}

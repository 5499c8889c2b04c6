//! What the devices of one person tell each other of reminders: each says what
//! it showed aloud, among what the person has chosen, and takes what the others
//! say. Nobody is told twice by two phones that know of each other.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_documents::read::{Setting, Settings};
use rapport_domain::reminder::{Fired, History, OccurrenceId, PushId};
use rapport_domain::sort;
use rapport_domain::time::Millis;
use rapport_ids::DeviceId;
use rapport_store::StoreError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Followed by the device, and the moment in milliseconds.
const SHOWN: &str = "reminders.shown.";
/// What lies further back was heard of, or matters no more: as long as a push
/// counts for those to come.
const TOLD_MS: i64 = 9 * Millis::HOURS_24;

/// One push as it is told.
#[derive(Serialize, Deserialize)]
struct Told {
    push: String,
    day: i64,
    exempt: bool,
    parts: Vec<OccurrenceId>,
}

fn moment(name: &str) -> Option<(DeviceId, Millis)> {
    let (device, at) = name.strip_prefix(SHOWN)?.rsplit_once('.')?;
    Some((device.parse().ok()?, Millis(at.parse().ok()?)))
}

/// Takes what the other devices say. What a newer version says in another way
/// is passed over.
pub(super) fn hear(history: &mut History, chosen: &Settings, here: DeviceId) {
    let told = chosen.iter().filter_map(|(name, setting)| Some((moment(name)?, setting)));
    let by_others = told.filter(|((device, _), _)| *device != here).map(|((_, at), setting)| (at, setting));
    for (at, setting) in by_others {
        let Setting::Text(text) = setting else { continue };
        for one in serde_json::from_str::<Vec<Told>>(text).unwrap_or_default() {
            let Ok(push) = one.push.parse::<PushId>() else { continue };
            let fired = Fired { day: one.day, exempt: one.exempt, loud: true, shown: true, parts: one.parts };
            if !history.has_heard(at, push, &fired) {
                history.heard(at, push, &fired);
            }
        }
    }
}

impl Node {
    /// Tells the others what was shown here since.
    pub(super) fn tell_siblings(&mut self, before: &History, after: &History) -> NodeResult<()> {
        let shown = |history: &History| -> BTreeMap<(Millis, PushId), Fired> {
            let loud = history.pushes().filter(|(_, _, fired)| fired.shown && fired.loud);
            sort::map(loud.map(|(at, push, fired)| ((at, push), fired.clone())))
        };
        let (before, after) = (shown(before), shown(after));
        let mut new: BTreeMap<Millis, Vec<Told>> = BTreeMap::new();
        for ((at, push), fired) in after.into_iter().filter(|(key, _)| !before.contains_key(key)) {
            let Fired { day, exempt, parts, .. } = fired;
            new.entry(at).or_default().push(Told { push: push.to_string(), day, exempt, parts });
        }
        if new.is_empty() || !self.has_siblings()? {
            return Ok(());
        }
        let (here, now) = (self.me.keys.id(), self.now());
        let old = |name: &String| moment(name).is_some_and(|(_, at)| at < now.plus(-TOLD_MS));
        let over: Vec<String> = self.settings()?.into_keys().filter(old).collect();
        for name in over {
            self.set(&name, None)?;
        }
        for (at, told) in new {
            let bad = |_| NodeError::Store(StoreError::BadRow { table: "reminders" });
            let text = serde_json::to_string(&told).map_err(bad)?;
            self.set(&format!("{SHOWN}{here}.{}", at.0), Some(&Setting::Text(text)))?;
        }
        Ok(())
    }

    fn has_siblings(&mut self) -> NodeResult<bool> {
        let (me, personal) = (self.me.person(), self.me.personal);
        let known = Self::space_in(&mut self.spaces, self.store.read(), &personal)?;
        Ok(known.membership.current_devices(&me).nth(1).is_some())
    }
}

//! Share frames: a key for devices that lack it. They change nothing; the key
//! counts only if an operation names it.

use super::SealProblem;
use crate::boxes::{self, BoxList, Recipient};
use crate::epoch::EpochKey;
use crate::random::{self, Random};
use crate::signing::ControlKey;
use rapport_ids::SpaceId;
use rapport_wire::frame::Boxes;
use rapport_wire::{Class, Header, Writer};

/// What a share brings, and to whom.
pub struct ShareSeal<'a> {
    pub space: SpaceId,
    pub key: &'a EpochKey,
    pub to: &'a [Recipient],
    /// The control key, for devices of owner and admins that lack it.
    pub control: Option<(&'a ControlKey, &'a [Recipient])>,
}

/// Boxes a key for others. The frame's tag and commitment are the key's own.
pub fn seal_share(what: &ShareSeal<'_>, random: &mut dyn Random) -> Result<Vec<u8>, SealProblem> {
    let (space, nonce) = (&what.space, random::array(random));
    let epoch = boxes::seal(BoxList::Epoch, space, &nonce, what.key.expose(), what.to, random)?;
    let control = match what.control {
        Some((key, to)) => boxes::seal(BoxList::Control, space, &nonce, &key.seed(), to, random)?,
        None => Vec::new(),
    };
    let commitment = what.key.record_key(space, &nonce).commitment;
    let mut w = Writer::new();
    Header { class: Class::Share, space: *space, tag: what.key.tag(space), nonce, commitment }.write(&mut w);
    Boxes { epoch, control, older: Vec::new() }.write(&mut w)?;
    match w.len() {
        len if len > Class::Share.max_frame() => Err(SealProblem::TooLarge { len }),
        _ => Ok(w.finish()),
    }
}

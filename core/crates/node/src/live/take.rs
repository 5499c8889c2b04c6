//! Taking what others say: believed as any entry is, and kept nowhere.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_engine::live::Told;
use rapport_ids::{DeviceId, SpaceId};
use rapport_membership::Admission;
use rapport_membership::standing::Opening;
use rapport_seal::payload::Live;
use rapport_seal::{Kind, frame};
use rapport_store::tables::entries;
use rapport_wire::relay::LiveNews;
use rapport_wire::{Class, Frame};

impl Node {
    /// Takes a live frame; one that is not to be believed changes nothing.
    pub(crate) fn take_live(&mut self, news: LiveNews) -> NodeResult<()> {
        let space = news.space;
        let Some((device, live)) = self.open_live(news)? else { return Ok(()) };
        let dseq = entries::head(self.store.read(), &space, &device)?.map_or(0, |(dseq, _)| dseq);
        let now = self.ports.now_ms();
        let told = self.live.heard.take(space, device, live, dseq, now);
        if matches!(told, Told::Moved | Told::Came) {
            self.presence_changed(&[space])?;
        }
        if told == Told::Came {
            self.greet(&space, &device);
        }
        Ok(())
    }

    /// Whoever has just opened the note that is open here learns at once that
    /// they are not alone.
    fn greet(&mut self, space: &SpaceId, device: &DeviceId) {
        let Some(front) = self.live.front(space) else { return };
        let doc = front.note().doc();
        let came = self.live.heard.in_note(space, &doc).any(|(there, _)| there == *device);
        if let (true, Some(relay)) = (came && self.sync.watching, self.relay_with(space)) {
            self.live.said.entry(relay).or_default().greet(*space);
        }
    }

    /// A frame of a device that is a member now, under the key in force.
    fn open_live(&mut self, news: LiveNews) -> NodeResult<Option<(DeviceId, Live)>> {
        let space: SpaceId = news.space;
        let Ok(sealed) = Frame::parse(news.frame.0) else { return Ok(None) };
        if sealed.class() != Class::Live || sealed.header().space != space {
            return Ok(None);
        }
        let known = match Self::space_in(&mut self.spaces, self.store.read(), &space) {
            Ok(known) => known,
            Err(NodeError::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let Some(key) = known.current_key(self.store.read(), &self.secrets)? else { return Ok(None) };
        if key.tag(&space) != sealed.header().tag {
            return Ok(None);
        }
        let Ok(signed) = frame::open(&sealed, &key) else { return Ok(None) };
        let (device, membership) = (signed.entry().device, &known.membership);
        if signed.entry().kind != Kind::LIVE || device == self.me.keys.id() {
            return Ok(None);
        }
        let by_it = membership.devices().get(&device).is_some_and(|kin| signed.is_by(&kin.card));
        let member = membership.member_of(&device).is_some();
        let admitted = membership.admits(&signed, Opening::AnyMember, None) == Admission::Admissible;
        if !(by_it && member && admitted) {
            return Ok(None);
        }
        Ok(Live::read(&signed.entry().payload).ok().map(|live| (device, live)))
    }
}

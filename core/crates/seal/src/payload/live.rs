//! Presence: who is in which note, and where. Handed on, never stored.

use crate::frontier::Mark;
use crate::limits;
use rapport_ids::DocId;
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};

/// run 16 | counter u64 | own chain: dseq u64, entry 32 | presence (option).
#[derive(Clone, PartialEq, Eq)]
pub struct Live {
    /// Drawn when the app starts: counters of another run do not compare.
    pub run: [u8; 16],
    /// Rises with every frame of the run; one that is not larger is ignored.
    pub counter: u64,
    /// The last log entry of the sending device.
    pub chain: Mark,
    /// None: no note is open any more.
    pub presence: Option<Presence>,
}

/// document 16 | place (option) | writing u8.
#[derive(Clone, PartialEq, Eq)]
pub struct Presence {
    pub doc: DocId,
    pub place: Option<Place>,
    pub writing: bool,
}

/// section 16 | cursor (u32 length) | other end of the selection (option, u32 length).
/// A cursor is Automerge's own name for a place between characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    pub section: [u8; 16],
    pub cursor: Vec<u8>,
    pub selected_from: Option<Vec<u8>>,
}

impl Live {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.put(&self.run).u64(self.counter);
        self.chain.write(&mut w);
        w.flag(self.presence.is_some());
        if let Some(presence) = &self.presence {
            w.put(presence.doc.as_ref()).flag(presence.place.is_some());
            if let Some(place) = &presence.place {
                w.put(&place.section).bytes("cursor", &place.cursor)?.flag(place.selected_from.is_some());
                if let Some(from) = &place.selected_from {
                    w.bytes("selection", from)?;
                }
            }
            w.flag(presence.writing);
        }
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let (run, counter, chain) = (r.array("run")?, r.u64("counter")?, Mark::read(&mut r)?);
        let presence = if r.flag("presence")? {
            let doc = DocId::new(r.array("document")?);
            let place = if r.flag("place")? { Some(Place::read(&mut r)?) } else { None };
            Some(Presence { doc, place, writing: r.flag("writing")? })
        } else {
            None
        };
        r.end("live")?;
        if presence.as_ref().is_some_and(|p| p.doc == DocId::NONE) {
            return Err(Malformed::new("document", Problem::Value));
        }
        Ok(Self { run, counter, chain, presence })
    }
}

impl Place {
    fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let section = r.array("section")?;
        let cursor = r.bytes("cursor", limits::CURSOR)?.to_vec();
        let selected_from =
            if r.flag("selection")? { Some(r.bytes("selection", limits::CURSOR)?.to_vec()) } else { None };
        Ok(Self { section, cursor, selected_from })
    }
}

impl std::fmt::Debug for Live {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "live {}, {}", self.counter, if self.presence.is_some() { "in a document" } else { "away" })
    }
}

/// Who is where is nobody's business but the members'.
impl std::fmt::Debug for Presence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.writing { "writing in a document" } else { "in a document" })
    }
}

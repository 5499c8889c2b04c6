//! An instrument from its file.

use super::band::{Band, BandEdge, LowRule};
use super::instrument::{FromTexts, Instrument, Item, ItemKind, Missing, Part, Scale, Scoring, Subject};
use super::key::Key;
use crate::json::{self, Fault, Fields, FileFault, Node};
use crate::rules::{Field, RuleBroken};
use crate::sort;
use crate::text::limit;

/// Items of the longest instrument taken.
pub const ITEMS: usize = 100;
const PARTS: usize = 20;
/// The ends that a scale may have.
const LOWEST: i64 = -10;
const HIGHEST: i64 = 100;
const TIMES: i64 = 100;
/// Once in three years is the rarest rhythm.
pub(super) const DAYS: u32 = 1_096;

impl Instrument {
    /// Reads an instrument, strictly: what does not belong into such a file,
    /// is there twice, is missing or is out of range refuses all of it.
    ///
    /// # Errors
    /// [`Problem::InFile`](crate::Problem::InFile) of [`Field::Instrument`].
    pub fn from_json(text: &str) -> Result<Self, RuleBroken> {
        json::read(text).and_then(|node| instrument(&node)).map_err(|fault| fault.of(Field::Instrument))
    }
}

fn instrument(node: &Node) -> Result<Instrument, Fault> {
    let mut fields = Fields::of(node)?;
    let id = fields.must("id")?.key()?;
    let version = fields.must("version")?.small(1, u32::from(u16::MAX))?;
    let about = fields.must("about")?.choice(Subject::from_name)?;
    let from_texts = match fields.may("from_texts") {
        None => FromTexts::default(),
        Some(node) => from_texts(node)?,
    };
    let scale = match fields.may("scale") {
        None if from_texts.scale => Scale { from: 0, to: 1 },
        None => return Err(node.at.fault(FileFault::Missing)),
        Some(node) if from_texts.scale => return Err(node.at.fault(FileFault::DoesNotFit)),
        Some(node) => scale(node)?,
    };
    let items = items(fields.must("items")?)?;
    let scoring_node = fields.must("scoring")?;
    let scoring = scoring(scoring_node, &items, from_texts)?;
    let missing = missing(fields.must("missing")?, &items, &scoring)?;
    let every_days = fields.must("every_days")?.small(1, DAYS)?;
    let minimum_days = fields.must("minimum_days")?.small(1, every_days)?;
    let change = fields.may("change").map(|node| node.number(1, HIGHEST)).transpose()?;
    let alert = fields.may("alert").map(low_rule).transpose()?;
    let bands_node = fields.may("bands");
    let licence = fields.must("licence")?.prose(limit::ANSWER)?;
    let source = fields.must("source")?.prose(limit::ANSWER)?;
    fields.end()?;
    let mut read = Instrument {
        id,
        version,
        about,
        items,
        scale,
        scoring,
        missing,
        bands: Vec::new(),
        alert,
        change,
        every_days,
        minimum_days,
        from_texts,
        licence,
        source,
    };
    if let Some(node) = bands_node {
        read.bands = bands(node, &read)?;
    }
    Ok(read)
}

fn from_texts(node: &Node) -> Result<FromTexts, Fault> {
    let mut found = FromTexts::default();
    for name in node.list(2)? {
        let flag = match name.raw()? {
            "scale" => &mut found.scale,
            "parts" => &mut found.parts,
            _ => return Err(name.at.fault(FileFault::Unknown)),
        };
        if std::mem::replace(flag, true) {
            return Err(name.at.fault(FileFault::Twice));
        }
    }
    Ok(found)
}

pub(super) fn scale(node: &Node) -> Result<Scale, Fault> {
    let mut fields = Fields::of(node)?;
    let from = fields.must("from")?.number(LOWEST, HIGHEST - 1)?;
    let to = fields.must("to")?.number(from + 1, HIGHEST)?;
    fields.end()?;
    Ok(Scale { from, to })
}

fn items(node: &Node) -> Result<Vec<Item>, Fault> {
    let mut items: Vec<Item> = Vec::new();
    for one in node.list(ITEMS)? {
        let mut fields = Fields::of(one)?;
        let id_node = fields.must("id")?;
        let id = id_node.key()?;
        let kind = fields.must("kind")?.choice(ItemKind::from_name)?;
        let reversed_node = fields.may("reversed");
        let reversed = reversed_node.map_or(Ok(false), Node::flag)?;
        let adults = fields.may("adults").map_or(Ok(false), Node::flag)?;
        fields.end()?;
        if items.iter().any(|item| item.id == id) || id == Key::total() {
            return Err(id_node.at.fault(FileFault::Twice));
        }
        if let Some(node) = reversed_node.filter(|_| kind != ItemKind::Scale) {
            return Err(node.at.fault(FileFault::DoesNotFit));
        }
        items.push(Item { id, kind, reversed, adults });
    }
    match items.iter().any(|item| item.kind == ItemKind::Scale) {
        true => Ok(items),
        false => Err(node.at.fault(FileFault::Missing)),
    }
}

fn scoring(node: &Node, items: &[Item], from_texts: FromTexts) -> Result<Scoring, Fault> {
    let mut fields = Fields::of(node)?;
    let kind = fields.must("kind")?;
    let scoring = match kind.raw()? {
        "sum" => Scoring::Sum { times: fields.may("times").map_or(Ok(1), |node| node.number(1, TIMES))? },
        "mean" => Scoring::Mean,
        "each" => Scoring::Each,
        "parts" if from_texts.parts => Scoring::Parts(named_parts(fields.must("parts")?)?),
        "parts" => Scoring::Parts(parts(fields.must("parts")?, items)?),
        _ => return Err(kind.at.fault(FileFault::Unknown)),
    };
    fields.end()?;
    match (from_texts.parts, &scoring) {
        (false, _) | (true, Scoring::Parts(_)) => Ok(scoring),
        _ => Err(kind.at.fault(FileFault::DoesNotFit)),
    }
}

/// Parts whose items the file of words names.
fn named_parts(node: &Node) -> Result<Vec<Part>, Fault> {
    let mut parts: Vec<Part> = Vec::new();
    for one in node.list(PARTS)? {
        let id = one.key()?;
        if id == Key::total() || parts.iter().any(|part| part.id == id) {
            return Err(one.at.fault(FileFault::Twice));
        }
        parts.push(Part { id, items: Vec::new() });
    }
    if parts.is_empty() { Err(node.at.fault(FileFault::Missing)) } else { Ok(parts) }
}

/// Which items belong to which part: every scale item to exactly one.
pub(super) fn parts(node: &Node, items: &[Item]) -> Result<Vec<Part>, Fault> {
    let mut parts: Vec<Part> = Vec::new();
    let mut left: Vec<usize> =
        items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Scale).map(|(index, _)| index).collect();
    for (at, name, list) in Fields::of(node)?.rest() {
        let id = Key::new(name).filter(|id| *id != Key::total()).ok_or(at.fault(FileFault::BadText))?;
        let mut of_part = Vec::new();
        for one in list.list(ITEMS)? {
            let name = one.key()?;
            let index = items.iter().position(|item| item.id == name).ok_or(one.at.fault(FileFault::DoesNotFit))?;
            let place = left.iter().position(|free| *free == index).ok_or(one.at.fault(FileFault::Twice))?;
            left.remove(place);
            of_part.push(index);
        }
        if of_part.is_empty() {
            return Err(list.at.fault(FileFault::Missing));
        }
        sort::by(&mut of_part, Ord::cmp);
        parts.push(Part { id, items: of_part });
    }
    if parts.len() > PARTS {
        return Err(node.at.fault(FileFault::TooMany));
    }
    if left.is_empty() { Ok(parts) } else { Err(node.at.fault(FileFault::Missing)) }
}

fn missing(node: &Node, items: &[Item], scoring: &Scoring) -> Result<Missing, Fault> {
    if let Ok("no_score") = node.raw() {
        return Ok(Missing::NoScore);
    }
    let mut fields = Fields::of(node)?;
    let scaled = items.iter().filter(|item| item.kind == ItemKind::Scale).count();
    let most = u32::try_from(scaled).unwrap_or(u32::MAX);
    let at_least = fields.must("prorate")?.small(1, most)?;
    fields.end()?;
    match scoring {
        Scoring::Sum { .. } | Scoring::Mean => Ok(Missing::Prorate { at_least }),
        // Of one item nothing stands for it; of parts nobody has said it.
        Scoring::Each | Scoring::Parts(_) => Err(node.at.fault(FileFault::DoesNotFit)),
    }
}

fn bands(node: &Node, of: &Instrument) -> Result<Vec<BandEdge>, Fault> {
    let (lowest, highest) = of.score_range();
    let mut bands: Vec<BandEdge> = Vec::new();
    for one in node.list(Band::ALL.len())? {
        let mut fields = Fields::of(one)?;
        let band_node = fields.must("band")?;
        let band = band_node.choice(Band::from_name)?;
        let to_node = fields.must("to")?;
        let to = to_node.number(lowest / 1_000, highest / 1_000)?;
        fields.end()?;
        if bands.iter().any(|edge| edge.band >= band) {
            return Err(band_node.at.fault(FileFault::DoesNotFit));
        }
        if bands.iter().any(|edge| edge.to >= to) {
            return Err(to_node.at.fault(FileFault::DoesNotFit));
        }
        bands.push(BandEdge { band, to });
    }
    // The last band ends where the scores end.
    match bands.last() {
        Some(edge) if edge.to == highest / 1_000 && !of.from_texts.scale => Ok(bands),
        _ => Err(node.at.fault(FileFault::DoesNotFit)),
    }
}

fn low_rule(node: &Node) -> Result<LowRule, Fault> {
    let mut fields = Fields::of(node)?;
    let at_most = fields.must("at_most")?.number(LOWEST, HIGHEST)?;
    let running = fields.must("running")?.small(1, 10)?;
    let drop = fields.must("drop")?.number(1, HIGHEST)?;
    fields.end()?;
    Ok(LowRule { at_most, running, drop })
}

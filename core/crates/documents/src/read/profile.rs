//! Profiles: one for each person in a space, written by that person only.

use super::{Around, Item, Read, Troubles, What};
use crate::doc::Doc;
use crate::form;
use crate::kind::DocKind;
use automerge::ROOT;
use rapport_domain::person::Profile;
use rapport_domain::text::limit;
use rapport_domain::time::Zone;
use rapport_ids::PersonId;

/// The profile of a document; nothing when it is of another kind. Whose it is
/// the space knows; a name that somebody else put there is left out.
pub fn profile(doc: &Doc, person: PersonId, around: &Around<'_>) -> Option<Read<Profile>> {
    if doc.kind() != DocKind::Profile {
        return None;
    }
    let troubles = Troubles::default();
    let root = Item::new(doc, ROOT, around.authors, &troubles);
    let own = |field: &'static str| {
        let Some(value) = root.writer(field) else { return false };
        if value.made.by != person {
            root.trouble(field, What::NotTheirs);
        }
        value.made.by == person
    };
    let mut profile = Profile::new(person);
    if root.value("name").is_some() && own("name") {
        profile.name = root.line("name", limit::NAME);
    }
    if root.value("pronouns").is_some() && own("pronouns") {
        profile.pronouns = root.line("pronouns", limit::WORD);
    }
    if root.value("languages").is_some() && own("languages") {
        profile.languages = root.word("languages", form::read_languages).unwrap_or_default();
    }
    if root.value("zone").is_some() && own("zone") {
        profile.zone = root.word("zone", |text| Zone::new(text).ok());
    }
    if root.value("contact_hours").is_some() && own("contact_hours") {
        profile.contact_hours = root.word("contact_hours", form::read_hours).unwrap_or_default();
    }
    if root.value("ask_me").is_some() && own("ask_me") {
        profile.ask_me = root.prose("ask_me", limit::ANSWER);
    }
    Some(Read { value: profile, troubles: troubles.into_vec() })
}

//! Making a profile, and opening one.

use crate::Node;
use crate::command::profile::first_profile;
use crate::docs::Docs;
use crate::error::{NodeError, NodeResult};
use crate::guest::GUEST;
use crate::me::{Me, keep_words};
use crate::own::Author;
use crate::people::People;
use crate::ports::Ports;
use crate::secrets::Secrets;
use crate::space::save_made;
use crate::sync::Sync;
use crate::tick::FILL_MS;
use crate::topics::Topics;
use crate::write::write_documents;
use rapport_domain::person::PersonAct;
use rapport_domain::{Ctx, Millis};
use rapport_membership::NewSpace;
use rapport_seal::{RecoveryWords, Secret};
use rapport_store::tables::{meta, spaces};
use rapport_store::{OpenOptions, Store};
use std::collections::BTreeMap;
use std::path::Path;

impl Node {
    /// Makes a new person with their first device, in a folder of their own.
    ///
    /// # Errors
    /// There is a profile already, or the folder cannot be written.
    pub fn create(folder: &Path, key: Secret, name: &str, ports: Ports, vfs: Option<String>) -> NodeResult<Self> {
        Self::make(folder, key, name, ports, vfs, false)
    }

    /// Makes a device that another one is to take in; `name` is what that one
    /// is shown. It can do nothing else until then.
    ///
    /// # Errors
    /// There is a profile already, or the folder cannot be written.
    pub fn create_guest(folder: &Path, key: Secret, name: &str, ports: Ports, vfs: Option<String>) -> NodeResult<Self> {
        Self::make(folder, key, name, ports, vfs, true)
    }

    fn make(
        folder: &Path,
        key: Secret,
        name: &str,
        mut ports: Ports,
        vfs: Option<String>,
        guest: bool,
    ) -> NodeResult<Self> {
        let name = PersonAct::Name(name.to_owned()).tidy()?;
        let mut store = Store::open(folder, OpenOptions { create: true, vfs })?;
        if meta::get(store.read(), "account")?.is_some() {
            return Err(NodeError::Exists);
        }
        let secrets = Secrets::new(key);
        let words = RecoveryWords::generate(&mut *ports.random);
        let account = words.account();
        let personal = crate::recover::personal_space(&account);
        let me = Me::first(&account, personal, &mut *ports.random)?;
        let (now, created) = (ports.now_ms(), ports.created_ms());
        let made = NewSpace::personal(&account, me.bundle.clone(), created).make(&me.keys, &mut *ports.random)?;
        let space = store.write(|tx| {
            me.save(tx, &secrets, &mut *ports.random)?;
            if guest {
                meta::put(tx, GUEST, &[])?;
            }
            keep_words(tx, &secrets, &words, &mut *ports.random)?;
            let space = save_made(tx, &secrets, &made, None, now, &mut *ports.random)?;
            // Nobody is here without a name: it is written with the person, or neither.
            let people = People::load(tx, me.person(), &personal)?;
            let ctx = Ctx::new(me.person(), Millis(now));
            let work = first_profile(personal, me.keys.id(), people.clone(), &ctx, name)?;
            let (_, doc, own, changes) = work.finish();
            let membership = &space.membership;
            let author =
                Author { me: &me, secrets: &secrets, membership, space: personal, created_ms: created, now_ms: now };
            write_documents(tx, &author, &people, &own, &[(doc, changes)])?;
            Ok::<_, NodeError>(space)
        })?;
        let mut node = Self::assemble(store, secrets, me, ports);
        node.guest = guest;
        node.spaces.insert(personal, space);
        node.unsynced_since_ms = Some(now);
        // The profile is there now, whatever the disk says to this; the next
        // tick asks it again.
        let _ = node.harden();
        Ok(node)
    }

    /// Opens a profile.
    ///
    /// # Errors
    /// There is none, it is open elsewhere, of a newer version, damaged, or
    /// the key is not the one of its vault.
    pub fn open(folder: &Path, key: Secret, ports: Ports, vfs: Option<String>) -> NodeResult<Self> {
        let store = Store::open(folder, OpenOptions { create: false, vfs })?;
        let secrets = Secrets::new(key);
        let me = Me::load(store.read(), &secrets)?;
        let mut node = Self::assemble(store, secrets, me, ports);
        node.guest = meta::get(node.store.read(), GUEST)?.is_some();
        node.recovering = crate::recover::load(node.store.read(), &node.secrets)?;
        // What the last run committed may not have been synced.
        node.unsynced_since_ms = Some(node.ports.now_ms());
        node.fill_at_ms = Some(node.ports.now_ms().saturating_add(FILL_MS));
        node.note_unread()?;
        node.check_lists()?;
        node.recover_typing()?;
        node.start_sync()?;
        node.start_leaving()?;
        node.start_invites()?;
        Ok(node)
    }

    fn assemble(store: Store, secrets: Secrets, me: Me, ports: Ports) -> Self {
        Self {
            store,
            secrets,
            me,
            ports,
            spaces: BTreeMap::new(),
            docs: Docs::default(),
            typing: crate::typing::Typing::default(),
            invites: crate::invites::Invites::default(),
            sync: Sync::default(),
            live: crate::live::Live::default(),
            leaving: crate::leave::Leaving::default(),
            changed: Topics::NONE,
            late: false,
            fill_at_ms: None,
            unsynced_since_ms: None,
            chores_at_ms: i64::MIN,
            survived: std::collections::BTreeSet::new(),
            keyring_due: true,
            devices_due: true,
            guest: false,
            recovering: None,
        }
    }

    /// How many spaces there are.
    pub fn space_count(&self) -> NodeResult<usize> {
        Ok(spaces::all(self.store.read())?.len())
    }
}

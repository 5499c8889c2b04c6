//! The words with which a person can come back without any of their devices.

use crate::Node;
use crate::error::NodeResult;
use crate::me::{forget_words, kept_words};
use crate::topics::Topics;
use zeroize::Zeroizing;

impl Node {
    /// The 24 words, as long as the person has not confirmed them; none on a
    /// device that is nobody's yet, where they would lead back to nobody.
    ///
    /// # Errors
    /// The storage failed.
    pub fn recovery_words(&self) -> NodeResult<Option<Zeroizing<String>>> {
        if self.is_guest() {
            return Ok(None);
        }
        Ok(kept_words(self.store.read(), &self.secrets)?.map(|words| words.phrase()))
    }

    /// The person has written the words down: from now on only they have them.
    ///
    /// # Errors
    /// The storage failed.
    pub fn confirm_recovery_words(&mut self) -> NodeResult<()> {
        self.store.write(forget_words)?;
        self.harden()?;
        self.changed.add(Topics::DEVICES);
        Ok(())
    }
}

//! Everything that a person has, to take away.

use crate::failure::Failure;
use crate::root::Rapport;
use std::collections::HashMap;

#[uniffi::export]
impl Rapport {
    /// Everything that the person wrote and chose, for programs, as one JSON text. It may be several megabytes: write
    /// it into a file that the person has picked, and keep no copy.
    pub async fn export_json(&self) -> Result<String, Failure> {
        let core = self.core.clone();
        self.core.offload(move || core.export_json()).await
    }

    /// The same for reading, as one Markdown text. `words` are those of the app's language, under the keys of the
    /// strings; a plural form has a key of its own, such as `count.days.one`. A key without words stands as it is.
    pub async fn export_markdown(&self, words: HashMap<String, String>) -> Result<String, Failure> {
        let core = self.core.clone();
        let word = move |key: &str| words.get(key).cloned().unwrap_or_else(|| key.to_owned());
        self.core.offload(move || core.export_markdown(&word)).await
    }
}

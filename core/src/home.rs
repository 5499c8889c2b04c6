//! Today, and search over everything on this device.

pub use rapport_node::view::home::{HomeView, TodayCheckIn, TodayStep};
pub use rapport_node::view::search::{Found, Piece, SearchHit};

use crate::error::Failure;
use crate::observe::Subscription;
use crate::open::Rapport;
use rapport_node::Topics;
use rapport_node::view::{home, search};

const HOME: Topics = Topics::GOALS
    .and(Topics::MEETINGS)
    .and(Topics::CHECKINS)
    .and(Topics::PEOPLE)
    .and(Topics::SYNC)
    .and(Topics::SETTINGS);

impl Rapport {
    /// What Today shows. Reads lists alone, no document.
    ///
    /// # Errors
    /// What the storage says.
    pub fn home(&self) -> Result<HomeView, Failure> {
        self.shared.look(home::home)
    }

    /// Watches what Today shows.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_home(&self, deliver: impl FnMut(&HomeView) + Send + 'static) -> Result<Subscription, Failure> {
        self.shared.watch(HOME, home::home, deliver)
    }

    /// Finds goals, meetings and notes that have all words of `text`, the last
    /// as a beginning; best first.
    ///
    /// # Errors
    /// What the storage says.
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<SearchHit>, Failure> {
        self.shared.look(|lens| search::search(lens, text, limit))
    }
}

//! Stories of people and phones, on virtual time.

mod first_goal;
mod restarts;

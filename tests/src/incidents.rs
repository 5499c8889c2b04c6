//! What happened to other people's systems, once each. `docs/incidents.md` has
//! the whole list; what an older test shows already stands there under its name.

mod another_relay;
mod every_order;
mod interrupted_key;
mod never_delivered;
mod one_among_many;
mod stale_view;

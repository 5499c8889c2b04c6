//! The calls, by name: in metrics and logs, in place of paths.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Info,
    Challenge,
    Session,
    Create,
    Opening,
    Delete,
    Revive,
    Push,
    Pull,
    Ids,
    Control,
    Keys,
    Live,
    Watch,
    Poll,
    BoxPut,
    BoxGet,
    BoxDelete,
    NotYet,
    Page,
    Health,
    Ready,
    Metrics,
    Other,
}

impl Route {
    pub(crate) const ALL: [Self; 24] = [
        Self::Info,
        Self::Challenge,
        Self::Session,
        Self::Create,
        Self::Opening,
        Self::Delete,
        Self::Revive,
        Self::Push,
        Self::Pull,
        Self::Ids,
        Self::Control,
        Self::Keys,
        Self::Live,
        Self::Watch,
        Self::Poll,
        Self::BoxPut,
        Self::BoxGet,
        Self::BoxDelete,
        Self::NotYet,
        Self::Page,
        Self::Health,
        Self::Ready,
        Self::Metrics,
        Self::Other,
    ];

    pub(crate) const fn index(self) -> usize {
        self as usize
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Challenge => "challenge",
            Self::Session => "session",
            Self::Create => "create",
            Self::Opening => "opening",
            Self::Delete => "delete",
            Self::Revive => "revive",
            Self::Push => "push",
            Self::Pull => "pull",
            Self::Ids => "ids",
            Self::Control => "control",
            Self::Keys => "keys",
            Self::Live => "live",
            Self::Watch => "watch",
            Self::Poll => "poll",
            Self::BoxPut => "box_put",
            Self::BoxGet => "box_get",
            Self::BoxDelete => "box_delete",
            Self::NotYet => "not_yet",
            Self::Page => "page",
            Self::Health => "health",
            Self::Ready => "ready",
            Self::Metrics => "metrics",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_has_its_place_and_name() {
        let names: std::collections::HashSet<_> = Route::ALL.iter().map(|route| route.name()).collect();
        assert_eq!(names.len(), Route::ALL.len());
        for (n, route) in Route::ALL.iter().enumerate() {
            assert_eq!(route.index(), n);
        }
    }
}

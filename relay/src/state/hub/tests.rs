use super::*;
use rapport_ids::LogId;
use rapport_wire::Chain;
use rapport_wire::relay::{Bytes, HeadNews, LiveNews, LogPlace};

const A: SpaceId = SpaceId::new([1; 16]);
const B: SpaceId = SpaceId::new([2; 16]);

fn head(space: SpaceId, head: u64, frame: Option<usize>) -> News {
    let place = LogPlace { log_id: LogId::new([1; 16]), head, chain: Chain::START };
    News::Head(HeadNews { space, place, frame: frame.map(|n| Bytes(vec![0; n])) })
}

fn tell(hub: &Hub, news: News) {
    hub.publish(vec![Tidings::News(news)]);
}

fn heads(watcher: &Watcher) -> Vec<u64> {
    let mut heads = Vec::new();
    while let Ok(Some(news)) = watcher.next_news() {
        if let News::Head(news) = news {
            heads.push(news.place.head);
        }
    }
    heads
}

#[test]
fn heads_never_go_back_however_a_start_and_commits_fall_together() {
    let hub = Arc::new(Hub::new(1));
    let watcher = hub.watch(vec![A], None);
    tell(&hub, head(A, 4, Some(10)));
    tell(&hub, head(A, 5, None));
    // Read meanwhile: 6 is committed, its news not yet out.
    watcher.begin(vec![head(A, 6, None)]);
    tell(&hub, head(A, 6, Some(10)));
    tell(&hub, head(A, 7, Some(10)));
    assert_eq!(heads(&watcher), [6, 7]);
}

#[test]
fn news_goes_only_to_its_space() {
    let hub = Arc::new(Hub::new(1));
    let watcher = hub.watch(vec![A], None);
    watcher.begin(vec![head(A, 0, None)]);
    tell(&hub, head(B, 1, None));
    tell(&hub, News::Live(LiveNews { space: B, frame: Bytes(vec![1]) }));
    assert_eq!(heads(&watcher), [0]);
    assert_eq!(hub.counts().0, 1);
    drop(watcher);
    assert_eq!(hub.counts().0, 0);
    assert!(hub.lock().spaces.is_empty());
}

#[test]
fn a_new_key_ends_what_the_old_one_may_hear() {
    let hub = Arc::new(Hub::new(1));
    let (old, new) = (hub.watch(vec![A], None), hub.watch(vec![A], None));
    old.begin(vec![head(A, 3, None)]);
    // This one began after the change was committed, before it was told.
    new.begin(vec![head(A, 4, None)]);
    hub.publish(vec![Tidings::News(head(A, 4, None)), Tidings::Rotated(A, 4), Tidings::News(head(A, 5, None))]);
    let mut told = Vec::new();
    while let Ok(Some(news)) = old.next_news() {
        told.push(news);
    }
    assert_eq!(told, [head(A, 3, None), head(A, 4, None), News::Reauth { space: A }]);
    assert_eq!(heads(&new).last(), Some(&5));
}

#[test]
fn a_slow_watcher_is_let_go_and_keeps_no_memory() {
    let hub = Arc::new(Hub::new(1));
    let watcher = hub.watch(vec![A], None);
    watcher.begin(vec![head(A, 0, None)]);
    for n in 1..1000 {
        tell(&hub, head(A, n, Some(100)));
    }
    assert_eq!(watcher.next_news(), Err(End::Slow));
    assert_eq!(hub.counts().1, 1);
    let large = hub.watch(vec![A], None);
    for n in 1000..1100 {
        tell(&hub, head(A, n, Some(16 * 1024)));
    }
    assert_eq!(large.next_news(), Err(End::Slow));
}

fn changed(heads: &[SpaceId], reauth: &[SpaceId]) -> Changed {
    Changed { heads: heads.iter().copied().collect(), reauth: reauth.iter().copied().collect() }
}

#[test]
fn a_space_that_may_not_be_watched_is_silent() {
    let hub = Arc::new(Hub::new(1));
    let watcher = hub.watch(vec![A, B], None);
    tell(&hub, head(B, 1, Some(10)));
    tell(&hub, News::Live(LiveNews { space: B, frame: Bytes(vec![1]) }));
    watcher.begin(vec![head(A, 0, None), News::Reauth { space: B }]);
    tell(&hub, head(B, 2, Some(10)));
    tell(&hub, News::Live(LiveNews { space: B, frame: Bytes(vec![1]) }));
    assert_eq!(watcher.next_news(), Ok(Some(head(A, 0, None))));
    assert_eq!(watcher.next_news(), Ok(Some(News::Reauth { space: B })));
    assert_eq!(watcher.next_news(), Ok(None));
}

#[test]
fn a_mark_finds_what_changed_since() {
    let hub = Arc::new(Hub::new(7));
    let before = hub.mark();
    tell(&hub, head(A, 1, None));
    let between = hub.mark();
    tell(&hub, head(B, 1, None));
    tell(&hub, News::Live(LiveNews { space: A, frame: Bytes(vec![]) }));
    assert_eq!(hub.changed_since(&before), Some(changed(&[A, B], &[])));
    assert_eq!(hub.changed_since(&between), Some(changed(&[B], &[])));
    hub.publish(vec![Tidings::Rotated(A, 1)]);
    assert_eq!(hub.changed_since(&between), Some(changed(&[B], &[A])));
    assert_eq!(hub.changed_since(&hub.mark()), Some(Changed::default()));
    for n in 0..REMEMBERED as u64 {
        tell(&hub, head(A, n, None));
    }
    assert_eq!(hub.changed_since(&between), None, "too long ago");
    assert_eq!(Hub::new(8).changed_since(&between), None, "another life");
    for bad in ["", ".", "x.1", "0000000000000007.99999999", "0000000000000007.-1"] {
        assert_eq!(hub.changed_since(bad), None, "{bad}");
    }
}

#[test]
fn a_stop_ends_all() {
    let hub = Arc::new(Hub::new(1));
    let (space, mailbox) = (hub.watch(vec![A], None), hub.watch_mailbox(BoxId::new([1; 16])));
    hub.stop();
    assert_eq!(space.next_news(), Err(End::Stopping));
    assert_eq!(mailbox.next_news(), Err(End::Stopping));
    assert_eq!(hub.watch(vec![A], None).next_news(), Err(End::Stopping));
}

use super::*;

#[test]
fn the_median_is_the_middle_whatever_the_order() {
    assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
    assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
    assert_eq!(median(&[7.0]), Some(7.0));
    assert_eq!(median(&[]), None);
}

#[test]
fn one_wild_figure_moves_no_median() {
    assert_eq!(median(&[1.0, 1.0, 1.0, 1.0, 1e9]), Some(1.0));
}

#[test]
fn a_percentile_is_a_figure_that_was_taken() {
    let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
    assert_eq!(percentile(&hundred, 50), Some(50.0));
    assert_eq!(percentile(&hundred, 99), Some(99.0));
    assert_eq!(percentile(&hundred, 100), Some(100.0));
    assert_eq!(percentile(&hundred, 0), Some(1.0));
    assert_eq!(percentile(&[5.0], 99), Some(5.0));
    assert_eq!(percentile(&[], 99), None);
}

#[test]
fn a_ratio_needs_a_floor() {
    assert_eq!(ratio(3.0, Some(2.0)), Some(1.5));
    assert_eq!(ratio(3.0, None), None);
    assert_eq!(ratio(3.0, Some(0.0)), None);
}

#[test]
fn a_bound_holds_up_to_its_edge_and_not_beyond() {
    assert!(Bound::Most(10.0).holds(10.0, None));
    assert!(!Bound::Most(10.0).holds(10.1, None));
    assert!(Bound::Times(1.5).holds(3.0, Some(2.0)));
    assert!(!Bound::Times(1.5).holds(3.1, Some(2.0)));
    assert!(Bound::TimesPlus(1.0, 5.0).holds(7.0, Some(2.0)));
    assert!(!Bound::TimesPlus(1.0, 5.0).holds(7.1, Some(2.0)));
}

#[test]
fn what_cannot_be_compared_does_not_hold() {
    assert!(!Bound::Times(1.5).holds(0.0, None));
    assert!(!Bound::Most(1.0).holds(f64::NAN, None));
    assert!(!Bound::Times(1.5).holds(1.0, Some(f64::NAN)));
}

#[test]
fn a_bound_reads_as_it_is_set() {
    assert_eq!(Bound::Times(1.3).to_string(), "1.3 x floor");
    assert_eq!(Bound::TimesPlus(1.0, 5.0).to_string(), "1 x floor + 5");
    assert_eq!(Bound::Most(20.0).to_string(), "20");
}

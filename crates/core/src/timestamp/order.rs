//! The order of timestamps, which is consistent with equality.

use std::cmp::Ordering;

use super::{Timestamp, parse};

/// Compares by time, then by text; see [the type](Timestamp#order).
impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        parse(&self.0).cmp(&parse(&other.0)).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Texts in their order: empty, invalid, the same time in two formats, and times in another
    /// order than their texts.
    const ORDERED: [&str; 12] = [
        "",
        "2018-13-01",
        "soon",
        "0001-01-01T00:00:00Z",
        "04-Jun-2015 18:11:06:586",
        "2018-04-19T09:55:30+0800",
        "2018-04-19T01:55:30.443Z",
        "2018-04-19T09:55:30.443+08:00",
        "2018-04-19T01:55:30.443001",
        "2019-01-21 01:15",
        "2019-01-21T01:15:00Z",
        "9999-12-30T00:00:00Z",
    ];

    #[test]
    fn every_pair_of_texts_is_in_the_order_of_the_table() {
        for (i, this) in ORDERED.iter().enumerate() {
            for (j, that) in ORDERED.iter().enumerate() {
                let times = [*this, *that].map(Timestamp::from);
                assert_eq!(times[0].cmp(&times[1]), i.cmp(&j), "{this} and {that}");
                assert_eq!(times[0] < times[1], i < j, "{this} and {that}");
            }
        }
    }

    /// A text of the table, or a random one.
    fn texts() -> impl Strategy<Value = Timestamp> {
        let table = proptest::sample::select(ORDERED.as_slice()).prop_map(Timestamp::from);
        let clock = "20(0[0-9]|1[0-2])-0[1-9]-[0-2][1-8][T ]0[0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]0[0-9]:?00)?";
        prop_oneof![table, clock.prop_map(Timestamp::from), "\\PC{0,9}".prop_map(Timestamp::from)]
    }

    proptest! {
        #[test]
        fn the_order_is_one_and_agrees_with_equality_and_time(a in texts(), b in texts(), c in texts()) {
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert_eq!(a.cmp(&b).is_eq(), a == b);
            if a <= b && b <= c {
                prop_assert!(a <= c);
            }
            if let (Some(this), Some(that)) = (a.to_system_time(), b.to_system_time()) && this < that {
                prop_assert!(a < b);
            }
        }
    }
}

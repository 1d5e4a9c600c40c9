//! Reading costs users no more allocations than what serde derives.

use allocation_counter::measure;
use huaweicloud::sdrs::DrillStatus;
use huaweicloud_bench_decode::case;

/// How many allocations it takes to read a body.
fn count(what: &str, entries: usize, way: &str) -> u64 {
    let (body, read) = case(what, entries, way).unwrap();
    let mut result = Ok(());
    let counted = measure(|| result = read(&body));
    result.unwrap();
    counted.count_total
}

#[test]
fn large_lists_allocate_no_more_often_than_derive() {
    for what in ["drills", "images"] {
        let (ours, derive) = (count(what, 1_000, "ours"), count(what, 1_000, "derive"));
        assert!(ours <= derive, "{what}: {ours} instead of {derive}");
    }
}

#[test]
fn values_of_enums_allocate_only_if_they_are_unknown() {
    for (json, allocations) in [(r#""available""#, 0), (r#""unheard of""#, 1)] {
        let mut status = None;
        let counted = measure(|| status = serde_json::from_str::<DrillStatus>(json).ok());
        assert_eq!(counted.count_total, allocations, "{json} is {status:?}");
        let mut text = Vec::with_capacity(100);
        let counted = measure(|| serde_json::to_writer(&mut text, &status).unwrap());
        assert_eq!((counted.count_total, text.as_slice()), (0, json.as_bytes()));
    }
}

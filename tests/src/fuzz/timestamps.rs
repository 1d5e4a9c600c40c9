//! Timestamps: whatever text a server writes for a time, it is kept, and read as one time.

use std::time::{Duration, SystemTime};

use huaweicloud_core::Timestamp;

/// Times are written with this precision.
const PRECISION: Duration = Duration::from_millis(1);

/// The pattern of a service that wants a time in a query.
const PATTERN: &str = "%Y-%m-%d %H:%M:%S";

/// Checks a text per line: each for itself, and the order of all.
pub fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let times: Vec<_> = text.lines().take(3).map(Timestamp::from).collect();
    for (time, text) in times.iter().zip(text.lines()) {
        is_kept(time, text);
        if let Some(instant) = time.to_system_time() {
            is_written_and_read(instant);
            is_written_in_a_pattern(time, instant);
        }
    }
    are_in_order(&times);
}

fn is_kept(time: &Timestamp, text: &str) {
    assert_eq!(time.as_str(), text);
    assert_eq!(time.to_string(), text);
    let json = serde_json::to_string(time).expect("a time is JSON");
    assert_eq!(&serde_json::from_str::<Timestamp>(&json).expect("a time"), time, "{json}");
}

/// A program that reads a time and sends it means the same time.
fn is_written_and_read(instant: SystemTime) {
    let written = Timestamp::from(instant);
    let read = written.to_system_time().unwrap_or_else(|| panic!("{written} is not a time"));
    let lost = instant.duration_since(read).unwrap_or_else(|error| error.duration());
    assert!(lost < PRECISION, "{written} is {lost:?} away from {instant:?}");
    assert_eq!(Timestamp::from(read), written, "what is written stays as it is");
}

/// A time that is converted for a query is still the same second.
fn is_written_in_a_pattern(time: &Timestamp, instant: SystemTime) {
    let written = time.in_pattern(PATTERN);
    // No pattern knows the years before those that have no sign.
    if written.as_str().starts_with('-') {
        return;
    }
    let read = written.to_system_time().unwrap_or_else(|| panic!("{time} became {written}"));
    let lost = instant.duration_since(read).unwrap_or_else(|error| error.duration());
    assert!(lost < Duration::from_secs(1), "{time} became {written}");
}

fn are_in_order(times: &[Timestamp]) {
    for a in times {
        for b in times {
            assert_eq!(a.cmp(b), b.cmp(a).reverse(), "{a:?} and {b:?}");
            assert_eq!(a.cmp(b).is_eq(), a == b, "{a:?} and {b:?}");
            let [this, that] = [a, b].map(Timestamp::to_system_time);
            assert!(this >= that || a < b, "{a:?} is before {b:?}");
            for c in times {
                assert!(a > b || b > c || a <= c, "{a:?}, {b:?} and {c:?}");
            }
        }
    }
}

//! Timestamps, in any of the formats of the services.

mod convert;
mod order;

use std::{fmt, time::SystemTime};

use jiff::{civil::DateTime, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codegen::lenient::{self, Lenient};

/// A time, as a server wrote it.
///
/// The services write times in eleven formats, some without a time zone, and some are empty for a
/// time that is not set. The text is kept unchanged; [`to_system_time`](Self::to_system_time)
/// parses it. The features `chrono`, `jiff` and `time` add conversions to and from the types of
/// these crates.
///
/// # Order
///
/// Timestamps are ordered by time, whatever their format. Texts that are not a time come first: the
/// empty text, then the others in the order of the texts. Two timestamps are equal only if their
/// texts are; timestamps with the same time but different texts are ordered by text. To check
/// whether two times are the same, compare the results of [`to_system_time`](Self::to_system_time).
///
/// ```
/// # use huaweicloud_core as huaweicloud;
/// use huaweicloud::Timestamp;
///
/// let begin = Timestamp::from("04-Jun-2015 18:11:06:586");
/// let end = Timestamp::from("2015-06-04T18:12:00Z");
/// assert!(begin < end);
/// assert!(Timestamp::default() < begin, "no time comes before any");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Timestamp(String);

impl Timestamp {
    /// Returns the text, as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the text is empty, which means that no time is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the time, in UTC if the text has no time zone.
    ///
    /// `None` if the text is not a time, such as an empty one.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        parse(&self.0).map(SystemTime::from)
    }

    /// Formats the time in UTC with a `strftime` pattern.
    ///
    /// A text without a time zone is kept unchanged: it is assumed to be in that format already.
    #[must_use]
    pub fn in_pattern(&self, pattern: &str) -> Self {
        let zoned = self.0.parse::<jiff::Timestamp>();
        let text = zoned.and_then(|time| jiff::fmt::strtime::format(pattern, time));
        text.map_or_else(|_| self.clone(), Self)
    }
}

/// Parses a time. Formats with a time zone are tried first, so that an offset is never ignored.
fn parse(text: &str) -> Option<jiff::Timestamp> {
    if let Ok(time) = text.parse() {
        return Some(time);
    }
    let utc = |time: DateTime| time.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    if let Ok(time) = text.parse::<DateTime>() {
        return utc(time);
    }
    // `04-Jun-2015 18:11:06:586` and `2019-01-21 01:15`.
    let (seconds, millis) = text.rsplit_once(':').unwrap_or((text, ""));
    if let (Ok(time), Some(millis)) =
        (DateTime::strptime("%d-%b-%Y %H:%M:%S", seconds), milliseconds(millis))
    {
        let time = time.checked_add(jiff::SignedDuration::from_millis(millis)).ok()?;
        return utc(time);
    }
    DateTime::strptime("%Y-%m-%d %H:%M", text).ok().and_then(utc)
}

/// Parses three digits; a sign, or more of them, would make another second.
fn milliseconds(text: &str) -> Option<i64> {
    let is_fraction = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_fraction)
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Formats a time as in RFC 3339, in UTC with milliseconds.
fn write(time: jiff::Timestamp) -> Timestamp {
    Timestamp(format!("{time:.3}"))
}

/// Formats a time as in RFC 3339, in UTC with milliseconds. A time after the year 9999 becomes an
/// empty text.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        jiff::Timestamp::try_from(time).map(write).unwrap_or_default()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::text(deserializer).map(Self)
    }
}

impl Lenient for Timestamp {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Ok(lenient::text_or_null(deserializer)?.map(Self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_time_with_a_zone_is_written_in_a_pattern() {
        let pattern = "%Y-%m-%d %H:%M:%S.%3f";
        for (text, written) in [
            ("2019-01-21T08:00:00.5+08:00", "2019-01-21 00:00:00.500"),
            ("2019-01-21 00:00:00.000", "2019-01-21 00:00:00.000"),
            ("yesterday", "yesterday"),
            ("", ""),
        ] {
            assert_eq!(Timestamp::from(text).in_pattern(pattern).as_str(), written, "{text}");
        }
        let noon = Timestamp::from("2019-01-21T12:00:00Z");
        assert_eq!(noon.in_pattern("%"), noon, "a pattern that is none changes nothing");
    }

    #[test]
    fn every_shape_that_the_services_use_is_understood() {
        for (text, millis) in [
            ("2018-05-30T15:00:00Z", 1_527_692_400_000),
            ("2019-05-23 03:51:58.256", 1_558_583_518_256),
            ("2018-05-04T03:43:24.108526", 1_525_405_404_108),
            ("2018-04-19T01:55:30.443Z", 1_524_102_930_443),
            ("2018-05-09 22:11:45.0", 1_525_903_905_000),
            ("2019-02-13T06:52:13.855000Z", 1_550_040_733_855),
            ("2018-11-19T04:02:03", 1_542_600_123_000),
            ("2019-01-21 01:15", 1_548_033_300_000),
            ("2019-05-23 03:51:58.74", 1_558_583_518_740),
            ("04-Jun-2015 18:11:06:586", 1_433_441_466_586),
            ("2018-04-19T09:55:30+0800", 1_524_102_930_000),
        ] {
            let time = Timestamp::from(text).to_system_time().unwrap_or_else(|| panic!("{text}"));
            let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap();
            assert_eq!(since.as_millis(), millis, "{text}");
        }
        for text in [
            "",
            "soon",
            "2018-13-01",
            "1525405404",
            "04-Jun-2015 18:11:06:-86",
            "04-Jun-2015 18:11:06:86400000",
        ] {
            assert_eq!(Timestamp::from(text).to_system_time(), None, "{text}");
        }
    }

    #[test]
    fn a_time_is_a_text_in_json_and_elsewhere() {
        for (json, text) in [("\"soon\"", "soon"), ("7", "7"), ("\"\"", ""), ("null", "")] {
            let time: Timestamp = serde_json::from_str(json).unwrap();
            assert_eq!((time.as_str(), time.is_empty()), (text, text.is_empty()), "{json}");
            assert_eq!(time.to_string(), text, "{json}");
            assert_eq!(serde_json::to_value(&time).unwrap(), text, "{json}");
            let read = Timestamp::read(&mut serde_json::Deserializer::from_str(json)).unwrap();
            assert_eq!(read, (json != "null").then_some(time), "{json}");
        }
        assert_eq!(Timestamp::from("soon".to_owned()), Timestamp::from("soon"));
    }

    #[test]
    fn a_time_is_written_in_utc_to_the_millisecond() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_524_102_930_443);
        assert_eq!(Timestamp::from(time).as_str(), "2018-04-19T01:55:30.443Z");
    }
}

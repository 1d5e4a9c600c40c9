//! Conversions to and from types of other crates, each enabled by the feature of the same name.

#![cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]

use super::{Timestamp, parse, write};
use crate::{Error, ErrorKind};

/// Parses the time, in UTC if the text has no time zone.
fn read(timestamp: &Timestamp) -> Result<jiff::Timestamp, Error> {
    parse(&timestamp.0).ok_or_else(|| no_time(timestamp))
}

fn no_time(timestamp: &Timestamp) -> Error {
    let message = match timestamp.is_empty() {
        true => "the time is empty".to_owned(),
        false => format!("`{timestamp}` is not a time in a known format"),
    };
    Error::new(ErrorKind::Decoding).message(message).build()
}

/// Converts nanoseconds since 1970 in UTC. A time after the year 9999 becomes an empty text.
#[cfg(any(feature = "chrono", feature = "time"))]
fn from_nanoseconds(nanoseconds: i128) -> Timestamp {
    jiff::Timestamp::from_nanosecond(nanoseconds).map(write).unwrap_or_default()
}

/// Fails with [`ErrorKind::Decoding`] if the text is not a time. The default time zone is UTC.
#[cfg(feature = "jiff")]
impl TryFrom<&Timestamp> for jiff::Timestamp {
    type Error = Error;

    fn try_from(timestamp: &Timestamp) -> Result<Self, Error> {
        read(timestamp)
    }
}

/// Formats a time as in RFC 3339, in UTC with milliseconds.
#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Timestamp {
    fn from(time: jiff::Timestamp) -> Self {
        write(time)
    }
}

/// Fails with [`ErrorKind::Decoding`] if the text is not a time. The default time zone is UTC.
#[cfg(feature = "chrono")]
impl TryFrom<&Timestamp> for chrono::DateTime<chrono::Utc> {
    type Error = Error;

    fn try_from(timestamp: &Timestamp) -> Result<Self, Error> {
        let time = read(timestamp)?;
        // Before 1970, the fraction of a second is negative.
        let below = chrono::TimeDelta::nanoseconds(time.subsec_nanosecond().into());
        Self::from_timestamp(time.as_second(), 0)
            .and_then(|second| second.checked_add_signed(below))
            .ok_or_else(|| no_time(timestamp))
    }
}

/// Formats a time as in RFC 3339, in UTC with milliseconds. A time after the year 9999 becomes an
/// empty text.
#[cfg(feature = "chrono")]
impl From<chrono::DateTime<chrono::Utc>> for Timestamp {
    fn from(time: chrono::DateTime<chrono::Utc>) -> Self {
        // In a leap second, the nanoseconds exceed one second and count towards the next one.
        let seconds = i128::from(time.timestamp());
        from_nanoseconds(seconds * 1_000_000_000 + i128::from(time.timestamp_subsec_nanos()))
    }
}

/// Fails with [`ErrorKind::Decoding`] if the text is not a time. The default time zone is UTC.
#[cfg(feature = "time")]
impl TryFrom<&Timestamp> for time::OffsetDateTime {
    type Error = Error;

    fn try_from(timestamp: &Timestamp) -> Result<Self, Error> {
        let nanoseconds = read(timestamp)?.as_nanosecond();
        Self::from_unix_timestamp_nanos(nanoseconds).map_err(|_| no_time(timestamp))
    }
}

/// Formats a time as in RFC 3339, in UTC with milliseconds. A time after the year 9999 becomes an
/// empty text.
#[cfg(feature = "time")]
impl From<time::OffsetDateTime> for Timestamp {
    fn from(time: time::OffsetDateTime) -> Self {
        from_nanoseconds(time.unix_timestamp_nanos())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    /// A text, and the same time as it is formatted.
    const TIMES: [(&str, &str); 5] = [
        ("2018-04-19T09:55:30+0800", "2018-04-19T01:55:30.000Z"),
        ("2018-05-04T03:43:24.108526", "2018-05-04T03:43:24.108Z"),
        ("04-Jun-2015 18:11:06:586", "2015-06-04T18:11:06.586Z"),
        ("1969-12-31T23:59:58.25Z", "1969-12-31T23:59:58.250Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
    ];

    /// Checks both conversions, and the errors for texts that are not a time.
    fn check<T>()
    where
        T: for<'a> TryFrom<&'a Timestamp, Error = Error> + Into<Timestamp> + Debug,
    {
        for (text, written) in TIMES {
            let time = T::try_from(&Timestamp::from(text)).unwrap();
            assert_eq!(time.into().as_str(), written, "{text}");
        }
        for (text, message) in
            [("", "the time is empty"), ("soon", "`soon` is not a time in a known format")]
        {
            let error = T::try_from(&Timestamp::from(text)).unwrap_err();
            assert_eq!((error.kind(), error.message()), (ErrorKind::Decoding, message));
        }
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn jiff_converts_both_ways() {
        check::<jiff::Timestamp>();
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn chrono_converts_both_ways() {
        check::<chrono::DateTime<chrono::Utc>>();

        let leap = chrono::DateTime::from_timestamp(1_483_228_799, 1_500_000_000).unwrap();
        assert_eq!(Timestamp::from(leap).as_str(), "2017-01-01T00:00:00.500Z");
        let beyond = chrono::DateTime::<chrono::Utc>::MAX_UTC;
        assert!(Timestamp::from(beyond).is_empty());
    }

    #[cfg(feature = "time")]
    #[test]
    fn time_converts_both_ways() {
        check::<time::OffsetDateTime>();

        let offset = time::UtcOffset::from_hms(8, 0, 0).unwrap();
        let there = time::OffsetDateTime::UNIX_EPOCH.to_offset(offset);
        assert_eq!(Timestamp::from(there).as_str(), "1970-01-01T00:00:00.000Z");
    }

    /// Fractions of a millisecond are read, but not written.
    #[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
    #[test]
    fn every_digit_is_read() {
        let text = Timestamp::from("1969-12-31T23:59:59.999999999Z");
        assert_eq!(jiff::Timestamp::try_from(&text).unwrap().as_nanosecond(), -1);
        let time = time::OffsetDateTime::try_from(&text).unwrap();
        assert_eq!(time.unix_timestamp_nanos(), -1);
        let time = chrono::DateTime::try_from(&text).unwrap();
        assert_eq!(time.timestamp_nanos_opt(), Some(-1));
    }
}

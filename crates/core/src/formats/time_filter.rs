//! Filters by time.

use std::fmt;

use jiff::{RoundMode, TimestampRound, Unit};

use crate::Timestamp;

/// A filter by time, such as `lt:2018-10-28T10:00:00Z` for times before 10:00 UTC.
///
/// Times are sent in UTC and whole seconds. A fraction of a second is rounded down or up, so that
/// the same whole seconds match. A text that is not a time is sent unchanged.
///
/// ```
/// # use huaweicloud_core as huaweicloud;
/// use huaweicloud::formats::TimeFilter;
///
/// let filter = TimeFilter::before("2018-10-28T18:00:00+08:00");
/// assert_eq!(filter.as_str(), "lt:2018-10-28T10:00:00Z");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TimeFilter(String);

impl TimeFilter {
    /// Matches times that compare with the given one as specified.
    pub fn new(comparison: Comparison, time: impl Into<Timestamp>) -> Self {
        let time = time.into();
        let time = match whole_seconds(comparison, &time) {
            Some(time) => time.to_string().into(),
            None => time,
        };
        Self(format!("{comparison}:{time}"))
    }

    /// Matches times after the given one.
    pub fn after(time: impl Into<Timestamp>) -> Self {
        Self::new(Comparison::Gt, time)
    }

    /// Matches the given time and later ones.
    pub fn at_or_after(time: impl Into<Timestamp>) -> Self {
        Self::new(Comparison::Gte, time)
    }

    /// Matches times before the given one.
    pub fn before(time: impl Into<Timestamp>) -> Self {
        Self::new(Comparison::Lt, time)
    }

    /// Matches the given time and earlier ones.
    pub fn at_or_before(time: impl Into<Timestamp>) -> Self {
        Self::new(Comparison::Lte, time)
    }

    /// Matches the given time.
    pub fn at(time: impl Into<Timestamp>) -> Self {
        Self::new(Comparison::Eq, time)
    }

    /// Matches all times except the given one.
    pub fn not_at(time: impl Into<Timestamp>) -> Self {
        Self::new(Comparison::Neq, time)
    }

    /// Returns the text, as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns how matching times compare with [`time`](Self::time), or `None` if the text is not a
    /// filter.
    pub fn comparison(&self) -> Option<Comparison> {
        self.parts().map(|(comparison, _)| comparison)
    }

    /// Returns the time that others are compared with, or `None` if the text is not a filter.
    pub fn time(&self) -> Option<Timestamp> {
        self.parts().map(|(_, time)| time.into())
    }

    fn parts(&self) -> Option<(Comparison, &str)> {
        let (operator, time) = self.0.split_once(':')?;
        let comparison = Comparison::ALL.into_iter().find(|known| known.as_str() == operator)?;
        Some((comparison, time))
    }
}

/// Rounds a time to whole seconds so that the same whole seconds match, or returns `None` if the
/// text is not a time.
fn whole_seconds(comparison: Comparison, time: &Timestamp) -> Option<jiff::Timestamp> {
    let mode = match comparison {
        Comparison::Gte | Comparison::Lt => RoundMode::Ceil,
        Comparison::Gt | Comparison::Lte | Comparison::Eq | Comparison::Neq => RoundMode::Floor,
    };
    let time = jiff::Timestamp::try_from(time.to_system_time()?).ok()?;
    time.round(TimestampRound::new().smallest(Unit::Second).mode(mode)).ok()
}

impl From<String> for TimeFilter {
    fn from(text: String) -> Self {
        Self(text)
    }
}

text_format!(TimeFilter);

impl fmt::Display for TimeFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Comparison {
    /// Greater.
    Gt,
    /// Greater or equal.
    Gte,
    /// Less.
    Lt,
    /// Less or equal.
    Lte,
    /// Equal.
    Eq,
    /// Not equal.
    Neq,
}

impl Comparison {
    const ALL: [Self; 6] = [Self::Gt, Self::Gte, Self::Lt, Self::Lte, Self::Eq, Self::Neq];

    /// Returns the text, as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gt => "gt",
            Self::Gte => "gte",
            Self::Lt => "lt",
            Self::Lte => "lte",
            Self::Eq => "eq",
            Self::Neq => "neq",
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn every_operator_has_a_name() {
        let time = "2018-10-28T10:00:00Z";
        for (operator, comparison, filter) in [
            ("gt", Comparison::Gt, TimeFilter::after(time)),
            ("gte", Comparison::Gte, TimeFilter::at_or_after(time)),
            ("lt", Comparison::Lt, TimeFilter::before(time)),
            ("lte", Comparison::Lte, TimeFilter::at_or_before(time)),
            ("eq", Comparison::Eq, TimeFilter::at(time)),
            ("neq", Comparison::Neq, TimeFilter::not_at(time)),
        ] {
            let text = format!("{operator}:{time}");
            assert_eq!(filter.as_str(), text);
            let read = TimeFilter::from(text);
            assert_eq!(read.comparison(), Some(comparison), "{operator}");
            assert_eq!(read.time(), Some(time.into()), "{operator}");
        }
    }

    #[test]
    fn a_text_that_is_no_condition_is_kept() {
        for text in ["", ":", "lt", "2018-10-28T10:00:00Z", "before:noon", "LT:x", " lt:x"] {
            let filter = TimeFilter::from(text);
            assert_eq!((filter.comparison(), filter.time()), (None, None), "{text}");
            assert_eq!(filter.as_str(), text);
        }
    }

    #[test]
    fn the_other_documented_form_of_a_time_is_understood_and_kept() {
        let filter = TimeFilter::from("gte:2018-10-28 10:00:00");
        assert_eq!(filter.comparison(), Some(Comparison::Gte));
        let time = filter.time().unwrap().to_system_time().unwrap();
        let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(since.as_secs(), 1_540_720_800);
        assert_eq!(filter.as_str(), "gte:2018-10-28 10:00:00");
    }

    #[test]
    fn a_time_is_sent_in_whole_seconds_and_utc() {
        for (time, sent) in [
            ("2018-10-28T10:00:00Z", "2018-10-28T10:00:00Z"),
            ("2018-10-28 10:00:00", "2018-10-28T10:00:00Z"),
            ("2018-10-28T18:00:00+08:00", "2018-10-28T10:00:00Z"),
            ("2018-10-28T10:00:00.000000", "2018-10-28T10:00:00Z"),
            ("noon", "noon"),
            ("", ""),
        ] {
            assert_eq!(TimeFilter::before(time).time(), Some(sent.into()), "{time}");
        }
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_540_720_800);
        assert_eq!(TimeFilter::before(time).as_str(), "lt:2018-10-28T10:00:00Z");
    }

    #[test]
    fn a_fraction_of_a_second_moves_no_whole_second_over_the_bound() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_540_720_800_443);
        for (filter, sent) in [
            (TimeFilter::after(time), "gt:2018-10-28T10:00:00Z"),
            (TimeFilter::at_or_after(time), "gte:2018-10-28T10:00:01Z"),
            (TimeFilter::before(time), "lt:2018-10-28T10:00:01Z"),
            (TimeFilter::at_or_before(time), "lte:2018-10-28T10:00:00Z"),
            (TimeFilter::at(time), "eq:2018-10-28T10:00:00Z"),
            (TimeFilter::not_at(time), "neq:2018-10-28T10:00:00Z"),
        ] {
            assert_eq!(filter.as_str(), sent);
        }
    }

    proptest! {
        #[test]
        fn a_bound_selects_the_same_whole_seconds_as_the_time_it_was_made_of(
            millis in 0..10_000_u64,
            second in 0..10_u64,
        ) {
            let bound = SystemTime::UNIX_EPOCH + Duration::from_millis(millis);
            let second = SystemTime::UNIX_EPOCH + Duration::from_secs(second);
            let sent = |filter: TimeFilter| filter.time().unwrap().to_system_time().unwrap();
            prop_assert_eq!(second > bound, second > sent(TimeFilter::after(bound)));
            prop_assert_eq!(second >= bound, second >= sent(TimeFilter::at_or_after(bound)));
            prop_assert_eq!(second < bound, second < sent(TimeFilter::before(bound)));
            prop_assert_eq!(second <= bound, second <= sent(TimeFilter::at_or_before(bound)));
        }
    }
}

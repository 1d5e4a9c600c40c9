//! Times in the format of the header `X-Sdk-Date`.

use std::time::SystemTime;

use jiff::{civil::DateTime, tz::TimeZone};

const FORMAT: &str = "%Y%m%dT%H%M%SZ";

/// Formats a time as `YYYYMMDDTHHMMSSZ` in UTC. `None` outside the years 0 to 9999.
pub fn format_date(time: SystemTime) -> Option<String> {
    let time = jiff::Timestamp::try_from(time).ok()?;
    let text = time.strftime(FORMAT).to_string();
    // Negative years have a sign.
    (text.len() == "YYYYMMDDTHHMMSSZ".len()).then_some(text)
}

/// Parses a time in the format `YYYYMMDDTHHMMSSZ`. `None` for any other text.
pub fn parse_date(text: &str) -> Option<SystemTime> {
    let time = DateTime::strptime(FORMAT, text).ok()?.to_zoned(TimeZone::UTC).ok()?;
    let time = SystemTime::from(time.timestamp());
    // The parser accepts missing digits, but the format does not.
    (format_date(time).as_deref() == Some(text)).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn dates_are_written_and_read() {
        for (text, seconds) in [
            ("19700101T000000Z", 0),
            ("20191115T033655Z", 1_573_789_015),
            ("20240229T235959Z", 1_709_251_199),
            ("20991231T235959Z", 4_102_444_799),
        ] {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            assert_eq!(parse_date(text), Some(time), "{text}");
            assert_eq!(format_date(time).as_deref(), Some(text));
        }
        let endless = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40);
        assert_eq!(format_date(endless), None);
    }

    #[test]
    fn nothing_else_is_a_date() {
        for text in [
            "",
            "2020-01-01T00:00:00Z",
            "20200101T000000",
            "20200101T000000z",
            " 20200101T000000Z",
            "20200101T00000Z",
            "20201301T000000Z",
            "-20200101T000000Z",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}

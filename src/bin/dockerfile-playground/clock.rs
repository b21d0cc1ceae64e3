//! What day it is. The engine has no clock.

use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS_OF_A_DAY: u64 = 86_400;

/// The day of `SOURCE_DATE_EPOCH` (reproducible-builds.org), else today, in UTC: `2026-11-26`.
pub(crate) fn today() -> Option<String> {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|it| it.as_secs());
    given.or_else(now).map(|seconds| written(seconds / SECONDS_OF_A_DAY))
}

/// Reads a day, for the command line.
pub(crate) fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let has_lengths =
        matches!(parts.as_slice(), [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2);
    if has_lengths && parts.iter().all(is_number) {
        Ok(text.to_owned())
    } else {
        Err("expected a day such as 2026-11-26".to_owned())
    }
}

/// The date of a day, counted from 1970-01-01.
fn written(day: u64) -> String {
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    // No calendar lasts longer.
    let (mut year, mut left) = (1970, day.min(3_000_000));
    while left >= 365 + u64::from(is_leap(year)) {
        left -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let mut month = 1;
    for length in [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", left + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_dates() {
        let dates = [0, 58, 59, 364, 365, 11_016, 20_783, 20_818].map(written);
        let expected = [
            "1970-01-01",
            "1970-02-28",
            "1970-03-01",
            "1970-12-31",
            "1971-01-01",
            "2000-02-29",
            "2026-11-26",
            "2026-12-31",
        ];
        assert_eq!(dates, expected);
        assert!(day("2026-11-26").is_ok() && day("26-11-2026").is_err() && day("today").is_err());
    }
}

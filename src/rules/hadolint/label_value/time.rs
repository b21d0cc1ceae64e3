//! Times by RFC 3339 as hadolint reads them: any year, any offset of two times two digits, blanks around.

/// Day of the last month that the check of the calendar needs; February has its own rule.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

pub(in crate::rules) fn is_valid(value: &str) -> bool {
    read(value.trim()).is_some_and(str::is_empty)
}

/// What follows the time.
fn read(text: &str) -> Option<&str> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let length = text.find(|c: char| !c.is_ascii_digit())?;
    let (year, rest) = text.split_at_checked(length).filter(|(year, _)| !year.is_empty())?;
    let (month, rest) = two_digits(rest.strip_prefix('-')?)?;
    let (day, rest) = two_digits(rest.strip_prefix('-')?)?;
    let (hour, rest) = two_digits(rest.strip_prefix(['T', 't'])?)?;
    let (minute, rest) = two_digits(rest.strip_prefix(':')?)?;
    let (second, rest) = two_digits(rest.strip_prefix(':')?)?;
    let rest = rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_clock = hour < 24 && minute < 60 && second <= 60;
    (is_day(year, month, day) && is_clock).then(|| zone(rest))?
}

/// What follows `Z`, `+02:00` or `-0200`.
fn zone(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix(['Z', 'z']) {
        return Some(rest);
    }
    let (_, rest) = two_digits(text.strip_prefix(['+', '-'])?)?;
    two_digits(rest.strip_prefix(':').unwrap_or(rest)).map(|(_, rest)| rest)
}

fn two_digits(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some((digits.parse().ok()?, rest))
}

fn is_day(year: &str, month: u32, day: u32) -> bool {
    // Leap years repeat every 400 years, which the last four digits decide.
    let year = year[year.len().saturating_sub(4)..].parse::<u32>().unwrap_or(0);
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = DAYS.get((month as usize).wrapping_sub(1)).copied().unwrap_or(0);
    (1..=last).contains(&day) && (is_leap || (month, day) != (2, 29))
}

/// A date with midnight, a `T` in the place of a blank, or UTC where no zone is given.
pub(in crate::rules) fn completed(value: &str) -> Option<String> {
    let joined = value.trim().replacen(' ', "T", 1);
    let candidates = [joined.clone(), format!("{joined}Z"), format!("{joined}T00:00:00Z")];
    candidates.into_iter().find(|candidate| is_valid(candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        for time in [
            "2024-05-01T10:00:00Z",
            "2024-02-29t10:00:60.5z",
            "24-05-01T10:00:00+0200",
            " 2024-05-01T10:00:00.-99:99 ",
            "-1-05-01T10:00:00Z",
        ] {
            assert!(is_valid(time), "{time}");
        }
        for time in [
            "2024-05-01",
            "2024-05-01 10:00:00Z",
            "2023-02-29T10:00:00Z",
            "2024-05-01T24:00:00Z",
            "2024-05-01T10:00:00",
            "2024-05-01T10:00:00+2:00",
            "2024-04-31T10:00:00Z",
            "",
            "é",
        ] {
            assert!(!is_valid(time), "{time}");
        }
        assert_eq!(completed("2024-05-01").as_deref(), Some("2024-05-01T00:00:00Z"));
        assert_eq!(completed("2024-05-01 10:00:00").as_deref(), Some("2024-05-01T10:00:00Z"));
        assert_eq!(completed("today"), None);
    }
}

//! Durations as Go writes them.

/// Units and their nanoseconds; what another begins with stands behind it.
const UNITS: [(&str, u64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// The nanoseconds of a duration without a sign, such as `1m30s` or `1.5h`; `None` for anything else (Go,
/// `time.ParseDuration`). What is longer than 64 bits can tell is as long as they can.
pub(crate) fn nanoseconds(text: &str) -> Option<u64> {
    let mut rest = text;
    let mut sum = 0_u64;
    while !rest.is_empty() {
        let (whole, behind) = digits(rest);
        let (fraction, behind) = behind.strip_prefix('.').map_or(("", behind), digits);
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let (unit, size) = UNITS.iter().find(|(unit, _)| behind.starts_with(unit))?;
        rest = &behind[unit.len()..];
        sum = sum.saturating_add(number(whole).saturating_mul(*size)).saturating_add(part(fraction, *size));
    }
    (!text.is_empty()).then_some(sum)
}

/// The digits at the start, and what follows.
fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

fn number(digits: &str) -> u64 {
    digits.bytes().fold(0, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}

/// So many nanoseconds are the digits behind a point.
fn part(fraction: &str, size: u64) -> u64 {
    fraction.bytes().fold((0, size), |(sum, size), digit| (sum + u64::from(digit - b'0') * size / 10, size / 10)).0
}

#[cfg(test)]
mod tests {
    use super::nanoseconds;

    #[test]
    fn durations_of_go() {
        const SECOND: u64 = 1_000_000_000;
        let times = ["30s", "1m30s", "500ms", "1.5m", ".5s", "1.s", "0s", "1h0.5s"].map(nanoseconds);
        let expected =
            [30 * SECOND, 90 * SECOND, SECOND / 2, 90 * SECOND, SECOND / 2, SECOND, 0, 3600 * SECOND + SECOND / 2];
        assert_eq!(times, expected.map(Some));
        assert_eq!(["", "5", "s", ".s", "-3s", "1e9s", "1s2", "é"].map(nanoseconds), [None; 8]);
        assert_eq!(nanoseconds(&format!("{}h", "9".repeat(40))), Some(u64::MAX));
        assert_eq!(nanoseconds("0.0000001h"), Some(360_000));
        assert!(nanoseconds(&format!("0.{}h", "9".repeat(40))).is_some_and(|it| it < 3600 * SECOND));
    }
}

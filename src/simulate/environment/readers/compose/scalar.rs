//! What compose makes of a YAML value in `environment`: the text that the container gets.
//!
//! compose reads YAML with go-yaml 3 and prints the value with Go's `%v`, so `010` is 8, `1.50` is 1.5 and
//! `2024-01-01` is a date, which is refused.

use super::super::super::document::{Kind, Node};

/// The text; `None` for a name without a value; an error says what was expected.
pub(super) fn environment_value(node: &Node) -> Result<Option<String>, String> {
    match &node.kind {
        Kind::Null => Ok(None),
        Kind::Text(text) => Ok(Some(text.clone())),
        Kind::Plain(text) => plain(text),
        Kind::List(_) => Err("expected text, a number or true/false, found a list".to_owned()),
        Kind::Map(_) => Err("expected text, a number or true/false, found a map".to_owned()),
    }
}

fn plain(text: &str) -> Result<Option<String>, String> {
    let value = match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(None),
        "true" | "True" | "TRUE" => "true".to_owned(),
        "false" | "False" | "FALSE" => "false".to_owned(),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => "+Inf".to_owned(),
        "-.inf" | "-.Inf" | "-.INF" => "-Inf".to_owned(),
        ".nan" | ".NaN" | ".NAN" => "NaN".to_owned(),
        _ if is_timestamp(text) => {
            return Err(format!("YAML reads {text} as a date, which compose refuses: write it in quotes"));
        }
        _ => number(text).unwrap_or_else(|| text.to_owned()),
    };
    Ok(Some(value))
}

/// `2024-01-01`, alone or followed by a time.
fn is_timestamp(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let (day, time) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    let within = |text: &str, most: u32| {
        text.len() <= 2
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (1..=most).contains(&text.parse().unwrap_or(0))
    };
    let has_time = time.starts_with(['T', 't', ' ']) && time[1..].contains(':');
    year.len() == 4
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && within(month, 12)
        && within(day, 31)
        && (time.is_empty() || has_time)
}

fn number(text: &str) -> Option<String> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return None;
    }
    let digits = text.replace('_', "");
    let (sign, unsigned) = match digits.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", digits.strip_prefix('+').unwrap_or(&digits)),
    };
    let (radix, body) = match unsigned.get(..2) {
        Some("0x" | "0X") => (16, &unsigned[2..]),
        Some("0b" | "0B") => (2, &unsigned[2..]),
        Some("0o" | "0O") => (8, &unsigned[2..]),
        Some(_) if unsigned.starts_with('0') => (8, &unsigned[1..]),
        _ => (10, unsigned),
    };
    let is_integer = !body.is_empty() && body.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if let Some(value) = is_integer.then(|| u64::from_str_radix(body, radix).ok()).flatten() {
        return Some(if value == 0 { "0".to_owned() } else { format!("{sign}{value}") });
    }
    is_float(unsigned).then(|| digits.parse().ok().map(float)).flatten()
}

/// `[0-9]+(\.[0-9]*)?` or `\.[0-9]+`, with an optional exponent.
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

/// Go's `%v`: the shortest form, with an exponent below 1e-4 and from 1e21 on.
fn float(value: f64) -> String {
    let scientific = format!("{value:e}");
    let exponent: i32 = scientific.rsplit('e').next().and_then(|text| text.parse().ok()).unwrap_or(0);
    if (-4..21).contains(&exponent) {
        return value.to_string();
    }
    let mantissa = scientific.split('e').next().unwrap_or_default();
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn scalars_become_what_go_prints() {
        let cases = [
            ("yes", "yes"),
            ("True", "true"),
            ("010", "8"),
            ("0x1F", "31"),
            ("1_000", "1000"),
            ("1.50", "1.5"),
            ("1e3", "1000"),
            ("1e21", "1e+21"),
            ("0.00001", "1e-05"),
            ("-7", "-7"),
            ("089", "89"),
            ("1.2.3", "1.2.3"),
            ("12:30", "12:30"),
            ("2024-13-01", "2024-13-01"),
        ];
        for (written, want) in cases {
            assert_eq!(plain(written), Ok(Some(want.to_owned())), "{written}");
        }
        assert_eq!(plain("~"), Ok(None));
        assert!(plain("2024-01-01").is_err());
        assert!(plain("2024-01-01T10:00:00Z").is_err());
    }
}

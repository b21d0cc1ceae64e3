//! Semantic versions as hadolint reads them, which is more lenient than the standard: leading zeros are fine.

pub(super) fn is_valid(value: &str) -> bool {
    let (rest, build) = value.split_once('+').map_or((value, None), |(rest, build)| (rest, Some(build)));
    let (core, release) = rest.split_once('-').map_or((rest, None), |(core, release)| (core, Some(release)));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    core.split('.').count() == 3
        && core.split('.').all(is_number)
        && release.is_none_or(is_identifiers)
        && build.is_none_or(is_identifiers)
}

/// Identifiers joined by dots; one dot may follow, and there may be none at all.
fn is_identifiers(text: &str) -> bool {
    let is_identifier =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    text.is_empty() || text.strip_suffix('.').unwrap_or(text).split('.').all(is_identifier)
}

/// The version without the `v` in front and with three numbers.
pub(super) fn completed(value: &str) -> Option<String> {
    let plain = value.strip_prefix(['v', 'V']).unwrap_or(value);
    let padded = match plain.split('.').count() {
        1 => format!("{plain}.0.0"),
        2 => format!("{plain}.0"),
        _ => plain.to_owned(),
    };
    is_valid(&padded).then_some(padded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        for version in ["1.2.3", "01.2.3", "1.2.3-a.1+b", "1.2.3-", "1.2.3+", "1.2.3-a.", "1.2.3--"] {
            assert!(is_valid(version), "{version}");
        }
        for version in ["v1.2.3", "1.2", "1.2.3.4", "1.2.3-a..b", "1.2.3-.", "1.2.3-a_b", "1.2.3+a+b", " 1.2.3", ""] {
            assert!(!is_valid(version), "{version}");
        }
        assert_eq!(completed("v1.2").as_deref(), Some("1.2.0"));
        assert_eq!(completed("latest"), None);
    }
}

//! Release numbers of the simulated tools, so that behaviour that changed between releases is data.

/// A release such as `18.0.10`: major, minor and patch number; a part that is not written is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version(pub(super) u32, pub(super) u32, pub(super) u32);

impl Version {
    /// Newer than every release: what a scenario without a version means.
    pub(super) const NEWEST: Self = Self(u32::MAX, 0, 0);

    /// The first release number in `text` (`react-scripts 5.0.1 (…)` is 5.0.1); the newest when there is none.
    pub(super) fn first_in(text: Option<&str>) -> Self {
        text.and_then(Self::parse).unwrap_or(Self::NEWEST)
    }

    /// The release number that follows `label` in `text`, as in `8.3.8 (node 20.20.2)`.
    pub(super) fn after(label: &str, text: Option<&str>) -> Self {
        let rest = text.and_then(|text| text.find(label).map(|at| &text[at + label.len()..]));
        Self::first_in(rest)
    }

    fn parse(text: &str) -> Option<Self> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let number = &text[start..];
        let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
        let mut parts = number[..end].split('.').map(|part| part.parse().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        Some(Self(next(), next(), next()))
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn reads_the_numbers_that_people_write() {
        assert_eq!(Version::first_in(Some("16.6.1")), Version(16, 6, 1));
        assert_eq!(Version::first_in(Some("v20")), Version(20, 0, 0));
        assert_eq!(Version::first_in(Some("react-scripts 5.0.1 (dotenv 10.0.0)")), Version(5, 0, 1));
        assert_eq!(Version::after("node ", Some("8.3.8 (node 20.20.2)")), Version(20, 20, 2));
        assert_eq!(Version::first_in(None), Version::NEWEST);
        assert_eq!(Version::first_in(Some("")), Version::NEWEST);
        assert!(Version(3, 1, 0) > Version(3, 0, 9));
    }
}

use super::{LinkError, Payload, decode, is_link};

/// The fragment of the page's address, taken apart: a link, flags, or both, joined by `&`.
///
/// A flag is `name` or `name=value`, the value percent-encoded. Two flags stand for a link that people and scripts can
/// write without a compressor: `text` is the Dockerfile and `profile` what it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// The link as it stands there.
    pub link: Option<String>,
    /// The flags in their order, values decoded; empty for a flag without one.
    pub flags: Vec<(String, String)>,
}

impl Fragment {
    /// Reads a fragment with or without its `#`. Never fails: what means nothing is a flag that nobody asks for.
    pub fn parse(fragment: &str) -> Self {
        let mut read = Self::default();
        for part in fragment.trim_start_matches('#').split('&').filter(|part| !part.is_empty()) {
            if is_link(part) {
                read.link = Some(part.to_owned());
                continue;
            }
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            read.flags.push((name.to_owned(), unescape(value)));
        }
        read
    }

    /// What the link or the flags carry; `None` where there is neither.
    pub fn payload(&self) -> Option<Result<Payload, LinkError>> {
        if let Some(link) = &self.link {
            return decode(link);
        }
        let dockerfile = self.flag("text")?.to_owned();
        let profile = self.flag("profile").filter(|it| matches!(*it, "dev" | "prod"));
        let settings = profile.map(|it| ("profile".to_owned(), it.into())).into_iter().collect();
        Some(Ok(Payload { dockerfile, settings }))
    }

    /// The value of a flag; empty for one without.
    pub fn flag(&self, name: &str) -> Option<&str> {
        self.flags.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

/// Decodes `%41`; what is no such escape stays as it is, and what then is no UTF-8 is replaced.
fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = bytes.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(|digits| {
            let [high, low] = [digits[0], digits[1]].map(|digit| char::from(digit).to_digit(16));
            u8::try_from(high? * 16 + low?).ok()
        });
        decoded.push(escaped.unwrap_or(byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

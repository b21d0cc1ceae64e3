//! The work as the fragment of an address, which no browser sends to a server.
//!
//! `j1.` and JSON in base64url. Old links must stay readable: a new form gets a new prefix and its own decoder.

use super::work::Work;

const PREFIX: &str = "j1.";
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The fragment, without `#`.
pub(super) fn encode(shared: &Work) -> String {
    let json = serde_json::to_string(shared).unwrap_or_default();
    let mut fragment = String::from(PREFIX);
    for chunk in json.as_bytes().chunks(3) {
        let bits =
            chunk.iter().enumerate().fold(0_usize, |bits, (at, &byte)| bits | usize::from(byte) << (16 - 8 * at));
        fragment.extend((0..=chunk.len()).map(|at| char::from(DIGITS[bits >> (18 - 6 * at) & 63])));
    }
    fragment
}

/// What the fragment of an address carries; `None` for any other fragment.
pub(super) fn decode(fragment: &str) -> Option<Work> {
    let digits = fragment.trim_start_matches('#').strip_prefix(PREFIX)?;
    let mut json = Vec::with_capacity(digits.len());
    for chunk in digits.as_bytes().chunks(4) {
        let mut bits = 0;
        for (at, &digit) in chunk.iter().enumerate() {
            bits |= DIGITS.iter().position(|&it| it == digit)? << (18 - 6 * at);
        }
        json.extend((1..chunk.len()).map(|at| u8::try_from(bits >> (24 - 8 * at) & 255).unwrap_or_default()));
    }
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_back() {
        for text in ["", "FROM a\n", "# é 𝄞\n", "ab", "abc", "abcd"] {
            let shared = Work { text: text.into(), ..Work::default() }.shared();
            let fragment = encode(&shared);
            assert!(fragment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{fragment}");
            assert_eq!(decode(&format!("#{fragment}")), Some(shared));
        }
    }

    #[test]
    fn other_fragments_are_not_ours() {
        for fragment in ["", "#", "#findings", "#j1.!", "#j1.AAAA", "#j1.A"] {
            assert_eq!(decode(fragment), None, "{fragment}");
        }
    }
}

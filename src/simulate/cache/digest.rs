//! The 128-bit digests that steps and files are known by.
//!
//! Not cryptographic: the engine compares what one person pasted with itself, nobody gains by a collision.

/// Stands for everything that went into it, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Digest(u128);

/// Takes in values one by one. Texts count with their length, so that `a`, `bc` and `ab`, `c` differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hasher {
    low: u64,
    high: u64,
}

/// Odd numbers without a pattern: digits of pi and of e.
const LOW_FACTOR: u64 = 0x243f_6a88_85a3_08d3;
const HIGH_FACTOR: u64 = 0xb7e1_5162_8aed_2a6b;

impl Digest {
    /// Starts a digest; `kind` keeps apart what has the same values but means something else.
    pub(super) fn of(kind: &str) -> Hasher {
        Hasher { low: LOW_FACTOR, high: HIGH_FACTOR }.text(kind)
    }

    /// The number itself, for sums of digests.
    pub(super) const fn value(self) -> u128 {
        self.0
    }
}

impl Hasher {
    pub(super) fn number(mut self, word: u64) -> Self {
        self.low = (self.low.rotate_left(23) ^ word).wrapping_mul(LOW_FACTOR);
        self.low ^= self.low >> 32;
        self.high = (self.high.rotate_left(41) ^ word).wrapping_mul(HIGH_FACTOR);
        self.high ^= self.high >> 29;
        self
    }

    pub(super) fn flag(self, flag: bool) -> Self {
        self.number(u64::from(flag))
    }

    pub(super) fn bytes(mut self, bytes: &[u8]) -> Self {
        self = self.number(bytes.len() as u64);
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            self = self.number(word.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)));
        }
        let rest = words.remainder();
        if rest.is_empty() { self } else { self.number(rest.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))) }
    }

    pub(super) fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    pub(super) fn optional(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.flag(true).text(text),
            None => self.flag(false),
        }
    }

    pub(super) fn texts<'t>(self, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let (hasher, count) = texts.into_iter().fold((self, 0), |(hasher, count), text| (hasher.text(text), count + 1));
        hasher.number(count)
    }

    pub(super) fn wide(self, number: u128) -> Self {
        let bytes = number.to_be_bytes();
        let (high, low) = bytes.split_at(8);
        let word = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
        self.number(word(high)).number(word(low))
    }

    pub(super) fn digest(self, digest: Digest) -> Self {
        self.wide(digest.0)
    }

    pub(super) fn digests(self, digests: impl IntoIterator<Item = Digest>) -> Self {
        let (hasher, count) =
            digests.into_iter().fold((self, 0), |(hasher, count), digest| (hasher.digest(digest), count + 1));
        hasher.number(count)
    }

    pub(super) fn finish(self) -> Digest {
        let low = scatter(self.low ^ self.high.rotate_left(32));
        let high = scatter(self.high.wrapping_add(low));
        Digest(u128::from(high) << 64 | u128::from(low))
    }
}

/// Lets every bit of the input change about half of the output.
const fn scatter(mut word: u64) -> u64 {
    word ^= word >> 33;
    word = word.wrapping_mul(0xff51_afd7_ed55_8ccd);
    word ^= word >> 33;
    word = word.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    word ^ (word >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn what_differs_has_another_digest() {
        let of = |texts: &[&str]| Digest::of("x").texts(texts.iter().copied()).finish();
        assert_ne!(of(&["a", "bc"]), of(&["ab", "c"]));
        assert_ne!(of(&["a"]), of(&["a", ""]));
        assert_ne!(Digest::of("x").finish(), Digest::of("y").finish());
        assert_ne!(Digest::of("x").optional(None).finish(), Digest::of("x").optional(Some("")).finish());
        assert_ne!(Digest::of("x").bytes(&[0]).finish(), Digest::of("x").bytes(&[0, 0]).finish());
        let many: HashSet<_> = (0..100_000).map(|number: u64| Digest::of("n").number(number).finish()).collect();
        assert_eq!(many.len(), 100_000);
    }
}

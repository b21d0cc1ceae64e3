//! Bits into bytes, each bit in as little room as its probability allows, and back: arithmetic coding.

use super::model::Model;

/// Ends what was written; no text in UTF-8 holds this byte.
pub(super) const END: u8 = 0xff;

/// The part of the number line that what was written so far has narrowed down to.
#[derive(Debug)]
struct Interval {
    low: u32,
    high: u32,
}

impl Interval {
    const fn new() -> Self {
        Self { low: 0, high: u32::MAX }
    }

    /// Where the interval is divided; bits that are set lie at or below.
    fn middle(&self, chance: u32) -> u32 {
        let width = u64::from(self.high - self.low);
        self.low + u32::try_from((width * u64::from(chance)) >> 12).unwrap_or_default()
    }

    fn narrow(&mut self, middle: u32, bit: bool) {
        if bit { self.high = middle } else { self.low = middle + 1 }
    }

    /// Takes the first byte out once both ends agree on it.
    fn take_byte(&mut self) -> Option<u8> {
        let [first, ..] = self.low.to_be_bytes();
        (first == self.high.to_be_bytes()[0]).then(|| {
            self.low <<= 8;
            self.high = self.high << 8 | 255;
            first
        })
    }
}

/// `bytes`, none of which is [`END`], as `model` foresees them.
pub(super) fn write(mut model: Model, bytes: &[u8]) -> Vec<u8> {
    let mut interval = Interval::new();
    let mut written = Vec::new();
    for byte in bytes.iter().copied().chain([END]) {
        for shift in (0..8).rev() {
            let bit = byte >> shift & 1 == 1;
            interval.narrow(interval.middle(model.chance()), bit);
            model.learn(bit);
            while let Some(byte) = interval.take_byte() {
                written.push(byte);
            }
        }
    }
    // The shortest number within the interval; the reader takes what is missing for zeros.
    for kept in 1..=4 {
        let zeros = u32::MAX.checked_shr(8 * kept).unwrap_or(0);
        if let Some(end) = interval.low.checked_add(zeros).map(|it| it & !zeros).filter(|it| *it <= interval.high) {
            written.extend(end.to_be_bytes().into_iter().take(kept as usize));
            break;
        }
    }
    written
}

/// What [`write`] was given; `None` if it has no end, or holds more than `most` bytes.
pub(super) fn read(mut model: Model, written: &[u8], most: usize) -> Option<Vec<u8>> {
    // Four bytes are looked at before they count.
    let mut rest = written.iter().copied().chain([0; 4]);
    let mut number = 0_u32;
    for _ in 0..4 {
        number = number << 8 | u32::from(rest.next()?);
    }
    let mut interval = Interval::new();
    let mut bytes = Vec::new();
    while bytes.len() <= most {
        let mut byte = 0;
        for _ in 0..8 {
            let middle = interval.middle(model.chance());
            let bit = number <= middle;
            interval.narrow(middle, bit);
            model.learn(bit);
            while interval.take_byte().is_some() {
                number = number << 8 | u32::from(rest.next()?);
            }
            byte = byte << 1 | u8::from(bit);
        }
        if byte == END {
            return Some(bytes);
        }
        bytes.push(byte);
    }
    None
}

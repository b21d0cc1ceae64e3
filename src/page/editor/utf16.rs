//! Browsers count text in UTF-16 units, the engine in UTF-8 bytes.

/// The byte at which the character at an offset in UTF-16 units starts; the end of the text for what lies behind it.
pub(crate) fn byte_of_unit(text: &str, unit: u32) -> usize {
    let mut left = unit as usize;
    for (at, char) in text.char_indices() {
        if left < char.len_utf16() {
            return at;
        }
        left -= char.len_utf16();
    }
    text.len()
}

/// The offset in UTF-16 units of one byte; see [`Units`] for many.
pub(crate) fn unit_of_byte(text: &str, byte: usize) -> u32 {
    Units::new(text).of_byte(byte)
}

/// Turns byte offsets of one text into UTF-16 units. A text of ASCII costs nothing.
#[derive(Debug)]
pub(crate) struct Units<'a> {
    text: &'a str,
    is_ascii: bool,
}

impl<'a> Units<'a> {
    /// For offsets in `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, is_ascii: text.is_ascii() }
    }

    /// The offset in UTF-16 units of the byte at `offset`.
    pub(crate) fn of_byte(&self, offset: usize) -> u32 {
        let units = if self.is_ascii {
            offset.min(self.text.len())
        } else {
            self.text.char_indices().take_while(|&(at, _)| at < offset).map(|(_, char)| char.len_utf16()).sum()
        };
        u32::try_from(units).unwrap_or(u32::MAX)
    }

    /// As [`Self::of_byte`] for many offsets in rising order, in one pass over the text.
    pub(crate) fn of_sorted_bytes(&self, offsets: impl Iterator<Item = usize>) -> impl Iterator<Item = u32> {
        let (mut byte, mut unit) = (0, 0);
        offsets.map(move |offset| {
            let offset = offset.clamp(byte, self.text.len());
            unit += if self.is_ascii {
                offset - byte
            } else {
                self.text.get(byte..offset).map_or(0, |text| text.encode_utf16().count())
            };
            byte = offset;
            u32::try_from(unit).unwrap_or(u32::MAX)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pass_finds_what_single_questions_find() {
        for text in ["FROM a", "é𝄞x", ""] {
            let units = Units::new(text);
            let all: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let sorted: Vec<u32> = units.of_sorted_bytes(all.iter().copied()).collect();
            assert_eq!(sorted, all.iter().map(|&at| units.of_byte(at)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn units_lead_back_to_bytes() {
        let text = "é𝄞x";
        let bytes: Vec<usize> = (0..6).map(|unit| byte_of_unit(text, unit)).collect();
        assert_eq!(bytes, [0, 2, 2, 6, 7, 7]);
        assert_eq!(unit_of_byte(text, 6), 3);
    }

    #[test]
    fn a_clef_takes_two_units() {
        assert_eq!(Units::new("é𝄞x").of_byte(6), 3);
        assert_eq!(Units::new("é𝄞x").of_byte(99), 4);
    }
}

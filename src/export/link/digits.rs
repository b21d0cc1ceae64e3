//! Base64 with the digits that an address may hold unescaped (RFC 4648, section 5), without padding.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes as digits: four for three bytes.
pub(super) fn write(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().enumerate().fold(0_usize, |bits, (at, &byte)| bits | usize::from(byte) << (16 - 8 * at));
        digits.extend((0..=chunk.len()).map(|at| char::from(DIGITS[bits >> (18 - 6 * at) & 63])));
    }
    digits
}

/// The bytes that the digits stand for; `None` where one of them is no digit.
pub(super) fn read(digits: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for chunk in digits.as_bytes().chunks(4) {
        let mut bits = 0;
        for (at, &digit) in chunk.iter().enumerate() {
            bits |= DIGITS.iter().position(|&it| it == digit)? << (18 - 6 * at);
        }
        bytes.extend((1..chunk.len()).map(|at| u8::try_from(bits >> (24 - 8 * at) & 255).unwrap_or_default()));
    }
    Some(bytes)
}

/// A number below 2¹⁸ as three digits.
pub(super) fn write_number(number: u32) -> String {
    [12, 6, 0]
        .map(|shift| char::from(DIGITS[usize::try_from(number >> shift & 63).unwrap_or_default()]))
        .iter()
        .collect()
}

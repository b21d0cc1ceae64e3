//! A ZIP archive of a few texts, stored as they are: a Dockerfile and its neighbours gain nothing from compression.
//!
//! Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", sections 4.3.7, 4.3.12 and 4.3.16.

/// Midnight of 1 January 1980, the first moment that the format knows: the same texts make the same archive.
const DATE: u16 = 1 << 5 | 1;

/// Names are UTF-8 (general purpose bit 11).
const FLAGS: u16 = 1 << 11;

/// Version 2.0 of the format is enough to read it.
const VERSION: u16 = 20;

/// The archive of these files: each name, with `/` between folders, and its content.
pub fn archive<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    let mut count: u16 = 0;
    for (name, content) in files {
        let offset = length(archive.len());
        let mut entry = Vec::new();
        for number in [VERSION, FLAGS, 0, 0, DATE] {
            entry.extend(number.to_le_bytes());
        }
        for number in [checksum(content), length(content.len()), length(content.len())] {
            entry.extend(number.to_le_bytes());
        }
        entry.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        entry.extend(0_u16.to_le_bytes());

        archive.extend(b"PK\x03\x04");
        archive.extend(&entry);
        archive.extend(name.as_bytes());
        archive.extend(content);

        directory.extend(b"PK\x01\x02");
        // Made on Unix, so that the mode below counts.
        directory.extend((3 << 8 | VERSION).to_le_bytes());
        directory.extend(&entry);
        for number in [0_u16, 0, 0] {
            directory.extend(number.to_le_bytes());
        }
        directory.extend((0o100_644_u32 << 16).to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
        count += 1;
    }
    let start = length(archive.len());
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06");
    for number in [0, 0, count, count] {
        archive.extend(number.to_le_bytes());
    }
    archive.extend(length(directory.len()).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend(0_u16.to_le_bytes());
    archive
}

fn length(length: usize) -> u32 {
    u32::try_from(length).expect("a project in memory is smaller than the format's 4 GiB")
}

/// CRC-32 (ISO 3309, reflected polynomial).
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| sum >> 1 ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_of_the_standard() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn the_directory_leads_to_every_file() {
        let archive = archive([("a", &b"one"[..]), ("d/é", b"")]);
        let end = archive.len() - 22;
        assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
        let number = |at: usize| u32::from_le_bytes([archive[at], archive[at + 1], archive[at + 2], archive[at + 3]]);
        let (size, start) = (number(end + 12) as usize, number(end + 16) as usize);
        assert_eq!(start + size, end);
        assert_eq!(&archive[start..start + 4], b"PK\x01\x02");
        assert_eq!(&archive[number(start + 42) as usize..][..4], b"PK\x03\x04");
        assert_eq!(&archive[30..34], b"aone");
    }
}

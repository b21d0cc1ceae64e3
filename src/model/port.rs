//! The words of `EXPOSE`: `port[-port][/protocol]`, with an address and a host port that the builder tolerates.
//!
//! Source: moby/buildkit (`dockerfile2llb/convert_expose.go`).

use std::fmt;
use std::net::IpAddr;

use crate::text::TextRange;

/// The protocols of a port.
pub const PROTOCOLS: &[&str] = &["tcp", "udp", "sctp"];

/// One word of `EXPOSE`, variables expanded. All ranges are bytes of the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// First port.
    pub first: u16,
    /// Last port, the same for a single one.
    pub last: u16,
    /// The protocol as written; `None` means TCP.
    pub protocol: Option<String>,
    /// Where the protocol stands.
    pub protocol_range: TextRange,
    /// Whether an address or a host port stands before the port.
    pub has_host: bool,
    /// Where the port and its protocol stand: all that the image keeps.
    pub kept: TextRange,
}

/// Why a word of `EXPOSE` is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortError {
    /// What is wrong.
    pub kind: PortErrorKind,
    /// The part that is wrong, in bytes of the word.
    pub range: TextRange,
}

/// The ways in which a word of `EXPOSE` can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortErrorKind {
    /// Nothing stands where the port should.
    Missing,
    /// No number from 0 to 65535, nor two with a dash between them.
    NoPort,
    /// The range ends before it starts.
    Backwards,
    /// A protocol other than TCP, UDP and SCTP.
    Protocol,
    /// What stands before the host port is no address.
    Address,
    /// The ranges of host and container are not of the same length.
    RangesDiffer,
}

impl fmt::Display for PortErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "a port is missing",
            Self::NoPort => "a port is a number from 0 to 65535, or a range such as 8000-8010",
            Self::Backwards => "the range ends before it starts",
            Self::Protocol => "the protocol must be tcp, udp or sctp",
            Self::Address => "this is no IP address; EXPOSE takes only the port of the container",
            Self::RangesDiffer => "the port ranges of host and container are not of the same length",
        })
    }
}

impl Port {
    /// Reads a word.
    pub fn parse(word: &str) -> Result<Self, PortError> {
        let error = |kind, start, end| Err(PortError { kind, range: TextRange::new(start, end) });
        let kept_start = word.rfind(':').map_or(0, |at| at + 1);
        let (ports, protocol) = match word[kept_start..].split_once('/') {
            Some((ports, protocol)) => (ports, Some(protocol).filter(|it| !it.is_empty())),
            None => (&word[kept_start..], None),
        };
        let ports_end = kept_start + ports.len();
        if ports.is_empty() {
            return error(PortErrorKind::Missing, kept_start, word.len());
        }
        let protocol_range = match protocol {
            Some(protocol) => TextRange::new(word.len() - protocol.len(), word.len()),
            None => TextRange::empty(word.len()),
        };
        if protocol.is_some_and(|it| PROTOCOLS.iter().all(|known| !known.eq_ignore_ascii_case(it))) {
            return Err(PortError { kind: PortErrorKind::Protocol, range: protocol_range });
        }
        let host = word[..kept_start].strip_suffix(':').unwrap_or_default();
        let (address, host_ports) = host.rsplit_once(':').unwrap_or(("", host));
        if !address.is_empty() && !is_address(address) {
            return error(PortErrorKind::Address, 0, address.len());
        }
        let read = |text, start: usize| {
            range(text).map_err(|kind| PortError { kind, range: TextRange::new(start, start + text.len()) })
        };
        let (first, last) = read(ports, kept_start)?;
        if !host_ports.is_empty() {
            let (from, to) = read(host_ports, host.len() - host_ports.len())?;
            if last - first != to - from && first != last {
                return error(PortErrorKind::RangesDiffer, 0, ports_end);
            }
        }
        let kept = TextRange::new(kept_start, word.len());
        let has_host = !(address.is_empty() && host_ports.is_empty());
        Ok(Self { first, last, protocol: protocol.map(str::to_owned), protocol_range, has_host, kept })
    }
}

/// An address; one of version 6 may stand in brackets.
fn is_address(text: &str) -> bool {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse::<IpAddr>().is_ok()
}

fn range(text: &str) -> Result<(u16, u16), PortErrorKind> {
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten().ok_or(PortErrorKind::NoPort)
    };
    let (first, last) = match text.split_once('-') {
        Some((first, last)) => (number(first)?, number(last)?),
        None => (number(text)?, number(text)?),
    };
    if last < first { Err(PortErrorKind::Backwards) } else { Ok((first, last)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ports() {
        for word in ["80", "0", "65535/udp", "1-65535", "80/", "80/TCP", "8000-8001/Sctp", "007"] {
            assert!(Port::parse(word).is_ok_and(|port| !port.has_host), "{word}");
        }
        for word in ["127.0.0.1:80:80", "[::1]:80:80", "::1:80:80", "80:80", "90-95:80", "80-81:90-91", "1.2.3.4::80"] {
            assert!(Port::parse(word).is_ok_and(|port| port.has_host), "{word}");
        }
        let port = Port::parse("5000:80/TCP").expect("a port");
        assert_eq!((port.kept, port.protocol_range), (TextRange::new(5, 11), TextRange::new(8, 11)));
    }

    #[test]
    fn says_what_is_wrong() {
        let cases = [
            ("abc", PortErrorKind::NoPort, "abc"),
            ("70000", PortErrorKind::NoPort, "70000"),
            ("-1", PortErrorKind::NoPort, "-1"),
            ("+1", PortErrorKind::NoPort, "+1"),
            ("1-2-3", PortErrorKind::NoPort, "1-2-3"),
            ("90-80", PortErrorKind::Backwards, "90-80"),
            ("80/foo", PortErrorKind::Protocol, "foo"),
            ("/tcp", PortErrorKind::Missing, "/tcp"),
            ("80:", PortErrorKind::Missing, ""),
            ("host:80:81", PortErrorKind::Address, "host"),
            ("x:81", PortErrorKind::NoPort, "x"),
            ("80-82:90-91", PortErrorKind::RangesDiffer, "80-82:90-91"),
        ];
        for (word, kind, part) in cases {
            let error = Port::parse(word).expect_err(word);
            assert_eq!((error.kind, error.range.of(word)), (kind, part), "{word}");
        }
    }
}

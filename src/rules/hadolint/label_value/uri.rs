//! Absolute addresses by RFC 3986.

/// Whether the text is a scheme and what may follow it, to the last character.
pub(in crate::rules) fn is_valid(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let (rest, fragment) = rest.split_once('#').map_or((rest, ""), |(rest, fragment)| (rest, fragment));
    let (hierarchy, query) = rest.split_once('?').map_or((rest, ""), |(rest, query)| (rest, query));
    let is_path = match hierarchy.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            is_authority(authority) && consists_of(path, ":@/")
        }
        None => consists_of(hierarchy, ":@/"),
    };
    is_scheme(scheme) && is_path && consists_of(query, ":@/?") && consists_of(fragment, ":@/?")
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// `user@host:port`, of which each part may be empty.
fn is_authority(text: &str) -> bool {
    let (user, place) = text.split_once('@').map_or(("", text), |(user, place)| (user, place));
    let (host, port) = match place.strip_prefix('[') {
        Some(rest) => {
            let Some((address, port)) = rest.split_once(']') else { return false };
            if !is_literal_address(address) {
                return false;
            }
            ("", port)
        }
        None => place.split_at(place.find(':').unwrap_or(place.len())),
    };
    let is_port =
        port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    consists_of(user, ":") && consists_of(host, "") && is_port
}

/// What stands in brackets: an IPv6 address, with a zone perhaps, or an address of a later version.
fn is_literal_address(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix(['v', 'V']) {
        return rest.split_once('.').is_some_and(|(version, address)| {
            let is_hexadecimal = version.bytes().all(|byte| byte.is_ascii_hexdigit());
            !version.is_empty() && is_hexadecimal && !address.is_empty() && consists_of(address, ":")
        });
    }
    let (address, zone) = text.split_once("%25").map_or((text, "x"), |(address, zone)| (address, zone));
    address.parse::<std::net::Ipv6Addr>().is_ok() && !zone.is_empty() && consists_of(zone, "")
}

/// Whether the text consists of unreserved characters, `%41`, the signs that separate values, and `more`.
fn consists_of(text: &str, more: &str) -> bool {
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        let is_plain = c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=".contains(c) || more.contains(c);
        let mut is_digit = || characters.next().is_some_and(|c| c.is_ascii_hexdigit());
        if !(is_plain || (c == '%' && is_digit() && is_digit())) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for text in [
            "http://x",
            "a:b",
            "http:",
            "HTTP://u:p@x:80/a%20b?c=/?#d",
            "http://[::1]:80",
            "http://[v1.a]",
            "http://:80",
            "urn:a:b",
            "x.y:80/z",
            "http://x/!$&'()*+,;=:@~-._",
            "http://[::1%25eth]",
        ] {
            assert!(is_valid(text), "{text}");
        }
        for text in [
            "",
            "x",
            "//x",
            "1a:b",
            "http://x y",
            "http://x/é",
            "http://x:y",
            "http://x/%2",
            "http://x#a#b",
            "http://[x]",
            "http://[::1",
            "http://a@b@c",
            "http://x/[]",
            "http://[1.2.3.4]",
            "${X}://a",
        ] {
            assert!(!is_valid(text), "{text}");
        }
    }
}

//! Names of signals, as STOPSIGNAL takes them.
//!
//! Source: moby/sys (`signal_linux.go`).

/// Signals of Linux, without `SIG` and the real-time ones.
const NAMES: &[&str] = &[
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL",
    "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1",
    "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
];

/// Whether the builder takes it: any number but 0, or a name in any case with or without `SIG`.
pub(super) fn is_known(signal: &str) -> bool {
    if let Ok(number) = signal.parse::<i64>() {
        return number != 0;
    }
    let upper = signal.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    let is_step = |text: &str, most: u8| {
        let is_plain = !text.starts_with(['0', '+']);
        is_plain && text.parse().is_ok_and(|number: u8| (1..=most).contains(&number))
    };
    match (name.strip_prefix("RTMIN"), name.strip_prefix("RTMAX")) {
        (Some(""), _) | (_, Some("")) => true,
        (Some(rest), _) => rest.strip_prefix('+').is_some_and(|rest| is_step(rest, 15)),
        (_, Some(rest)) => rest.strip_prefix('-').is_some_and(|rest| is_step(rest, 14)),
        _ => NAMES.contains(&name),
    }
}

/// The signal whose name is nearest, with `SIG`.
pub(super) fn nearest(signal: &str) -> Option<String> {
    let upper = signal.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    crate::syntax::nearest(name, NAMES.iter().copied()).map(|near| format!("SIG{near}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        for good in ["SIGTERM", "sigint", "QUIT", "9", "999", "-1", "SIGRTMIN+3", "RTMAX-14", "RTMAX", "rtmin"] {
            assert!(is_known(good), "{good}");
        }
        for bad in ["0", "", "SIG", "FOO", "A B", "SIGRTMIN+16", "RTMAX-0", "RTMIN+03", "SIGSIGTERM"] {
            assert!(!is_known(bad), "{bad}");
        }
        assert_eq!(nearest("SIGTREM").as_deref(), Some("SIGTERM"));
    }
}

//! The value of `--chmod`: octal, or symbolic as for chmod(1).
//!
//! Source: moby/buildkit (`convert_copy.go`) and tonistiigi/dchapes-mode.

/// Whether the builder takes the mode.
pub(super) fn is_valid(mode: &str) -> bool {
    if mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte)) {
        return u32::from_str_radix(mode, 8).is_ok_and(|bits| bits <= 0o7777);
    }
    mode.split(',').all(is_clause)
}

/// Whose bits, then at least one operator with what it sets: `u=rwX`, `go+r-w`.
fn is_clause(clause: &str) -> bool {
    let operations = clause.trim_start_matches(['a', 'u', 'g', 'o']);
    let is_operator = |c: char| matches!(c, '+' | '-' | '=');
    let permissions = ['r', 'w', 'x', 'X', 's', 't', 'u', 'g', 'o'];
    operations.starts_with(is_operator) && operations.chars().all(|c| is_operator(c) || permissions.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn octal_and_symbolic() {
        for good in ["755", "0644", "7777", "u=rwX,go=rX", "+x", "go=", "a+r-w", "u=g", "=rw,+X", "00000755"] {
            assert!(is_valid(good), "{good}");
        }
        for bad in ["999", "17777", "zz", "u", "u=q", "u=r,", ",u=r", "7x", "-rwxr-xr-x!", "777777777777777"] {
            assert!(!is_valid(bad), "{bad}");
        }
    }
}

//! Which values are covered until somebody asks for them.

/// Parts of names that promise a secret.
const PARTS: [&str; 11] = [
    "SECRET",
    "PASSWORD",
    "PASSWD",
    "TOKEN",
    "APIKEY",
    "API_KEY",
    "PRIVATE_KEY",
    "ACCESS_KEY",
    "CREDENTIAL",
    "_DSN",
    "_AUTH",
];

/// What stands in the place of a covered value, whatever its length.
pub(super) const COVER: &str = "••••••••";

/// Whether the variable, by its name, or one of its values looks like a secret.
pub(super) fn is_secret<'a>(name: &str, values: impl IntoIterator<Item = &'a str>) -> bool {
    let name = name.to_ascii_uppercase();
    PARTS.iter().any(|part| name.contains(part)) || values.into_iter().any(has_password)
}

/// `scheme://user:password@host`.
fn has_password(value: &str) -> bool {
    let Some((_, rest)) = value.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit_once('@').is_some_and(|(user, _)| user.split_once(':').is_some_and(|(_, it)| !it.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn names_and_urls_give_secrets_away() {
        for name in ["DB_PASSWORD", "api_token", "AWS_SECRET_ACCESS_KEY", "STRIPE_API_KEY"] {
            assert!(is_secret(name, []), "{name}");
        }
        assert!(is_secret("DATABASE_URL", ["postgres://u:p@h/db"]));
        for (name, value) in [("DATABASE_URL", "postgres://h/a:b@c"), ("FLASK_ENV", "x"), ("KEYBOARD", "de")] {
            assert!(!is_secret(name, [value]), "{name}");
        }
    }
}

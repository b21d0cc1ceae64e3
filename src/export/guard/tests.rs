use super::*;

#[track_caller]
fn check(text: &str, wanted: &[(&str, &str)]) {
    let found = scan(text);
    let found: Vec<_> = found.iter().map(|it| (it.what.as_str(), it.range.of(text))).collect();
    assert_eq!(found, wanted, "{text}");
    assert_eq!(scan(&redact(text)), [], "{}", redact(text));
}

/// A text that only looks like a secret, put together here so that no scanner stumbles over this file.
fn made(prefix: &str, length: usize) -> String {
    prefix.to_owned() + &"Ab3dEf6hIj9kLm0p".repeat(10)[..length]
}

#[test]
fn tokens_are_known_by_their_form() {
    let tokens = [
        (made("AKIA", 16).to_ascii_uppercase(), "an access key of AWS"),
        (made("ghp_", 36), "a token of GitHub"),
        (made("github_pat_", 60), "a token of GitHub"),
        (made("glpat-", 20), "a token of GitLab"),
        (made("npm_", 36), "a token of npm"),
        (made("sk_live_", 24), "a key of Stripe"),
        (made("eyJ", 80), "a signed token (JWT)"),
    ];
    for (token, what) in &tokens {
        check(&format!("RUN curl -H 'Authorization: Bearer {token}' é\n"), &[(what, token)]);
        check(&format!("ENV SOME_TOKEN={token}"), &[(what, token)]);
    }
    check("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AKIA", &[]);
}

#[test]
fn passwords_have_names() {
    check("ENV DB_PASSWORD=hunter2 A=1", &[("the value of `DB_PASSWORD`", "hunter2")]);
    check("ENV DB_PASSWORD hunter2", &[("the value of `DB_PASSWORD`", "hunter2")]);
    check("ARG apiKey=\"a b\"", &[("the value of `apiKey`", "a b")]);
    check("\"dbPassword\": \"hunter2\",", &[("the value of `dbPassword`", "hunter2")]);
    check("  - SECRET_KEY: hunter2", &[("the value of `SECRET_KEY`", "hunter2")]);
    check("RUN login --password hunter2 --user me", &[("the value of `password`", "hunter2")]);
    check("RUN login --auth-token=hunter2&&true", &[("the value of `auth-token`", "hunter2")]);
    check("AWS_SECRET_ACCESS_KEY = 'abc'", &[("the value of `AWS_SECRET_ACCESS_KEY`", "abc")]);
    check(
        "POSTGRES_PASSWORD=a\r\nB_TOKEN=c\r\n",
        &[("the value of `POSTGRES_PASSWORD`", "a"), ("the value of `B_TOKEN`", "c")],
    );
}

#[test]
fn what_leads_to_a_secret_is_none() {
    for text in [
        "ENV PASSWORD_FILE=/run/secrets/db",
        "ENV DB_PASSWORD=$DB_PASSWORD TOKEN=${TOKEN:-}",
        "ARG NPM_TOKEN",
        "RUN --mount=type=secret,id=npm_token cat /run/secrets/npm_token",
        "ENV PWD=/app AUTH_TOKEN_URL=https://x.y",
        "DB_PASSWORD=changeme\nDB_PASSWORD=<password>\nDB_PASSWORD=your-password\nDB_PASSWORD=",
        "RUN echo password is not here",
        "# Set the token: see the manual",
        "ENV COMPASS=1 TOKENIZER=fast",
        "if token == other",
        "env:\n  API_KEY: ${API_KEY}",
    ] {
        let found = scan(text);
        let harmless = text.starts_with("# Set");
        assert_eq!(found.is_empty(), !harmless, "{text}: {found:?}");
    }
}

#[test]
fn addresses_hold_passwords() {
    check("ENV DATABASE_URL=postgres://user:hunter2@db:5432/app?ssl=1", &[("the password in an address", "hunter2")]);
    check("RUN git clone https://me:p@ss@example.com/x.git", &[("the password in an address", "p@ss")]);
    check("ENV A=https://host:80/a@b B=postgres://user:$PASSWORD@db C=https://me@host", &[]);
}

#[test]
fn private_keys_are_taken_out_whole() {
    let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabcd\n-----END RSA PRIVATE KEY-----\n";
    check(key, &[("a private key", "MIIE\nabcd")]);
    assert_eq!(redact(key), "-----BEGIN RSA PRIVATE KEY-----\nYOUR_PRIVATE_KEY\n-----END RSA PRIVATE KEY-----\n");
    check("-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n", &[]);
}

#[test]
fn every_text_of_a_payload_is_looked_at() {
    let settings = serde_json::json!({"files": {".env": "A=1\nDB_PASSWORD=hunter2-and-more\n"}, "panel": "rebuild"});
    let serde_json::Value::Object(settings) = settings else { unreachable!("it is an object") };
    let payload = Payload { dockerfile: "FROM a\nENV API_KEY=abc\n".to_owned(), settings };
    let found: Vec<_> = scan_payload(&payload).into_iter().map(|it| (it.place, it.line, it.hint)).collect();
    let wanted = [("Dockerfile", 2, "a… (3 characters)"), (".env", 2, "hunt… (16 characters)")];
    assert_eq!(found, wanted.map(|(place, line, hint)| (place.to_owned(), line, hint.to_owned())));
    assert_eq!(scan_payload(&redact_payload(&payload)), []);
}

#[test]
fn time_is_linear() {
    for part in ["PASSWORD=", "://a:", "-----BEGIN PRIVATE KEY-----", "a\u{e9}", "ghp_", "\"\"", "TOKEN "] {
        let found = scan(&part.repeat(40_000));
        assert!(found.len() < 400_000, "{part}");
    }
}

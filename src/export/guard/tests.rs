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

/// The redacted file has the same instructions, no trace of the secrets, and nothing more to ask about.
#[track_caller]
fn leaves_nothing(text: &str, secrets: &[&str]) {
    assert!(!scan_dockerfile(text).is_empty(), "nobody asks about {text}");
    let redacted = redact_dockerfile(text);
    for secret in secrets {
        assert!(text.contains(secret) && !redacted.contains(secret), "{secret} is in {redacted}");
    }
    let (before, after) = (crate::syntax::parse(text), crate::syntax::parse(&redacted));
    let keywords = |tree: &SyntaxTree| -> Vec<_> {
        tree.instructions.iter().map(|it| (it.keyword, it.first_line, it.last_line, it.pairs().len())).collect()
    };
    assert_eq!(keywords(&before), keywords(&after), "{redacted}");
    assert_eq!(before.errors.len(), after.errors.len(), "{redacted}");
    assert_eq!(scan_dockerfile(&redacted), [], "{redacted}");
}

#[test]
fn values_of_every_spelling_are_taken_out_whole() {
    for (text, secret) in [
        ("ENV DB_PASSWORD=hunter2\\ tail A=1\n", "tail"),
        ("ENV DB_PASSWORD=\"hunter2;tail,x\" A=1\n", "tail"),
        ("ENV DB_PASSWORD='hunter2\"tail'\n", "tail"),
        ("ENV DB_PASSWORD=\"hunter2\\\"tail\"\n", "tail"),
        ("ENV DB_PASSWORD hunter2 and its tail\n", "tail"),
        ("ENV DB_PASSWORD=\\\n  hunter2\n", "hunter2"),
        ("ENV A=1 \\\n# a comment\n  DB_PASSWORD=hun\\\nter2tail \\\n  B=2\n", "tail"),
        ("ENV DB_PASSWORD=\"hunter2\\\ntail\"\n", "tail"),
        ("ARG DB_PASSWORD='hunter2 tail'\n", "tail"),
        ("LABEL api_key=\"hunter2 tail\"\n", "tail"),
        ("RUN export DB_PASSWORD='hunter2 tail;' && x\n", "tail"),
        ("RUN export DB_PASSWORD=hunter2\\ tail && x\n", "tail"),
        ("RUN curl -u \\\n  me:hunter2 https://a\n", "hunter2"),
        ("RUN curl -u me:hun\\\nter2tail https://a\n", "tail"),
        ("RUN app --password \\\n    hunter2tail\n", "tail"),
        ("RUN chpasswd <<EOF\nroot:hunter2 tail\nEOF\n", "tail"),
        ("RUN <<EOF\ncurl -u me:hunter2 \\\n  https://a\nEOF\n", "hunter2"),
        ("CMD [\"app\", \"--password\", \"hunter2 tail\"]\n", "tail"),
        ("CMD [\"app\", \"--password=hunter2\\\"tail\"]\n", "tail"),
        ("ENTRYPOINT [\"sh\", \"-c\", \"curl -u 'me:hunter2 tail' https://a\"]\n", "tail"),
        ("HEALTHCHECK CMD redis-cli -a hunter2 ping\n", "hunter2"),
        ("# escape=`\nENV DB_PASSWORD=`\nhunter2\n", "hunter2"),
        ("ENV A_TOKEN=\"hunter2 `tail`\"\r\nRUN true\r\n", "tail"),
        ("RUN sh -c \"mysql -phunter2tail -e 'select 1'\"\n", "tail"),
        (
            "RUN echo -----BEGIN RSA PRIVATE KEY-----\\n\\\nMIIEtail\\n\\\n-----END RSA PRIVATE KEY----- > k\n",
            "MIIEtail",
        ),
    ] {
        leaves_nothing(text, &[secret]);
    }
}

#[test]
fn scripts_are_looked_at_word_by_word() {
    check("#!/bin/sh\ncurl -u me:hunter2 https://a\n", &[("a password for `curl`", "hunter2")]);
    check("#!/bin/sh\ncurl -u \"me:$PASS\" https://a\n", &[]);
}

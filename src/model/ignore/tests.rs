use super::*;

/// File (`|` for line breaks), path, and whether it is excluded.
const CASES: &[(&str, &str, bool)] = &[
    ("", "a", false),
    ("# a", "# a", false),
    (" # a", "# a", true),
    ("a", "a", true),
    ("a", "b", false),
    ("a", "a/b/c", true),
    ("a", "b/a", false),
    ("a", "ab", false),
    ("/a", "a", true),
    ("//a", "a", true),
    ("./a", "a", true),
    ("a/", "a", true),
    ("a/", "a/b", true),
    ("a/.", "a/b", true),
    ("a/../b", "b", true),
    ("../a", "a", false),
    ("  a  ", "a", true),
    ("\ta\t", "a", true),
    ("a b", "a b", true),
    ("a\r|b\r", "b", true),
    ("\u{feff}a", "a", true),
    ("\u{feff}# a|b", "b", true),
    ("x|\u{feff}a", "a", false),
    (".", "a", false),
    ("/", "a", false),
    ("*", "a", true),
    ("*", ".a", true),
    ("*", "a/b", true),
    ("*.md", "a.md", true),
    ("*.md", ".md", true),
    ("*.md", "d/a.md", false),
    ("*.md", "a.md/b", true),
    ("*.md", "a.mdx", false),
    ("*/a", "d/a", true),
    ("*/a", "a", false),
    ("*/a", "d/e/a", false),
    ("*/a*", "d/ab", true),
    ("*/*/a*", "d/e/ab/c", true),
    ("a?", "ab", true),
    ("a?", "a", false),
    ("a?b", "a/b", false),
    ("?", "é", true),
    ("**", "a/b", true),
    ("**", ".git", true),
    ("**/", "a", true),
    ("**/a", "a", true),
    ("**/a", "d/e/a", true),
    ("**/a", "d/a/f", true),
    ("**/a", "ba", false),
    ("**/*.md", "a.md", true),
    ("**/*.md", "d/e/a.md", true),
    ("**/*", "a", true),
    ("**a", "ba", true),
    ("**a", "d/ba", true),
    ("**.md", "d/x.md", true),
    ("***", "a/b", true),
    ("a/**", "a/b", true),
    ("a/**", "a/b/c", true),
    ("a/**", "a", false),
    ("a/**", "ab", false),
    ("a**", "ab", true),
    ("a**", "ab/c", true),
    ("a/**/b", "a/b", true),
    ("a/**/b", "a/x/y/b", true),
    ("a/**/b", "axb", false),
    ("a**b", "a/x/b", true),
    ("a**b", "ab", true),
    ("a**b", "axb", false),
    ("**/a/**", "x/a/y", true),
    ("**/a/**", "a/y", true),
    ("**/a/**", "a", false),
    ("**/**/a", "a", true),
    ("**/a/*.txt", "d/a/x.txt", true),
    ("**/a/*.txt", "d/a/e/x.txt", false),
    ("[ab]", "b", true),
    ("[ab]", "c", false),
    ("[a-c]x", "bx", true),
    ("[^a]", "b", true),
    ("[^a]", "a", false),
    ("[!a]", "!", true),
    ("a[^b]c", "a/c", true),
    ("[\\]]", "]", true),
    ("a]", "a]", true),
    ("\\*", "*", true),
    ("\\*", "a", false),
    ("\\#a", "#a", true),
    ("\\!a", "!a", true),
    ("a\\b", "ab", true),
    ("a.b", "axb", false),
    ("a+(b)|", "a+(b)", true),
    ("a$", "a$", true),
    ("^a", "^a", true),
    ("^a*", "^ab", false),
    ("^a*", "ab", true),
    ("{a,b}", "a", false),
    ("a|!a", "a", false),
    ("!a|a", "a", true),
    ("*|!a", "a/b", false),
    ("*|!a", "b", true),
    ("*|! a ", "a", false),
    ("*|!/a", "a", false),
    ("d|!d/a", "d/a", false),
    ("d|!d/a", "d/b", true),
    ("d|!d/a|d/a/x", "d/a/x", true),
    ("d|!d/a|d/a/x", "d/a/y", false),
    ("*.md|!README*.md|README-secret.md", "README-secret.md", true),
    ("*.md|README-secret.md|!README*.md", "README-secret.md", false),
    ("d/a|!d", "d/a", true),
    ("*|!d|d/x", "d/x", true),
    ("*|!d|d/x", "d/y", false),
    ("/!a", "a", false),
    ("*|/!a", "a", false),
    ("*|!!a", "!a", false),
    ("**/node_modules|!keep/node_modules", "keep/node_modules/x", false),
    ("*|!*.py|!requirements.txt", "app.py", false),
    ("*|!*.py|!requirements.txt", "lib/app.py", true),
    ("*|!**/*.py", "lib/app.py", false),
];

fn text(file: &str) -> String {
    file.replace('|', "\n")
}

#[test]
fn decides() {
    for (file, path, expected) in CASES {
        let decision = IgnoreFile::parse(&text(file)).decide(path);
        assert_eq!(decision.excluded, *expected, "{file:?} on {path:?}: {decision:?}");
    }
    assert!(CASES.len() >= 80, "{}", CASES.len());
}

#[test]
fn a_walk_agrees_with_single_decisions() {
    let paths: Vec<&str> = CASES.iter().map(|(_, path, _)| *path).collect();
    for (file, ..) in CASES {
        let file = IgnoreFile::parse(&text(file));
        let mut walk = file.walk();
        for path in &paths {
            assert_eq!(walk.decide(path), file.decide(path), "{path}");
        }
    }
}

#[test]
fn tells_the_line_that_decided() {
    let file = IgnoreFile::parse("# all\n*\n\n!src\nsrc/*.log\n*.tmp\n");
    let line = |path| file.decide(path).line;
    assert_eq!(line("a"), Some(2));
    assert_eq!(line("a.tmp"), Some(2));
    assert_eq!(line("src/main.rs"), Some(4));
    assert_eq!(line("src/x.log"), Some(5));
    assert_eq!(line(""), None);
    assert_eq!(IgnoreFile::parse("a").decide("./a/").line, Some(1));
    assert!(file.has_exclusions());
    let rules: Vec<_> = file.rules().iter().map(|rule| (rule.line, rule.pattern(), rule.is_exclusion)).collect();
    assert_eq!(rules, [(2, "*", false), (4, "src", true), (5, "src/*.log", false), (6, "*.tmp", false)]);
}

#[test]
fn wrong_lines_are_reported() {
    use IgnoreErrorKind::{BadPattern, BareExclamation};
    let text = "ok\n!\n  a[\nb\\\n! /\n[z-a]\n[]\n! ";
    let file = IgnoreFile::parse(text);
    let found: Vec<_> = file.errors().iter().map(|error| (error.line, error.kind, error.range.of(text))).collect();
    let expected = [
        (2, BareExclamation, "!"),
        (3, BadPattern, "a["),
        (4, BadPattern, "b\\"),
        (5, BareExclamation, "! /"),
        (6, BadPattern, "[z-a]"),
        (7, BadPattern, "[]"),
        (8, BareExclamation, "!"),
    ];
    assert_eq!(found, expected);
    assert_eq!(file.rules().len(), 1);
    assert!(!file.has_exclusions());
}

#[test]
fn judges_copy_sources_like_the_build_check() {
    let cases = [
        ("Dockerfile", "Dockerfile", true),
        ("Dockerfile", "./Dockerfile", true),
        ("Dockerfile", "/Dockerfile", false),
        ("foobar", "Dockerfile", false),
        ("d", "d/e/f", true),
        ("**|!Dockerfile", "./Dockerfile", false),
        ("**|!Dockerfile", ".", false),
        (".*", ".", false),
        ("*", ".", true),
        ("**", "/", true),
        ("**/*", "./", true),
        ("?", ".", false),
        ("*.py", "*.py", true),
        ("*.py", "a*.py", true),
        ("a.py", "*.py", false),
        ("**/x", "/app/x", true),
        ("# none", "a", false),
    ];
    for (file, source, expected) in cases {
        let file = IgnoreFile::parse(&text(file));
        assert_eq!(file.line_that_ignores_source(source).is_some(), expected, "{source} in {file:?}");
    }
    assert_eq!(IgnoreFile::parse("a\n\nb").line_that_ignores_source("b/c"), Some(3));
}

#[test]
fn hard_patterns_take_little_time() {
    let path = "a".repeat(3_000);
    for pattern in ["*a".repeat(500) + "b", "**/a".repeat(200) + "b", "[a-z]*".repeat(300) + "1"] {
        assert!(!IgnoreFile::parse(&pattern).decide(&path).excluded, "{pattern}");
    }
}

proptest::proptest! {
    #[test]
    fn any_file_is_survived(text in "[ab*?!/.#^ \\[\\]\\\\\n-]{0,40}", path in "[ab/.*\\[-]{0,12}") {
        let file = IgnoreFile::parse(&text);
        let _ = (file.decide(&path), file.line_that_ignores_source(&path));
        for range in file.rules().iter().map(|rule| rule.range).chain(file.errors().iter().map(|error| error.range)) {
            proptest::prop_assert_eq!(range.of(&text).trim(), range.of(&text));
        }
    }
}

#[test]
fn a_path_is_named_whatever_stands_in_it() {
    for path in [".env", "a b/c.pem", "[id]/.env", "a*?.key", "#x", "!x", "a\\b", "keys/{x}^$.pem"] {
        let line = literal_pattern(path).unwrap_or_else(|| panic!("{path}"));
        let file = IgnoreFile::parse(&line);
        assert!(file.decide(path).excluded && file.errors().is_empty(), "{line}");
        assert!(!file.decide("xa/b").excluded && !file.decide("i/.env").excluded, "{line}");
    }
    assert_eq!(literal_pattern(" x "), None);
}

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use super::*;

/// A recorded case of BuildKit's shell.
#[derive(Deserialize)]
struct Case {
    id: String,
    #[serde(default)]
    platform: String,
    input: String,
    env: BTreeMap<String, String>,
    expected: Option<serde_json::Value>,
    error: Option<String>,
    error_text_contains: Option<String>,
    matched: Option<Vec<String>>,
    unmatched: Option<Vec<String>>,
}

/// The recorded cases, or none with a note where the shared data is absent.
fn recorded(name: &str) -> Vec<Case> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let paths = ["../shared/conformance", "../../shared/conformance"].map(|path| root.join(path).join(name));
    let Some(text) = paths.iter().find_map(|path| std::fs::read_to_string(path).ok()) else {
        println!("skipped: no {name} beside the repository");
        return Vec::new();
    };
    serde_json::from_str(&text).expect("the recorded cases are JSON of the shape above")
}

fn lookup<'v>(case: &'v Case, name: &str) -> Option<&'v str> {
    let same = |key: &str| if case.platform == "windows" { key.eq_ignore_ascii_case(name) } else { key == name };
    case.env.iter().find(|(key, _)| same(key)).map(|(_, value)| value.as_str())
}

fn recorded_name(kind: &ExpandErrorKind) -> &'static str {
    match kind {
        ExpandErrorKind::UnterminatedSingleQuote => "unterminated-single-quote",
        ExpandErrorKind::UnterminatedDoubleQuote => "unterminated-double-quote",
        ExpandErrorKind::MissingBrace => "missing-brace",
        ExpandErrorKind::MissingSlash => "missing-slash",
        ExpandErrorKind::BadSubstitution => "bad-substitution",
        ExpandErrorKind::UnsupportedModifier(_) => "unsupported-modifier",
        ExpandErrorKind::Required { message: Some(_), .. } => "required-with-message",
        ExpandErrorKind::Required { is_empty: true, .. } => "required-empty",
        ExpandErrorKind::Required { .. } => "required-unset",
        ExpandErrorKind::BadPattern(_) => "bad-pattern",
        ExpandErrorKind::TooDeep | ExpandErrorKind::TooLarge => "limit",
    }
}

fn sorted(names: &[String]) -> Vec<String> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

#[test]
fn expands_like_the_recorded_builder() {
    for case in recorded("expand-word.json") {
        let get = |name: &str| lookup(&case, name);
        match expand_word(&case.input, '\\', &get) {
            Ok(expansion) => {
                assert_eq!(Some(expansion.text.into()), case.expected, "{}: {}", case.id, case.input);
                for (ours, theirs) in [(expansion.used, case.matched), (expansion.unset, case.unmatched)] {
                    assert!(theirs.is_none_or(|names| sorted(&names) == sorted(&ours)), "{}: {ours:?}", case.id);
                }
            }
            Err(error) => {
                assert_eq!(Some(recorded_name(&error.kind)), case.error.as_deref(), "{}: {}", case.id, case.input);
                let part = case.error_text_contains.unwrap_or_default();
                assert!(error.to_string().contains(&part), "{}: {error}", case.id);
            }
        }
    }
}

#[test]
fn splits_like_the_recorded_builder() {
    for case in recorded("expand-words.json") {
        let get = |name: &str| lookup(&case, name);
        match expand_words(&case.input, '\\', &get) {
            Ok(expanded) => assert_eq!(Some(expanded.words.into()), case.expected, "{}", case.id),
            Err(error) => {
                let name = recorded_name(&error.kind);
                assert_eq!(case.error.as_deref(), Some("unterminated-quote"), "{}: {name}", case.id);
                assert!(name.ends_with("-quote"), "{}: {name}", case.id);
            }
        }
    }
}

fn value(name: &str) -> Option<&'static str> {
    match name {
        "A" => Some("abcabc"),
        "EMPTY" => Some(""),
        "PATH" => Some("/usr/bin:/bin"),
        "LINES" => Some("one\ntwo"),
        "DOLLAR" => Some("$0"),
        "é" => Some("accent"),
        _ => None,
    }
}

/// Text, or the error's kind and offset.
fn outcome(word: &str) -> Result<String, (ExpandErrorKind, usize)> {
    expand_word(word, '\\', &value).map(|expansion| expansion.text).map_err(|error| (error.kind, error.offset))
}

#[test]
fn expands_to() {
    let cases = [
        ("", ""),
        ("plain", "plain"),
        ("$A", "abcabc"),
        ("$Ab", ""),
        ("${A}b", "abcabcb"),
        ("$é", "accent"),
        ("a$", "a$"),
        ("$/x", "$/x"),
        ("\u{feff}$A", "abcabc"),
        ("x\u{feff}", "x\u{feff}"),
        ("'$A'", "$A"),
        ("\"$A\"", "abcabc"),
        (r#""\$A \" \\ \n""#, r#"$A " \ \n"#),
        (r"\'\$A", "'$A"),
        ("${A#a}", "bcabc"),
        ("${A#*b}", "cabc"),
        ("${A##*b}", "c"),
        ("${A%c}", "abcab"),
        ("${A%b*}", "abca"),
        ("${A%%b*}", "a"),
        ("${A#?}", "bcabc"),
        ("${A#x}", "abcabc"),
        ("${A#'a'}", "bcabc"),
        ("${A/b/-}", "a-cabc"),
        ("${A//b/-}", "a-ca-c"),
        ("${A/*b/-}", "-c"),
        ("${A//?/-}", "------"),
        ("${A///-}", "-a-b-c-a-b-c-"),
        ("${A//x*/-}", "abcabc"),
        ("${PATH//\\//_}", "_usr_bin:_bin"),
        ("${PATH/:*/}", "/usr/bin"),
        ("${LINES#*}", "one\ntwo"),
        ("${LINES##*}", "\ntwo"),
        ("${LINES%%*}", "one\n"),
        ("${A//b/$DOLLAR$DOLLAR}", "abbcabbc"),
        ("${A/b/$DOLLAR}", "a$0cabc"),
        ("${A//b/'$$x$1${0}${'}", "a$xb${ca$xb${c"),
        ("${EMPTY-x}${EMPTY:-y}", "y"),
        ("${EMPTY+x}${EMPTY:+y}", "x"),
        ("${NONE:+${A}}", ""),
        ("${NONE:-'}'}", "}"),
        ("${NONE:-a b}", "a b"),
        ("${NONE-${NONE-${NONE-deep}}}", "deep"),
        ("${%a}", ""),
        ("$10", ""),
        ("$1a", "a"),
        ("${A#\"\\*\"}", "abcabc"),
    ];
    for (word, expected) in cases {
        assert_eq!(outcome(word), Ok(expected.to_owned()), "{word}");
    }
}

#[test]
fn errors_say_what_and_where() {
    use ExpandErrorKind::{BadPattern, BadSubstitution, MissingBrace, MissingSlash, Required, UnsupportedModifier};
    let required = |name: &str, message: Option<&str>, is_empty| Required {
        name: name.to_owned(),
        message: message.map(str::to_owned),
        is_empty,
    };
    let cases = [
        ("ab'c", ExpandErrorKind::UnterminatedSingleQuote, 2),
        ("ab\"c'", ExpandErrorKind::UnterminatedDoubleQuote, 2),
        ("é${", MissingBrace, 2),
        ("x${NONE:-${A}", MissingBrace, 1),
        ("${NONE:-'x", MissingBrace, 0),
        ("${NONE:-${B?}", MissingBrace, 0),
        ("${NONE:-${B?}}", required("B", None, false), 8),
        ("${EMPTY:?gone}", required("EMPTY", Some("gone"), true), 0),
        ("${A//b}", MissingSlash, 0),
        ("${}", BadSubstitution, 0),
        ("a ${:-x}", BadSubstitution, 2),
        ("${A=1}", UnsupportedModifier("=".to_owned()), 3),
        ("${A:1:2}", UnsupportedModifier(":1".to_owned()), 3),
        ("${A:#a}", UnsupportedModifier(":#".to_owned()), 3),
        ("${#A}", UnsupportedModifier("A".to_owned()), 3),
        ("${A", UnsupportedModifier(String::new()), 3),
        (r"${A#\a}", BadPattern(r"\a".to_owned()), 0),
        (r"${A/'\'/}", BadPattern(r"\".to_owned()), 0),
    ];
    for (word, kind, offset) in cases {
        assert_eq!(outcome(word), Err((kind, offset)), "{word}");
    }
}

#[test]
fn the_backtick_escapes_when_chosen() {
    let text = |word| expand_word(word, '`', &value).map(|expansion| expansion.text);
    assert_eq!(text(r"C:\$A"), Ok(r"C:\abcabc".to_owned()));
    assert_eq!(text("`$A \"`$A\""), Ok("$A $A".to_owned()));
}

#[test]
fn heredoc_bodies_keep_their_quotes() {
    let text = expand_heredoc("it's \"$A\" \\$A\n", &value).map(|expansion| expansion.text);
    assert_eq!(text, Ok("it's \"abcabc\" $A\n".to_owned()));
}

#[test]
fn references_have_ranges_and_survive_errors() {
    let word = "a${NONE:-$A}/${PATH//\\//x} ${B%%*.c} ${oops";
    let shown = |part: TextRange| part.of(word);
    let found: Vec<_> = references(word, '\\')
        .into_iter()
        .map(|found| (shown(found.range), shown(found.name), found.operand.map(shown), found.replacement.map(shown)))
        .collect();
    let expected = [
        ("${NONE:-$A}", "NONE", Some("$A"), None),
        ("$A", "A", None, None),
        ("${PATH//\\//x}", "PATH", Some("\\/"), Some("x")),
        ("${B%%*.c}", "B", Some("*.c"), None),
        ("${oops", "oops", None, None),
    ];
    assert_eq!(found, expected);
}

#[test]
fn names_are_told_once_in_order() {
    let expansion = expand_word("$Z $A ${Z:-$A} $B", '\\', &value).expect("a valid word");
    assert_eq!(expansion.used, ["A"]);
    assert_eq!(expansion.unset, ["Z", "B"]);
    assert_eq!(expansion.references.len(), 5);
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = |levels: usize| "${a:-".repeat(levels) + &"}".repeat(levels);
    assert_eq!(outcome(&deep(MAX_DEPTH)), Ok(String::new()));
    let too_deep = outcome(&deep(100_000)).map_err(|(kind, _)| kind);
    assert_eq!(too_deep, Err(ExpandErrorKind::TooDeep));
    assert_eq!(references(&deep(100_000), '\\').len(), MAX_DEPTH);

    let large = "x".repeat(100_000);
    let get = |_: &str| Some(large.as_str());
    let kind = |word: &str| expand_word(word, '\\', &get).map(|expansion| expansion.text.len()).map_err(|e| e.kind);
    assert_eq!(kind("$a"), Ok(100_000));
    assert_eq!(kind("$a$a$a"), Err(ExpandErrorKind::TooLarge));
    assert_eq!(kind("${a//x/$a}"), Err(ExpandErrorKind::TooLarge));
    assert_eq!(kind("${a#*y*y*y*y}"), Ok(100_000));
    assert_eq!(kind(&"${z+$a}".repeat(1_000)), Err(ExpandErrorKind::TooLarge));
    let stars = "*y".repeat(1_000);
    assert_eq!(kind(&format!("${{a%%{stars}}}")), Err(ExpandErrorKind::TooLarge));
}

proptest::proptest! {
    #[test]
    fn any_word_is_survived(word in "[$A{}:?%#/*+'\"\\\\a1é \n-]{0,40}") {
        let expanded = expand_word(&word, '\\', &value);
        if let Err(error) = &expanded {
            proptest::prop_assert!(word.is_char_boundary(error.offset));
        }
        for reference in references(&word, '\\') {
            proptest::prop_assert!(reference.range.of(&word).starts_with('$'));
            let parts = [Some(reference.name), reference.operand, reference.replacement];
            for part in parts.into_iter().flatten() {
                proptest::prop_assert!(reference.range.encloses(part) && word.get(part.start..part.end).is_some());
            }
        }
        let split = expand_words(&word, '\\', &value);
        proptest::prop_assert_eq!(split.map(|split| split.expansion), expanded);
    }
}

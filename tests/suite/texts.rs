//! What the page says stands in `static/texts`: whole, used, and the same in every language.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

const FOLDER: &str = "static/texts";
const ENGLISH: &str = "en.ftl";

/// The values that each text takes.
type Texts = BTreeMap<String, BTreeSet<String>>;

fn read(file: &str) -> Texts {
    let source = crate::markdown::read(&format!("{FOLDER}/{file}"));
    let resource = fluent_syntax::parser::parse(source.as_str());
    let resource = resource.unwrap_or_else(|(_, errors)| panic!("{FOLDER}/{file}: {errors:?}"));
    let mut texts = Texts::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let pattern = message.value.as_ref().unwrap_or_else(|| panic!("{file}: {} is empty", message.id.name));
                let mut values = BTreeSet::new();
                note_values(pattern, &mut values);
                let before = texts.insert(message.id.name.to_owned(), values);
                assert!(before.is_none(), "{file}: {} is there twice", message.id.name);
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            other => panic!("{file}: only texts and comments: {other:?}"),
        }
    }
    texts
}

fn note_values(pattern: &Pattern<&str>, values: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            note_expression(expression, values);
        }
    }
}

fn note_expression(expression: &Expression<&str>, values: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => note_inline(inline, values),
        Expression::Select { selector, variants } => {
            note_inline(selector, values);
            for variant in variants {
                note_values(&variant.value, values);
            }
        }
    }
}

fn note_inline(inline: &InlineExpression<&str>, values: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(values.insert(id.name.to_owned())),
        InlineExpression::Placeable { expression } => note_expression(expression, values),
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            for argument in positional {
                note_inline(argument, values);
            }
        }
        _ => {}
    }
}

/// A place where the page asks for a text.
struct Use {
    place: String,
    name: String,
    values: BTreeSet<String>,
}

/// Every `text!("name", value = …)` of the page, and every `pageText("name", ["value", …])` of its scripts.
fn uses() -> Vec<Use> {
    let mut uses = Vec::new();
    for (path, source) in page_sources() {
        // What the macro's own files show are examples.
        if path.starts_with("src/page/texts/") {
            continue;
        }
        for (opening, closing) in [("text!(", ')'), ("pageText(", ')')] {
            for (at, _) in source.match_indices(opening) {
                let arguments = until(&source[at + opening.len()..], closing);
                let line = source[..at].lines().count();
                let place = format!("{path}:{line}");
                let Some(quoted) = arguments.trim_start().strip_prefix('"') else {
                    panic!("{place}: a name comes first")
                };
                let (name, rest) = quoted.split_once('"').expect("a name ends");
                let values = if opening == "text!(" { named_values(rest) } else { listed_values(rest) };
                uses.push(Use { place, name: name.to_owned(), values });
            }
        }
    }
    uses
}

/// The page's sources and scripts.
fn page_sources() -> Vec<(String, String)> {
    let mut sources: Vec<_> =
        crate::tidy::sources().into_iter().filter(|(path, _)| path.starts_with("src/page/")).collect();
    for folder in ["src/page/editor", "src/page/editor/codemirror", "static"] {
        for entry in std::fs::read_dir(crate::markdown::path(folder)).expect("a folder of scripts").flatten() {
            let name = entry.file_name().into_string().expect("a name in UTF-8");
            if name.rsplit_once('.').is_some_and(|(_, extension)| extension == "js") {
                let path = format!("{folder}/{name}");
                let source = crate::markdown::read(&path);
                sources.push((path, source));
            }
        }
    }
    sources
}

/// The text up to the bracket that closes what is open.
fn until(text: &str, closing: char) -> &str {
    let (mut depth, mut in_quotes, mut escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_quotes => escaped = true,
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => {}
            '(' | '[' | '{' => depth += 1,
            _ if c == closing && depth == 0 => return &text[..at],
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    panic!("not closed: {text}");
}

/// `count` and `fix` of `, count = 1, fix = &it.fix`.
fn named_values(arguments: &str) -> BTreeSet<String> {
    parts(arguments).filter_map(|part| Some(part.split_once('=')?.0.trim().to_owned())).collect()
}

/// `stage` of `, ["stage", name]`.
fn listed_values(arguments: &str) -> BTreeSet<String> {
    let list = arguments.trim_start_matches([',', ' ']).trim().trim_start_matches('[').trim_end_matches(']');
    parts(list).step_by(2).map(|part| part.trim().trim_matches('"').to_owned()).filter(|it| !it.is_empty()).collect()
}

/// The pieces between the commas that stand in no bracket.
fn parts(list: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&list[start..]);
    found.into_iter()
}

#[test]
fn every_text_that_the_page_asks_for_is_there_with_its_values() {
    let texts = read(ENGLISH);
    let uses = uses();
    assert!(uses.len() > 30, "the uses were not found");
    for Use { place, name, values } in uses {
        let Some(taken) = texts.get(&name) else { panic!("{place}: {FOLDER}/{ENGLISH} has no text `{name}`") };
        assert_eq!(&values, taken, "{place}: the values of `{name}`, given and taken");
    }
}

#[test]
fn every_text_is_asked_for() {
    let used: BTreeSet<String> = uses().into_iter().map(|it| it.name).collect();
    for name in read(ENGLISH).keys() {
        assert!(used.contains(name), "nothing on the page says `{name}`");
    }
}

#[test]
fn every_language_has_the_same_texts_with_the_same_values() {
    let english = read(ENGLISH);
    let script = crate::markdown::read("src/page/texts/fluent.js");
    for entry in std::fs::read_dir(crate::markdown::path(FOLDER)).expect("a folder of texts").flatten() {
        let file = entry.file_name().into_string().expect("a name in UTF-8");
        for (name, values) in read(&file) {
            let Some(taken) = english.get(&name) else { panic!("{file}: `{name}` is not in {ENGLISH}") };
            assert!(values.is_subset(taken), "{file}: `{name}` takes {taken:?}, not {values:?}");
        }
        let language = file.trim_end_matches(".ftl");
        assert!(script.contains(&format!("\"{language}\"")), "src/page/texts/fluent.js does not name `{language}`");
    }
}

/// Words for people that stand in the sources and not in the texts.
#[test]
fn the_page_has_no_words_of_its_own() {
    let mut found = Vec::new();
    let of_page = |path: &str| path.starts_with("src/page/") && !path.ends_with("/tests.rs");
    for (path, source) in crate::tidy::sources().iter().filter(|(path, _)| of_page(path)) {
        for (index, line) in source.lines().enumerate().take_while(|(_, line)| !line.contains("#[cfg(test)]")) {
            let code = line.split("// ").next().unwrap_or(line);
            for (before, literal) in literals(code) {
                if is_for_people(before, literal) && !NAMES.contains(&literal) {
                    found.push(format!("{path}:{}: {literal}", index + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "words outside {FOLDER}:\n{}", found.join("\n"));
}

/// The literals of a line, each after what stands before it.
fn literals(line: &str) -> Vec<(&str, &str)> {
    let (mut found, mut start, mut escaped) = (Vec::new(), None, false);
    for (at, c) in line.char_indices() {
        match (c, start) {
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            ('"', None) => start = Some(at),
            ('"', Some(opened)) => {
                found.push((&line[..opened], &line[opened + 1..at]));
                start = None;
            }
            _ => {}
        }
    }
    // A literal that goes on in the next line.
    found.extend(start.map(|opened| (&line[..opened], &line[opened + 1..])));
    found
}

/// Whether a literal is read by people, by what stands before it and by what it looks like.
fn is_for_people(before: &str, literal: &str) -> bool {
    const SHOWN: [&str; 10] =
        ["label=", "title=", "placeholder=", "spoken=", "caption=", "alt=", "label: ", "announce(", "notice: ", "{ "];
    // Reasons of lints and of panics are for people who read the code.
    const CODE: [&str; 6] = ["reason = ", "expect(", "panic!(", "classes!(", "json!({ ", "starts_with("];
    if CODE.iter().any(|it| before.ends_with(it)) || literal.contains(['\\', '=', '<', '>', '&']) {
        return false;
    }
    let is_shown = SHOWN.iter().any(|it| before.ends_with(it)) && literal.chars().any(char::is_alphabetic);
    let is_attribute = before.ends_with('=');
    let is_capital = literal.starts_with(char::is_uppercase) && literal.chars().skip(1).all(char::is_lowercase);
    let is_word = is_capital && literal.chars().count() > 2;
    let is_read = !is_attribute && (is_word || has_two_words(literal));
    is_read || (is_shown && !is_keyword(before, literal))
}

/// `if is_open { "open" } else { "shut" }`: what the style sheets read.
fn is_keyword(before: &str, literal: &str) -> bool {
    let condition = before.trim_end_matches("{ ").trim_end();
    let is_chosen = before.ends_with("{ ") && (before.ends_with("else { ") || condition.contains("if "));
    let is_child = condition.ends_with(['{', '>', '}']);
    let is_token = literal.starts_with(|c: char| c.is_ascii_lowercase())
        && literal.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    is_token && is_chosen && !is_child
}

/// Two words of letters, one after the other.
fn has_two_words(literal: &str) -> bool {
    let words: Vec<&str> = literal.split(' ').map(|it| it.trim_matches([',', ';', ':', '.', '?', '!'])).collect();
    let is_word = |word: &&str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    words.windows(2).any(|pair| pair.iter().all(is_word) && pair.concat().len() > 3)
}

/// What is called the same in every language: programs, files, code, keys, and answers to other programs.
const NAMES: &[&str] = &[
    ".dockerignore",
    ".env",
    "123456789012.dkr.ecr.us-east-1.amazonaws.com",
    "Compose",
    "Create React App",
    "Dockerfile",
    "Dockerfile ",
    "End",
    "Esc",
    "Home",
    "Kubernetes",
    "Playground",
    "Vite",
    "config({ override: true })",
    "config.js.template",
    "cruddur-python",
    "docker build",
    "docker run",
    "flask run",
    "load_dotenv()",
    "python",
    "unknown format",
    "← → Home End",
];

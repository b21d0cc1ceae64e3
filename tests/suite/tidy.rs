//! What holds for the sources as texts: the order of layers, the wall around the browser, the length of files.

use std::path::Path;

/// Layers from the ground up; a module uses what stands before it, and itself. Modules on one line know nothing of
/// each other.
const LAYERS: [&[&str]; 12] = [
    &["text"],
    &["syntax"],
    &["shell"],
    // What comes in: a project and what the user chose. They know of a model's build context only, and
    // everything above may know them.
    &["project", "settings"],
    &["model"],
    &["rules", "simulate"],
    &["convert"],
    &["analysis"],
    &["export"],
    &["command_line"],
    &["page"],
    &["lib", "main", "bin"],
];

/// Uses against the order, each with its reason.
const EXCEPTIONS: [(&str, &str, &str); 1] =
    [("project", "model", "the files of a build context and its ignore file are facts of the model")];

/// Longest file of a rule, and of anything else, in lines.
const LONGEST_RULE: usize = 120;
const LONGEST_FILE: usize = 500;

/// Half of the rules are shorter than this.
const MEDIAN_RULE: usize = 45;

/// Every source file below `src` by its path inside the package.
pub(crate) fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    collect("src", &mut sources);
    assert!(sources.len() > 20, "the sources were not found");
    sources
}

fn collect(folder: &str, sources: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(crate::markdown::path(folder)).expect("a folder of sources") {
        let entry = entry.expect("a readable folder");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = format!("{folder}/{name}");
        if entry.path().is_dir() {
            collect(&path, sources);
        } else if Path::new(&name).extension().is_some_and(|it| it == "rs") {
            sources.push((path.clone(), crate::markdown::read(&path)));
        }
    }
}

/// The module at the top that a file belongs to.
fn module(path: &str) -> &str {
    let inside = path.trim_start_matches("src/");
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

fn level(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Modules that a text names as `crate::module`, comments aside.
fn used(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().flat_map(|(index, line)| {
        let code = line.split("//").next().unwrap_or(line);
        let names =
            code.match_indices("crate::").filter_map(|(at, it)| code[at + it.len()..].split([':', ';', ',']).next());
        names.map(move |name| (index + 1, name.trim_end_matches(|c: char| !c.is_alphanumeric())))
    })
}

#[test]
fn layers_know_nothing_of_those_above() {
    for (path, text) in sources() {
        let own = module(&path);
        let Some(own_level) = level(own) else { panic!("{path}: `{own}` stands in no layer of tests/suite/tidy.rs") };
        for (line, other) in used(&text) {
            let is_allowed = other == own || level(other).is_none_or(|it| it < own_level);
            let is_exception = EXCEPTIONS.iter().any(|(from, to, _)| *from == own && *to == other);
            assert!(is_allowed || is_exception, "{path}:{line}: `{own}` may not use `{other}`");
        }
    }
}

#[test]
fn only_the_page_knows_the_browser() {
    for (path, text) in sources() {
        if path.starts_with("src/page/browser/") {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            assert!(!line.contains("web_sys"), "{path}:{}: only src/page/browser may use web_sys", index + 1);
        }
    }
}

#[test]
fn files_are_short() {
    let rules = dockerfile_playground::rules::ALL.iter().map(crate::markdown::stem);
    let rules: Vec<String> = rules.map(|stem| format!("src/rules/{stem}.rs")).collect();
    for (path, text) in sources() {
        let longest = if rules.contains(&path) { LONGEST_RULE } else { LONGEST_FILE };
        let lines = text.lines().count();
        assert!(lines <= longest, "{path} has {lines} lines; at most {longest}");
    }
}

#[test]
fn most_rules_are_very_short() {
    let rules = dockerfile_playground::rules::ALL.iter().map(crate::markdown::stem);
    let paths = rules.map(|stem| crate::markdown::read(&format!("src/rules/{stem}.rs")));
    let mut lengths: Vec<_> = paths.map(|text| text.lines().count()).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median < MEDIAN_RULE, "half of the rules have {median} lines or more; fewer than {MEDIAN_RULE} are wanted");
}

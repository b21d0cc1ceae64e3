//! The folders that a pattern of a workspace means: `packages/*`, `apps/**`, `!packages/old`.

use super::walk::{Walk, folder_of};

/// More patterns than this are not followed.
const MOST_PATTERNS: usize = 100;

/// The folders, with their slashes, that have a file `manifest` and that one of `patterns` means but none with a `!`;
/// all patterns are told from `folder`. Gives up at a pattern that it does not understand.
pub(super) fn folders(walk: &mut Walk<'_>, folder: &str, patterns: &[&str], manifest: &str) -> Vec<String> {
    let is_plain = |it: &&str| !it.trim_start_matches('!').contains(['{', '[', '(', '!', '\\', '$']);
    if patterns.len() > MOST_PATTERNS || !patterns.iter().all(is_plain) {
        walk.give_up();
        return Vec::new();
    }
    let mut wanted = Vec::new();
    let mut refused = Vec::new();
    for pattern in patterns {
        let list = if pattern.starts_with('!') { &mut refused } else { &mut wanted };
        let clean = pattern.trim_start_matches('!').trim_start_matches("./").trim_end_matches('/');
        if clean.split('/').any(|it| it == "..") || clean.starts_with('/') {
            walk.give_up();
        }
        list.push(clean.split('/').collect::<Vec<_>>());
    }
    let mut found = Vec::new();
    for path in walk.below(folder) {
        if !walk.may_compare(patterns.len()) {
            break;
        }
        let inside = &path[folder.len()..];
        let Some(place) = inside.strip_suffix(manifest).and_then(|it| it.strip_suffix('/')) else { continue };
        let parts: Vec<&str> = place.split('/').collect();
        let means = |patterns: &[Vec<&str>]| patterns.iter().any(|it| matches(it, &parts));
        if !parts.contains(&"node_modules") && means(&wanted) && !means(&refused) && walk.has(path) {
            found.push(folder_of(path).to_owned());
        }
    }
    found
}

/// Whether the parts of a path match those of a pattern, in which `**` stands for any number of parts.
fn matches(pattern: &[&str], path: &[&str]) -> bool {
    // Which prefixes of the path the pattern so far matches.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for part in pattern {
        if *part == "**" {
            let first = reached.iter().position(|it| *it).unwrap_or(reached.len());
            reached[first..].fill(true);
            continue;
        }
        for at in (1..reached.len()).rev() {
            reached[at] = reached[at - 1] && is_name(part, path[at - 1]);
        }
        reached[0] = false;
    }
    reached[path.len()]
}

/// Whether a name matches a pattern of `*` and `?`.
fn is_name(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut read) = (0, 0);
    // Where to go on when the last star has to take one more.
    let mut star = None;
    while read < name.len() {
        if pattern.get(at) == Some(&b'*') {
            star = Some((at, read));
            at += 1;
        } else if pattern.get(at).is_some_and(|it| *it == b'?' || *it == name[read]) {
            (at, read) = (at + 1, read + 1);
        } else if let Some((back, taken)) = star {
            star = Some((back, taken + 1));
            (at, read) = (back + 1, taken + 1);
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|it| *it == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_names_and_two_for_folders() {
        let is = |pattern: &str, path: &str| {
            matches(&pattern.split('/').collect::<Vec<_>>(), &path.split('/').collect::<Vec<_>>())
        };
        for (pattern, path) in
            [("packages/*", "packages/a"), ("**", "a/b"), ("a/**/z", "a/z"), ("a/**/z", "a/b/c/z"), ("p-?*c", "p-abc")]
        {
            assert!(is(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in
            [("packages/*", "packages/a/b"), ("packages/*", "packages"), ("a/**/z", "a/b"), ("p?", "p")]
        {
            assert!(!is(pattern, path), "{pattern} {path}");
        }
    }
}

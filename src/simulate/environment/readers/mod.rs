//! One file per tool. A reader lays its tool's layers on a ladder and says in a sentence why each loser lost.

use super::file_layer::FileLayer;
use super::ladder::{Candidate, Ladder};

mod cloud_formation;
pub(super) mod compose;
pub(super) mod create_react_app;
pub(super) mod docker_build;
pub(super) mod docker_run;
pub(super) mod dotenv;
pub(super) mod dotenv_expand;
pub(super) mod ecs;
pub(super) mod flask;
pub(super) mod gunicorn;
pub(super) mod kubernetes;
pub(super) mod next;
pub(super) mod node_env_file;
pub(super) mod pydantic_settings;
pub(super) mod python_dotenv;
pub(super) mod vite;

/// Sets what is absent. What is there already wins by `process_rule`, or by `file_rule` if another file set it.
fn fill(ladder: &mut Ladder, name: &str, candidate: Candidate, process_rule: &str, file_rule: &str) {
    if candidate.value.is_none() {
        ladder.lose(name, candidate, "The line has no = and so sets nothing.");
        return;
    }
    let from_file =
        ladder.winner(name).is_some_and(|winner| winner.file.is_some() && winner.source == candidate.source);
    ladder.fill(name, candidate, if from_file { file_rule } else { process_rule });
}

/// [`fill`] for every name of a file.
fn fill_layer(ladder: &mut Ladder, layer: FileLayer, process_rule: &str, file_rule: &str) {
    for (name, candidate) in layer.into_candidates() {
        fill(ladder, &name, candidate, process_rule, file_rule);
    }
}

/// The values of an option that may be written `--name value` or `--name=value`, and of its one-letter form.
pub(super) fn option_values<'a>(arguments: &'a [String], long: &str, short: Option<char>) -> Vec<&'a str> {
    let mut values = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if word == "--" {
            break;
        }
        if let Some(rest) = word.strip_prefix(long) {
            if rest.is_empty() {
                values.extend(words.next().map(String::as_str));
            } else if let Some(value) = rest.strip_prefix('=') {
                values.push(value);
            }
        } else if let Some(rest) = short.and_then(|short| word.strip_prefix('-')?.strip_prefix(short)) {
            if rest.is_empty() {
                values.extend(words.next().map(String::as_str));
            } else {
                values.push(rest.strip_prefix('=').unwrap_or(rest));
            }
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::option_values;

    #[test]
    fn options_are_found_in_every_spelling() {
        let words = ["--env", "A=1", "-e", "B=2", "-eC=3", "--env=D=4", "--environment", "x", "--", "-e", "E"];
        let words: Vec<_> = words.iter().map(ToString::to_string).collect();
        assert_eq!(option_values(&words, "--env", Some('e')), ["A=1", "B=2", "C=3", "D=4"]);
    }
}

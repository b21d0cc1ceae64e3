//! gunicorn: `--env` and `raw_env` overwrite the environment before the application is imported; `.env` is not read.
//!
//! Source: <https://docs.gunicorn.org/en/stable/configure.html>.

use super::super::files::Files;
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Problem, When};
use super::super::scenario::Scenario;
use super::{flask, option_values};

const RAW_ENV: &str = "gunicorn's raw_env overwrites the environment before it imports the application.";
const REPLACED: &str = "raw_env is one list: --env on the command line replaces the one of GUNICORN_CMD_ARGS, which \
                        replaces the one of gunicorn.conf.py.";

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    let config =
        files.find(folder, "gunicorn.conf.py").and_then(|name| files.read(name).ok().map(|file| (name, file.text)));
    let from_variable: Vec<String> =
        ladder.value("GUNICORN_CMD_ARGS").unwrap_or_default().split_ascii_whitespace().map(str::to_owned).collect();
    let mut lists = Vec::new();
    if let Some((name, text)) = &config {
        lists.push(("gunicorn.conf.py raw_env", python_strings(text, "raw_env", name)));
    }
    for (source, words) in [("GUNICORN_CMD_ARGS --env", &from_variable), ("gunicorn --env", &scenario.arguments)] {
        let pairs: Vec<_> =
            option_values(words, "--env", Some('e')).into_iter().map(|pair| (pair.to_owned(), None)).collect();
        lists.push((source, pairs));
    }
    lists.retain(|(_, pairs)| !pairs.is_empty());
    let last = lists.len().saturating_sub(1);
    for (index, (source, pairs)) in lists.into_iter().enumerate().rev() {
        for (pair, place) in pairs {
            let Some((name, value)) = pair.split_once('=') else {
                let message = format!("{source} {pair}: expected NAME=value");
                ladder.problems.push(Problem::error(None, None, message));
                continue;
            };
            let mut candidate = Candidate::new(source, value, When::Process);
            if let Some((file, line)) = place {
                candidate = candidate.at(file, line);
            }
            if index == last {
                ladder.set(name, candidate, RAW_ENV);
            } else {
                ladder.lose(name, candidate, REPLACED);
            }
        }
    }
    flask::read_under_another_server(files, &scenario.paths, ladder);
    not_read(scenario, files, folder, ladder);
    let text = config.as_ref().map_or("", |(_, text)| text);
    settings(&scenario.arguments, &from_variable, text, ladder);
}

fn not_read(scenario: &Scenario, files: Files<'_>, folder: &str, ladder: &mut Ladder) {
    if let Some(name) = files.find(folder, ".env").filter(|_| scenario.paths.is_empty()) {
        let message = "gunicorn does not read .env; only the application can, with load_dotenv()";
        ladder.problems.push(Problem::warning(Some(name), None, message));
    }
}

fn settings(arguments: &[String], from_variable: &[String], config: &str, ladder: &mut Ladder) {
    let port = ladder.value("PORT").map(|port| format!("0.0.0.0:{port}"));
    let workers = ladder.value("WEB_CONCURRENCY").map(str::to_owned);
    let rows = [
        ("bind", "--bind", 'b', "127.0.0.1:8000", "PORT", port),
        ("workers", "--workers", 'w', "1", "WEB_CONCURRENCY", workers),
    ];
    for (name, long, short, default, variable, from_environment) in rows {
        let option = |words: &[String]| option_values(words, long, Some(short)).last().map(ToString::to_string);
        let assigned = config.lines().rev().find_map(|line| assigned_value(line, name));
        let layers = [
            ("gunicorn's default", Some(default.to_owned())),
            (variable, from_environment),
            ("gunicorn.conf.py", assigned),
            ("GUNICORN_CMD_ARGS", option(from_variable)),
            ("gunicorn command line", option(arguments)),
        ];
        for (source, value) in layers {
            if let Some(value) = value {
                let because = "gunicorn: default < variable < gunicorn.conf.py < GUNICORN_CMD_ARGS < command line.";
                ladder.setting(name, Candidate::new(source, value, When::Process), because);
            }
        }
    }
}

/// The value of `name = value` at the start of a line of Python, without quotes.
fn assigned_value(line: &str, name: &str) -> Option<String> {
    let value = line.strip_prefix(name)?.trim_start().strip_prefix('=')?.trim();
    Some(value.trim_matches(['"', '\'']).to_owned())
}

/// The string literals of the list that Python assigns to `name`, with their lines.
fn python_strings<'f>(text: &str, name: &str, file: &'f str) -> Vec<(String, Option<(&'f str, usize)>)> {
    let mut strings = Vec::new();
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let mut rest = line;
        if !inside {
            let list = line.strip_prefix(name).and_then(|rest| rest.trim_start().strip_prefix('='));
            let Some(list) = list.and_then(|list| list.trim_start().strip_prefix(['[', '('])) else { continue };
            strings.clear();
            (inside, rest) = (true, list);
        }
        while let Some(at) = rest.find(['"', '\'', ']', ')', '#']) {
            let (found, after) = (rest.as_bytes()[at], &rest[at + 1..]);
            match found {
                b'#' => break,
                b']' | b')' => {
                    inside = false;
                    break;
                }
                quote => {
                    let Some(end) = after.find(char::from(quote)) else { break };
                    strings.push((after[..end].to_owned(), Some((file, index + 1))));
                    rest = &after[end + 1..];
                }
            }
        }
    }
    strings
}

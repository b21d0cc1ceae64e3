//! `docker run`: `--env-file`, `-e`, and the image's `ENV` below both.
//!
//! Sources: `opts` and `pkg/kvfile` of <https://github.com/docker/cli>; `daemon/commit.go` and `container/env.go` of
//! <https://github.com/moby/moby>.

use super::super::document::Node;
use super::super::files::Files;
use super::super::grammar::literal;
use super::super::image;
use super::super::json;
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Loss, Problem, When};
use super::super::scenario::Scenario;

const BEATS_IMAGE: &str = "What docker run passes beats the image's ENV, which is only a default.";
const LATER_FILE: &str = "Of several --env-file options, and of several lines, the last one wins.";
const FLAG_WINS: &str =
    "-e beats every --env-file, wherever it stands on the command line; of several -e, the last wins.";
const COPIED: &str = "-e NAME without = copies the value from the shell that calls docker.";
const REMOVED: &str = "-e NAME without = and without such a variable in the shell removes the image's variable.";
const NOT_INHERITED: &str = "A container does not inherit the shell's environment; only -e NAME copies a variable.";
const NOT_READ: &str = "docker run never reads .env by itself; it takes --env-file .env.";

/// Layers of `docker run`, from the image upwards.
pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    *ladder = image::ladder(scenario, files);
    proxies(files, ladder);
    let arguments = Arguments::parse(&scenario.arguments);
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    for path in &arguments.env_files {
        if !read_env_file(scenario, files, folder, path, ladder) {
            break;
        }
    }
    for pair in &arguments.env {
        flag(pair, scenario, ladder);
    }
    home(arguments.user, ladder);
    not_connected(scenario, files, folder, &arguments, ladder);
}

/// The client's own settings, by the name under which they are listed.
const CLIENT_SETTINGS: &str = "~/.docker/config.json";

/// `proxies` of the docker client's settings, in upper and lower case.
fn proxies(files: Files<'_>, ladder: &mut Ladder) {
    let Some(name) = files.find("", CLIENT_SETTINGS) else { return };
    let text = match files.read(name) {
        Ok(file) => file.text,
        Err(problem) => return ladder.problems.push(problem),
    };
    let settings = json::parse(&text, Some(name), &mut ladder.problems);
    let proxies = settings.get("proxies").and_then(|proxies| proxies.get("default"));
    for entry in proxies.map_or(&[][..], Node::entries) {
        // httpProxy is HTTP_PROXY.
        let Some(kind) = entry.key.strip_suffix("Proxy") else { continue };
        let upper = format!("{}_PROXY", kind.to_ascii_uppercase());
        for variable in [upper.to_ascii_lowercase(), upper] {
            let value = entry.value.text().unwrap_or_default();
            let candidate = Candidate::new("docker config.json proxies", value, When::Run).at(name, entry.line);
            ladder.set(&variable, candidate, BEATS_IMAGE);
        }
    }
}

/// False when docker stops.
fn read_env_file(scenario: &Scenario, files: Files<'_>, folder: &str, path: &str, ladder: &mut Ladder) -> bool {
    let Some(name) = files.find(folder, path) else {
        let message = format!("open {path}: no such file or directory; docker run stops");
        ladder.problems.push(Problem::error(Some(path), None, message));
        return false;
    };
    let file = match files.read(name) {
        Ok(file) => file,
        Err(problem) => {
            ladder.problems.push(problem);
            return false;
        }
    };
    let parsed = literal::parse_docker(&file.text);
    let not_utf8 = file.bad_byte.map(|bad| (bad.line, "invalid utf8 bytes".to_owned()));
    let broken = parsed.bad_lines.into_iter().map(|bad| (bad.line, bad.message)).chain(not_utf8).min();
    let last = broken.as_ref().map_or(usize::MAX, |(line, _)| *line);
    for assignment in parsed.assignments.into_iter().take_while(|assignment| assignment.line < last) {
        let (key, bare) = (assignment.name, assignment.value.is_none());
        let value = assignment.value.or_else(|| scenario.process_env.get(&key).cloned());
        let candidate =
            Candidate::absent("docker run --env-file", When::Run).with_value(value).at(name, assignment.line);
        if bare && candidate.value.is_none() {
            ladder.lose(
                &key,
                candidate,
                "The line is a bare name, and the shell has no such variable: docker ignores it.",
            );
        } else {
            let over_image = ladder.winner(&key).is_some_and(|winner| winner.when == When::Image);
            ladder.set(&key, candidate, if over_image { BEATS_IMAGE } else { LATER_FILE });
        }
    }
    if let Some((line, message)) = broken {
        let message = format!("invalid env file: {message}; docker run stops");
        ladder.problems.push(Problem::error(Some(name), Some(line), message));
        return false;
    }
    true
}

fn flag(pair: &str, scenario: &Scenario, ladder: &mut Ladder) {
    let (name, value) = pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
    if name.is_empty() {
        let message = format!("invalid argument \"{pair}\" for -e: expected NAME=value; docker run stops");
        ladder.problems.push(Problem::error(None, None, message));
        return;
    }
    let over_image = ladder.winner(name).is_some_and(|winner| winner.when == When::Image);
    let rule = if over_image { BEATS_IMAGE } else { FLAG_WINS };
    match value.or_else(|| scenario.process_env.get(name).map(String::as_str)) {
        Some(text) => {
            let candidate = Candidate::new("docker run -e", text, When::Run);
            ladder.set(name, candidate, if value.is_none() { COPIED } else { rule });
        }
        None => ladder.remove(name, Candidate::absent("docker run -e", When::Run), REMOVED),
    }
}

/// The runtime sets `HOME` from the image's user list when nobody else does; by convention the home of a named user
/// is `/home/NAME`, and a number without an entry gets `/`.
pub(super) fn home(user: Option<&str>, ladder: &mut Ladder) {
    let user = user.and_then(|user| user.split(':').next()).unwrap_or_default();
    let home = match user {
        "" | "root" | "0" => "/root".to_owned(),
        number if number.bytes().all(|byte| byte.is_ascii_digit()) => "/".to_owned(),
        name => format!("/home/{name}"),
    };
    if !ladder.mentions("HOME") {
        ladder.set("HOME", Candidate::new("container runtime default", home, When::Run), "");
    }
}

/// Values that beginners expect in the container and that never get there.
fn not_connected(scenario: &Scenario, files: Files<'_>, folder: &str, arguments: &Arguments<'_>, ladder: &mut Ladder) {
    for (name, value) in &scenario.process_env {
        if ladder.mentions(name) && ladder.winner(name).is_none_or(|winner| winner.value.as_ref() != Some(value)) {
            ladder.lose_by(Loss::NeverRead, name, Candidate::new("host shell", value, When::Process), NOT_INHERITED);
        }
    }
    let Some(name) = files.find(folder, ".env") else { return };
    let read = arguments.env_files.iter().any(|path| files.find(folder, path) == Some(name));
    if let Some(file) = files.read(name).ok().filter(|_| !read) {
        for assignment in literal::parse_ecs(&file.text).assignments {
            let candidate = Candidate::new(".env", assignment.value.unwrap_or_default(), When::Run);
            ladder.lose(&assignment.name, candidate.at(name, assignment.line), NOT_READ);
        }
    }
}

/// The options of `docker run` that matter here.
#[derive(Debug, Default, PartialEq, Eq)]
struct Arguments<'a> {
    env: Vec<&'a str>,
    env_files: Vec<&'a str>,
    user: Option<&'a str>,
}

/// Long options without a value; every other long option takes one.
const SWITCHES: [&str; 14] = [
    "detach",
    "disable-content-trust",
    "help",
    "init",
    "interactive",
    "no-healthcheck",
    "oom-kill-disable",
    "privileged",
    "publish-all",
    "quiet",
    "read-only",
    "rm",
    "sig-proxy",
    "tty",
];
/// One-letter options without a value.
const SHORT_SWITCHES: &str = "diPqt";

impl<'a> Arguments<'a> {
    /// Reads options up to the image's name.
    fn parse(words: &'a [String]) -> Self {
        let mut found = Self::default();
        let mut words = words.iter().map(String::as_str);
        while let Some(word) = words.next() {
            if let Some(long) = word.strip_prefix("--") {
                if long.is_empty() {
                    break;
                }
                let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
                if !SWITCHES.contains(&name) {
                    let value = value.or_else(|| words.next());
                    found.take(name, value);
                }
            } else if let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) {
                let Some(at) = letters.find(|c| !SHORT_SWITCHES.contains(c)) else { continue };
                let name = letters[at..].chars().next().unwrap_or_default();
                let attached = &letters[at + name.len_utf8()..];
                let value = Some(attached.strip_prefix('=').unwrap_or(attached)).filter(|_| !attached.is_empty());
                let value = value.or_else(|| words.next());
                match name {
                    'e' => found.take("env", value),
                    'u' => found.take("user", value),
                    _ => {}
                }
            } else {
                break;
            }
        }
        found
    }

    fn take(&mut self, name: &str, value: Option<&'a str>) {
        match name {
            "env" => self.env.extend(value),
            "env-file" => self.env_files.extend(value),
            "user" => self.user = value,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    #[test]
    fn options_end_at_the_image() {
        let words = "-it --rm --name web -e A=1 -eB=2 --env=C=3 -p 80:80 --env-file a.env -u app image -e D=4";
        let words: Vec<_> = words.split(' ').map(str::to_owned).collect();
        let found = Arguments::parse(&words);
        assert_eq!(found, Arguments { env: vec!["A=1", "B=2", "C=3"], env_files: vec!["a.env"], user: Some("app") });
    }
}

//! The `flask` command and `app.run()`: `.env` and `.flaskenv`, and what Flask makes of its own variables.
//!
//! Sources: Flask's `CHANGES.rst`, `docs/cli.rst` and `cli.py`. `FLASK_ENV` went away in 2.3; `--env-file` came in 2.2
//! and lost to `.env` until 3.1 turned the order round and began to read the files apart from the process.

use super::super::file_layer::FileLayer;
use super::super::files::Files;
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::{Problem, When};
use super::super::scenario::Scenario;
use super::super::version::Version;
use super::python_dotenv::{References, load, values};
use super::{fill, option_values};

const PROCESS_WINS: &str = "Flask only fills holes: a variable that exists, even an empty one, stays.";
const FILE_ORDER: &str = "A file that Flask reads earlier set it: --env-file since 3.1, then .env, then .flaskenv.";
const FILE_ORDER_3_1: &str = "Since Flask 3.1, --env-file beats .env, which beats .flaskenv.";

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let version = Version::first_in(scenario.version.as_deref());
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    let runs_script = scenario.arguments.first().is_some_and(|word| word.starts_with("python"));
    let mut given = None;
    if !runs_script {
        let short = (version >= Version(2, 2, 0)).then_some('e');
        given = option_values(&scenario.arguments, "--env-file", short).last().copied();
        if given.is_some() && version < Version(2, 2, 0) {
            ladder.problems.push(Problem::error(None, None, "No such option: --env-file (it came with Flask 2.2)"));
            given = None;
        }
    }
    let defaults = !skips_defaults(ladder);
    let found = |name: &str| files.find_upwards(folder, name).filter(|_| defaults);
    let (env, flaskenv) = (found(".env"), found(".flaskenv"));
    let given = given.and_then(|path| {
        let name = files.find(folder, path);
        if name.is_none() {
            ladder.problems.push(Problem::error(Some(path), None, format!("the file {path} does not exist")));
        }
        name
    });
    if version < Version(3, 1, 0) {
        for path in [env, flaskenv, given].into_iter().flatten() {
            load_as_flask(ladder, files, path);
        }
    } else {
        let mut all = FileLayer::default();
        for path in [flaskenv, env, given].into_iter().flatten() {
            let source = source(path);
            let layer = values(ladder, files, path, Version::NEWEST, References::FileFirst, source);
            all.put_all(layer, FILE_ORDER_3_1);
        }
        for (name, candidate) in all.into_candidates() {
            fill(ladder, &name, candidate, PROCESS_WINS, FILE_ORDER_3_1);
        }
    }
    if runs_script && (env.is_some() || flaskenv.is_some()) {
        let message =
            "app.run() loads .env after the module has run: os.getenv() at the top of the module sees nothing";
        ladder.problems.push(Problem::warning(env.or(flaskenv), None, message));
    }
    settings(scenario, version, runs_script, ladder);
}

fn source(path: &str) -> &'static str {
    match path.rsplit('/').next() {
        Some(".env") => "flask .env",
        Some(".flaskenv") => "flask .flaskenv",
        _ => "flask --env-file",
    }
}

/// `FLASK_SKIP_DOTENV` with anything but nothing, `0`, `false` and `no`.
fn skips_defaults(ladder: &Ladder) -> bool {
    let value = ladder.value("FLASK_SKIP_DOTENV").unwrap_or_default().to_ascii_lowercase();
    !matches!(value.as_str(), "" | "0" | "false" | "no")
}

/// Before 3.1 every file is one `load_dotenv()`.
fn load_as_flask(ladder: &mut Ladder, files: Files<'_>, path: &str) {
    let layer = values(ladder, files, path, Version::NEWEST, References::ProcessFirst, source(path));
    for (name, candidate) in layer.into_candidates() {
        let from_file = ladder.winner(&name).is_some_and(|winner| winner.file.is_some());
        fill(ladder, &name, candidate, if from_file { FILE_ORDER } else { PROCESS_WINS }, FILE_ORDER);
    }
}

/// What `load_dotenv` of another program does with the files that Flask would read; used when Flask is a library.
pub(in super::super) fn read_under_another_server(files: Files<'_>, paths: &[String], ladder: &mut Ladder) {
    for path in paths.iter().filter_map(|path| files.find("", path)) {
        load(ladder, files, path, Version::NEWEST, false, true);
    }
}

fn settings(scenario: &Scenario, version: Version, runs_script: bool, ladder: &mut Ladder) {
    debug(scenario, version, runs_script, ladder);
    removed_variable(version, ladder);
    if runs_script {
        return;
    }
    let options =
        [("port", "--port", 'p', "FLASK_RUN_PORT", "5000"), ("host", "--host", 'h', "FLASK_RUN_HOST", "127.0.0.1")];
    for (name, long, short, variable, default) in options {
        let lowest = Candidate::new("Flask's default", default, When::Process);
        ladder.setting(name, lowest, "");
        if let Some(value) = ladder.value(variable).map(str::to_owned) {
            let because = format!("{variable} beats the default.");
            ladder.setting(name, Candidate::new(variable, value, When::Process), &because);
        }
        if let Some(value) = option_values(&scenario.arguments, long, Some(short)).last() {
            let because = "An option on the command line beats the variable.";
            ladder.setting(name, Candidate::new(format!("flask run {long}"), *value, When::Process), because);
        }
    }
}

/// `FLASK_ENV` looks like a switch, and since 2.3 it is none.
fn removed_variable(version: Version, ladder: &mut Ladder) {
    let Some(winner) = ladder.winner("FLASK_ENV").filter(|_| version >= Version(2, 3, 0)) else { return };
    let message = "Flask 2.3 removed FLASK_ENV: nothing reads it; --debug or FLASK_DEBUG=1 turns debug mode on";
    let problem = Problem::warning(winner.file.as_deref(), winner.line, message);
    ladder.problems.push(problem);
}

fn debug(scenario: &Scenario, version: Version, runs_script: bool, ladder: &mut Ladder) {
    let (flag, environment) = (ladder.value("FLASK_DEBUG"), ladder.value("FLASK_ENV"));
    let development = version < Version(2, 3, 0) && environment == Some("development");
    let in_command = !runs_script && !scenario.arguments.is_empty();
    let text = flag.unwrap_or_default().to_ascii_lowercase();
    let value = if in_command && version >= Version(2, 2, 0) && flag.is_some() {
        match text.trim() {
            "1" | "true" | "t" | "yes" | "y" | "on" => Some(true),
            "0" | "false" | "f" | "no" | "n" | "off" => Some(false),
            "" => Some(development),
            _ => None,
        }
    } else if text.is_empty() {
        Some(development)
    } else {
        Some(!matches!(text.as_str(), "0" | "false" | "no"))
    };
    let Some(value) = value else {
        let message = format!("Invalid value for '--debug': '{text}' is not a valid boolean");
        ladder.problems.push(Problem::error(None, None, message));
        return;
    };
    let source = match (flag, development) {
        (Some(flag), _) if !flag.is_empty() => "FLASK_DEBUG",
        (_, true) => "FLASK_ENV",
        _ => "Flask's default",
    };
    ladder.setting("debug", Candidate::new(source, value.to_string(), When::Process), "");
    let option = scenario.arguments.iter().rfind(|word| matches!(word.as_str(), "--debug" | "--no-debug"));
    if let Some(option) = option.filter(|_| in_command && version >= Version(2, 2, 0)) {
        let value = (option == "--debug").to_string();
        let because = "--debug and --no-debug on the command line beat FLASK_DEBUG.";
        ladder.setting("debug", Candidate::new(format!("flask {option}"), value, When::Process), because);
    }
}

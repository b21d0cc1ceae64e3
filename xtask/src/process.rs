//! Running other programs, and telling in one sentence what went wrong.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A failure told in one sentence to the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// The result of a step.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure with this sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Adds what was being done to an input or output error.
pub(crate) trait Context<T> {
    /// Turns the error into a failure that starts with `action`, such as "writing dist/index.html".
    fn context(self, action: impl FnOnce() -> String) -> Result<T>;
}

impl<T> Context<T> for std::io::Result<T> {
    fn context(self, action: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| Failure::new(format!("{} failed: {error}", action())))
    }
}

/// The folder of the project, whose `Cargo.toml` holds the workspace.
pub(crate) fn project_root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// The project's own `cargo`: the one that started this program, so that both use one toolchain.
pub(crate) fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.current_dir(project_root());
    command
}

/// The first file of this name in the folders of `PATH`.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|candidate| candidate.is_file())
}

/// `PATH` with these folders in front.
pub(crate) fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&path));
    std::env::join_paths(all).map_err(|error| Failure::new(format!("a tool folder cannot stand in PATH: {error}")))
}

/// Runs a command to its end, its output going to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = command_line(command);
    let status = command.status().context(|| format!("starting `{line}`"))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{line}` failed ({status})"))) }
}

/// Runs a command silently and returns what it wrote to standard output; its error output becomes the failure's text.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let line = command_line(command);
    let output = command.stdin(Stdio::null()).output().context(|| format!("starting `{line}`"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let last_line = errors.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("no message");
    Err(Failure::new(format!("`{line}` failed ({}): {}", output.status, last_line.trim())))
}

/// The command as a person would type it, without the folders of programs and long arguments.
fn command_line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        let argument = argument.to_string_lossy();
        if argument.len() > 80 {
            line.push_str(" …");
        } else {
            line.push(' ');
            line.push_str(&argument);
        }
    }
    line
}

/// Tells what a step of some length is about to do, and why.
pub(crate) fn announce(sentence: &str) {
    eprintln!("→ {sentence}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_its_last_message() {
        let failure = capture(Command::new("cargo").arg("no-such-command")).expect_err("no such command");
        assert!(failure.to_string().starts_with("`cargo no-such-command` failed"), "{failure}");
    }

    #[test]
    fn a_missing_program_is_a_failure() {
        assert!(run(&mut Command::new("no-such-program-anywhere")).is_err());
        assert!(find_program("no-such-program-anywhere").is_none());
    }
}

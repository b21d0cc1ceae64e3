//! Why a call cannot be answered: one line that says what, where and what to do.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::error::ErrorKind;

use crate::output;

/// The exit status of bad usage and unreadable input.
pub(crate) const STATUS: u8 = 2;

/// Why a call cannot be answered.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// `doing` is what was tried, as in "read".
    pub(crate) fn file(doing: &str, path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        let what = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            io::ErrorKind::IsADirectory => "it is a directory; name a file in it".to_owned(),
            _ => error.to_string(),
        };
        Self(format!("cannot {doing} {path}: {what}"))
    }
}

impl fmt::Display for Failure {
    /// On one line, whatever a file name holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.replace(['\r', '\n'], " "))
    }
}

/// Prints what the parser of the command line has to say: help as it is, a complaint on one line.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that goes away early does not turn help into a failure.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(STATUS)
        }
        _ => {
            let text = error.to_string();
            let lines = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
            let told: Vec<_> = lines.filter(|line| !line.is_empty() && !line.starts_with("For more")).collect();
            let told = told.join("; ").replace(":; ", ": ");
            let told = told.strip_prefix("error: ").unwrap_or(&told);
            output::error(&format!("{told}; `dockerfile-playground help` lists what there is"));
            ExitCode::from(STATUS)
        }
    }
}

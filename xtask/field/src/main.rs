//! The field test: everything that the engine can do, over a folder of Dockerfiles.
//!
//! Run as `cargo xtask field DIR`. One process holds the engine as a library; each file has a thread of its own, so that
//! a file that overflows the stack or never ends can be named. Exit status: 0 nothing wrong, 1 something was, 2 bad usage.

mod files;
mod report;
mod trial;
mod twice;
mod valid;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use files::Subject;
use report::Report;
use trial::{Fault, Kind, Trial};

const USAGE: &str = "\
Usage: cargo xtask field [--list] DIR

Runs every subcommand over the Dockerfiles below DIR and tells of panics, slow files, fixes that do not parse, second
runs that change something and output that is not valid; then what each rule found. A folder in which other files stand
beside a Dockerfile is its build context.

  --list    print every finding too, as path:line: severity rule: message
";

/// Longer than any file may take; the rest is tried nevertheless.
const LONGEST: Duration = Duration::from_secs(60);

/// What a browser gives to a page, so that what overflows there overflows here.
const STACK: usize = 1 << 20;

fn main() -> ExitCode {
    let mut list = false;
    let mut folder = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--list" => list = true,
            option if option.starts_with('-') => return usage(&format!("there is no option `{option}`")),
            path if folder.is_none() => folder = Some(PathBuf::from(path)),
            more => return usage(&format!("one folder at a time, not `{more}` too")),
        }
    }
    let Some(folder) = folder else { return usage("no folder was named") };
    match run(&folder) {
        Ok(report) => {
            if list {
                print!("{}", report.listed());
            }
            print!("{report}");
            ExitCode::from(u8::from(report.has_faults()))
        }
        Err(error) => usage(&format!("{}: {error}", folder.display())),
    }
}

fn usage(complaint: &str) -> ExitCode {
    eprint!("field: {complaint}\n\n{USAGE}");
    ExitCode::from(2)
}

/// Tries every file below `folder`, on all cores.
fn run(folder: &Path) -> std::io::Result<Report> {
    let start = Instant::now();
    let subjects = files::subjects(folder)?;
    if subjects.is_empty() {
        return Err(std::io::Error::other("no Dockerfile is there"));
    }
    trial::catch_panics();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let trials = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(subject) = subjects.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let trial = watched(subject);
                    trials.lock().expect("nobody panics with the list in hand").push(trial);
                }
            });
        }
    });
    let mut trials = trials.into_inner().expect("nobody panics with the list in hand");
    trials.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Report { trials, cores, took: start.elapsed() })
}

/// The trial of one file in a thread of its name. A thread that takes too long is left behind; it ends with the process.
fn watched(subject: &Subject) -> Trial {
    let (sender, receiver) = mpsc::channel();
    let own = subject.clone();
    let thread = thread::Builder::new().name(subject.name.clone()).stack_size(STACK).spawn(move || {
        // Whoever no longer listens has reported this file already.
        let _ = sender.send(trial::examine(&own));
    });
    let fault = match thread {
        Ok(_) => match receiver.recv_timeout(LONGEST) {
            Ok(trial) => return trial,
            Err(_) => format!("not done after {} s", LONGEST.as_secs()),
        },
        Err(error) => format!("no thread: {error}"),
    };
    let mut trial = Trial::new(subject);
    trial.spent = LONGEST;
    trial.faults.push(Fault { kind: Kind::Hang, call: "the whole trial".to_owned(), what: fault });
    trial
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corpus_passes() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
        let report = run(&folder).expect("the corpus is there");
        assert!(!report.has_faults(), "{report}");
    }
}

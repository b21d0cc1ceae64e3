//! The command line: reads files, asks the engine, prints.
//!
//! Exit status: 0 for nothing at or above the threshold, 1 for findings, 2 for bad usage or unreadable input, with one
//! line on standard error.

mod advise;
mod arguments;
mod cache;
mod check;
mod clock;
mod convert;
mod directory;
mod environment;
mod export;
mod failure;
mod fix;
mod input;
mod inspect;
mod output;
mod registry;
mod rules;
mod shapes;
mod terminal;

use std::process::ExitCode;

use arguments::{Arguments, Call, Simulation};
use clap::Parser;
use failure::Failure;

/// What a call that could be answered says with its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Nothing at or above the threshold.
    Clean,
    /// Something was found.
    Findings,
}

impl Verdict {
    /// Findings if there are some.
    const fn findings(found: bool) -> Self {
        if found { Self::Findings } else { Self::Clean }
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return failure::usage(&error),
    };
    arguments.color.choose();
    match run(&arguments.call) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Err(failure) => {
            output::error(&failure.to_string());
            ExitCode::from(failure::STATUS)
        }
    }
}

fn run(call: &Call) -> Result<Verdict, Failure> {
    match call {
        Call::Check(arguments) => check::run(arguments),
        Call::Fix(arguments) => fix::run(arguments),
        Call::Convert(arguments) => convert::run(arguments),
        Call::Simulate { simulation: Simulation::Cache(arguments) } => cache::run(arguments),
        Call::Simulate { simulation: Simulation::Env(arguments) } => environment::run(arguments),
        Call::Export(arguments) => export::run(arguments),
        Call::Link(arguments) => export::link(arguments),
        Call::Inspect(arguments) => inspect::run(arguments),
        Call::Rules(arguments) => rules::run(arguments),
    }
}

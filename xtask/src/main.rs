//! Developer commands, run as `cargo xtask <command>`.
//!
//! Every command first brings what it needs: the WebAssembly target, Trunk, wasm-bindgen, npm packages, a browser. What
//! it brings lands in one cache folder of the user and is found there by the next clone. This crate knows how the
//! project is built and tested; it knows nothing of Dockerfiles.

mod bring;
mod cache;
mod offline;
mod page;
mod process;
mod split;
mod test;

use std::process::ExitCode;

use process::{Failure, Result};

const HELP: &str = "\
Developer commands of Dockerfile Playground

Usage: cargo xtask <command> [options]

Commands:
  serve    Build the page, serve it on this machine and rebuild it on every change
             --port N     listen on port N instead of 8080
             --release    build it as `build` does: small and optimised, slower to build
             --open no    do not open a browser window (the default); `--open yes` opens one
  build    Write the page for any static host into dist/ and print the size of every file
  test     Check formatting, lints and the engine's independence, then run every test,
           native and in a real browser; the last line counts them
             [filter]     run only the tests whose name contains this text, without the checks
  field    Run everything the engine can do over the Dockerfiles below a folder and tell what went wrong
             DIR          the folder; files beside a Dockerfile are its build context
             --list       print every finding, too
  setup    Only bring the tools that the other commands need
  help     Print this text

The tools are kept in $XDG_CACHE_HOME/dockerfile-playground (usually ~/.cache/dockerfile-playground). The first run
needs a network and some minutes; later runs need neither. Deleting that folder is always safe.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(exit_code) => exit_code,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let (command, options) = match arguments.split_first() {
        Some((command, options)) => (command.as_str(), options),
        None => ("help", arguments),
    };
    if options.iter().any(|option| option == "--help" || option == "-h") {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    }
    match command {
        "serve" => page::serve(&serve_options(options)?)?,
        "build" => no_options(command, options).and_then(|()| page::build())?,
        "test" => return Ok(test::run(test_filter(options)?)),
        "field" => return test::field(options),
        "setup" => no_options(command, options).and_then(|()| bring::everything())?,
        "help" | "--help" | "-h" => print!("{HELP}"),
        unknown => {
            return Err(Failure::new(format!("there is no command `{unknown}`; `cargo xtask help` lists them")));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn no_options(command: &str, options: &[String]) -> Result<()> {
    match options.first() {
        None => Ok(()),
        Some(option) => Err(Failure::new(format!("`{command}` takes no options, but was given `{option}`"))),
    }
}

fn serve_options(options: &[String]) -> Result<page::ServeOptions> {
    let mut parsed = page::ServeOptions { release: false, port: 8080, open: false };
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        match option.as_str() {
            "--release" => parsed.release = true,
            "--port" => {
                let value = rest.next().and_then(|value| value.parse().ok());
                parsed.port = value.ok_or_else(|| Failure::new("`--port` needs a number between 1 and 65535"))?;
            }
            "--open" => match rest.next().map(String::as_str) {
                Some("yes") => parsed.open = true,
                Some("no") => parsed.open = false,
                _ => return Err(Failure::new("`--open` needs `yes` or `no`")),
            },
            unknown => return Err(Failure::new(format!("`serve` has no option `{unknown}`"))),
        }
    }
    Ok(parsed)
}

fn test_filter(options: &[String]) -> Result<Option<&str>> {
    match options {
        [] => Ok(None),
        [filter] if !filter.starts_with('-') => Ok(Some(filter)),
        _ => Err(Failure::new("`test` takes at most one filter and no options")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn serve_options_are_read_in_any_order() {
        let parsed = serve_options(&words("--open yes --port 9000 --release")).expect("valid options");
        assert_eq!(parsed, page::ServeOptions { release: true, port: 9000, open: true });
    }

    #[test]
    fn wrong_options_are_refused() {
        for line in ["--port", "--port x", "--port 70000", "--open", "--open maybe", "--relese"] {
            assert!(serve_options(&words(line)).is_err(), "{line}");
        }
        assert!(test_filter(&words("a b")).is_err());
        assert!(test_filter(&words("--all")).is_err());
        assert!(dispatch(&words("biuld")).is_err());
    }
}

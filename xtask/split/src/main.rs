//! `split MODULE REST LINKED PART…`: moves out of MODULE what only the named parts need, into the module REST: functions,
//! and the constants that only they read.
//!
//! A page shows itself sooner when the code of panels that nobody has opened yet comes behind the first view. Both
//! modules share one memory and one table, so nothing in the sources knows of the split.
//!
//! A PART is the beginning of names of functions, such as `page::share::`; the module must still have its names. Neither
//! of the two modules written has names. LINKED is MODULE as the linker made it, with `--emit-relocs`, before any other
//! tool worked on it; without what the linker says there, all constants stay.

mod data;
mod facts;
#[cfg(test)]
mod tests;
mod write;

use std::process::ExitCode;

use data::Constants;
use facts::Facts;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, rest, linked, parts @ ..] = &arguments[..] else {
        eprintln!("usage: split MODULE REST LINKED PART…");
        return ExitCode::from(2);
    };
    match split(module, rest, linked, parts) {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{module}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn split(module: &str, rest: &str, linked: &str, parts: &[String]) -> Result<String, Box<dyn std::error::Error>> {
    let bytes = std::fs::read(module)?;
    let facts = Facts::read(&bytes)?;
    let moved = facts.only_in(parts);
    let places = Constants::read(&std::fs::read(linked)?)?.only_in(&facts, &moved)?;
    let modules = write::modules(&bytes, &facts, &moved, &places)?;
    for (path, bytes) in [(module, &modules.first), (rest, &modules.rest)] {
        wasmparser::validate(bytes)?;
        std::fs::write(path, bytes)?;
    }
    Ok(format!(
        "{} of {} functions and {} of {} bytes of data come later; the first module calls {} of the functions",
        moved.len(),
        facts.bodies.len(),
        places.iter().map(|place| place.end - place.start).sum::<u32>(),
        facts.data.iter().map(|(_, bytes)| bytes.len()).sum::<usize>(),
        modules.entries
    ))
}

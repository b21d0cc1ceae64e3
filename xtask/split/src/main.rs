//! `split MODULE REST PART…`: moves out of MODULE what only the named parts need, into the module REST.
//!
//! A page shows itself sooner when the code of panels that nobody has opened yet comes behind the first view. Both
//! modules share one memory and one table, so nothing in the sources knows of the split.
//!
//! A PART is the beginning of names of functions, such as `page::share::`; the module must still have its names. Neither
//! of the two modules written has names.

mod facts;
#[cfg(test)]
mod tests;
mod write;

use std::process::ExitCode;

use facts::Facts;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, rest, parts @ ..] = &arguments[..] else {
        eprintln!("usage: split MODULE REST PART…");
        return ExitCode::from(2);
    };
    match split(module, rest, parts) {
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

fn split(module: &str, rest: &str, parts: &[String]) -> Result<String, Box<dyn std::error::Error>> {
    let bytes = std::fs::read(module)?;
    let facts = Facts::read(&bytes)?;
    let moved = facts.only_in(parts);
    let modules = write::modules(&bytes, &facts, &moved)?;
    for (path, bytes) in [(module, &modules.first), (rest, &modules.rest)] {
        wasmparser::validate(bytes)?;
        std::fs::write(path, bytes)?;
    }
    Ok(format!(
        "{} of {} functions come later, {} of them from the first module",
        moved.len(),
        facts.bodies.len(),
        modules.entries
    ))
}

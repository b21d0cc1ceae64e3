//! `split MODULE REST LINKED GLUE PART…`: moves out of MODULE what only the named parts need, into the module REST:
//! functions, and the constants that only they read.
//!
//! A page shows itself sooner when the code of panels that nobody has opened yet comes behind the first view. Both
//! modules share one memory and one table, so nothing in the sources knows of the split.
//!
//! A PART is the beginning of a path in names of functions, such as `page::share::`; the module must still have its names.
//! Neither of the two modules written has names. LINKED is MODULE as the linker made it, with `--emit-relocs`, before any
//! other tool worked on it; without what the linker says there, all constants stay. GLUE is the script that gives MODULE
//! what it imports; both get short names for that. Which number a function has in the first module is written beside LINKED.

mod data;
mod facts;
mod linked;
#[cfg(test)]
mod tests;
mod write;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use data::Constants;
use facts::Facts;
use linked::Linked;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, rest, linked, glue, parts @ ..] = &arguments[..] else {
        eprintln!("usage: split MODULE REST LINKED GLUE PART…");
        return ExitCode::from(2);
    };
    match split(module, rest, linked, glue, parts) {
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

fn split(module: &str, rest: &str, linked: &str, glue: &str, parts: &[String]) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(module)?;
    let facts = Facts::read(&bytes)?;
    let names = Path::new(linked).with_extension("names.txt");
    let linked = std::fs::read(linked)?;
    let linked = Linked::read(&linked)?;
    let later = facts.only_in(parts, &linked)?;
    let places = Constants::of(&linked).only_in(&facts, &later.moved)?;
    let modules = write::modules(&bytes, &facts, &later, &places)?;
    for (path, bytes) in [(module, &modules.first), (rest, &modules.rest)] {
        wasmparser::validate(bytes)?;
        std::fs::write(path, bytes)?;
    }
    std::fs::write(names, &modules.names)?;
    std::fs::write(glue, renamed(&std::fs::read_to_string(glue)?, &modules.renamed)?)?;
    Ok(format!(
        "{} of {} functions and {} of {} bytes of data come later; the first module calls {} of the functions",
        later.moved.len(),
        facts.bodies.len(),
        places.iter().map(|place| place.end - place.start).sum::<u32>(),
        facts.data.iter().map(|(_, bytes)| bytes.len()).sum::<usize>(),
        modules.entries
    ))
}

/// The script that offers what a module imports, under the new names.
fn renamed(glue: &str, names: &[(String, String)]) -> Result<String, String> {
    let mut text = glue.to_owned();
    for (old, new) in names {
        let (old_key, new_key) = (format!(" {old}: "), format!(" {new}: "));
        if text.matches(&old_key).count() != 1 {
            return Err(format!("the script does not offer `{old}` exactly once"));
        }
        text = text.replacen(&old_key, &new_key, 1);
    }
    Ok(text)
}

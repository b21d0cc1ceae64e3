//! Standard output and standard error.
//!
//! Data (JSON, a fixed file) is written byte by byte as it is. Text for people may hold styles, which are left out
//! where no terminal reads or `NO_COLOR` is set. A reader that goes away, as `head` does, is no error.

use std::io::{self, Write};

use crate::failure::Failure;
use crate::terminal::{BAD, BOLD, ODD, PALE};

/// Writes data.
pub(crate) fn data(text: &str) -> Result<(), Failure> {
    finish(write(&mut io::stdout().lock(), text))
}

/// Writes text that may hold styles.
pub(crate) fn styled(text: &str) -> Result<(), Failure> {
    finish(write(&mut anstream::stdout().lock(), text))
}

fn write(to: &mut impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

fn finish(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Tells on standard error why nothing could be done.
pub(crate) fn error(message: &str) {
    tell(&format!("{BAD}error{BAD:#}{BOLD}:{BOLD:#} {message}\n"));
}

/// Tells on standard error of something odd that does not stop the work.
pub(crate) fn warning(message: &str) {
    tell(&format!("{ODD}warning{ODD:#}{BOLD}:{BOLD:#} {message}\n"));
}

/// Tells on standard error what was done.
pub(crate) fn note(message: &str) {
    tell(&format!("{PALE}{message}{PALE:#}\n"));
}

/// Adds a report on standard error to what was written.
pub(crate) fn report(text: &str) {
    tell(text);
}

/// There is nowhere left to complain when standard error is closed.
fn tell(text: &str) {
    let _ = write(&mut anstream::stderr().lock(), text);
}

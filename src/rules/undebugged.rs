//! Commands without the debugger that runs them.

use super::Context;
use super::rewrite::replace_arguments;
use crate::model::{Program, Started};
use crate::shell::Word;
use crate::text::Edit;

/// Flags of Delve with a value in the next word (Delve documentation, `dlv exec`).
const DELVE_VALUED: &[&str] = &[
    "--listen",
    "-l",
    "--log-dest",
    "--log-output",
    "--wd",
    "--backend",
    "--api-version",
    "--init",
    "--redirect",
    "-r",
];

/// Starts what `debugger` runs without it; `None` where its arguments do not tell.
pub(super) fn undebugged(ctx: &Context<'_>, started: &Started<'_>, debugger: Program<'_>) -> Option<Edit> {
    let tree = ctx.dockerfile.tree;
    let whole = started.invocation.words();
    let before = whole.len().checked_sub(debugger.words.len())?;
    if let Some(rest) = debugger.debugged() {
        let first = rest.first()?.literal()?;
        let end = whole.len() - rest.len();
        return match before.checked_sub(1).filter(|at| whole[*at].is("-m")) {
            Some(at) => replace_arguments(tree, started.code, &whole[at..=end], &[first]),
            None => replace_arguments(tree, started.code, &whole[before..=end], &["python", first]),
        };
    }
    let literal = |words: &[Word]| -> Option<Vec<String>> {
        words.iter().map(|word| word.literal().map(str::to_owned)).collect()
    };
    let behind_dashes = || debugger.words.iter().position(|word| word.is("--")).map(|at| &debugger.words[at + 1..]);
    let words = match debugger.name {
        "dlv" => {
            let command = debugger.arguments().iter().position(|word| word.is("exec"))?;
            let program = operand(&debugger.arguments()[command + 1..], DELVE_VALUED)?;
            let rest = literal(behind_dashes().unwrap_or_default())?;
            [program].into_iter().chain(rest).collect()
        }
        // `rdbg --open -c -- rails server`
        "rdbg" if debugger.flag(&["--command", "-c"]).is_some() => literal(behind_dashes()?)?,
        // `gdbserver :1234 program`
        "gdbserver" => {
            literal(debugger.arguments().get(1..)?).filter(|it| !it.is_empty() && !it[0].starts_with('-'))?
        }
        _ => return None,
    };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.first()?;
    replace_arguments(tree, started.code, debugger.words, &words)
}

/// The first word that is neither a flag nor the value of one.
fn operand(words: &[Word], valued: &[&str]) -> Option<String> {
    let mut words = words.iter();
    loop {
        let word = words.next()?.literal()?;
        if valued.contains(&word) {
            words.next();
        } else if !word.starts_with('-') {
            return Some(word.to_owned());
        } else if word == "--" {
            return None;
        }
    }
}

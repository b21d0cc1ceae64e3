//! COPY and ADD: what is copied, and how.

use super::super::Dockerfile;
use super::super::image::ImageReference;
use super::super::remote::{GIT_OPTIONS, GitOptionError, GitOptions, Remote};
use super::{Refusals, mode};
use crate::syntax::{Flag, Instruction, Keyword, Word, nearest, parse_boolean};

/// Judges a COPY or an ADD.
pub(super) fn check(dockerfile: &Dockerfile<'_>, index: usize, instruction: &Instruction, refusals: &mut Refusals<'_>) {
    let value = |name: &str| {
        let word = instruction.flag(name)?.value.as_ref()?;
        Some((word, dockerfile.expand(index, word))).filter(|(_, text)| !text.is_empty())
    };
    if let Some((word, text)) = value("chmod").filter(|(_, text)| !mode::is_valid(text)) {
        let message = format!("`{text}` is no mode; expected octal digits up to 7777, or text such as u=rwX,go=rX");
        refusals.at(word.range, message);
    }
    let sources: Vec<(&Word, Option<Remote>)> =
        instruction.copied_paths().map(|word| (word, Remote::of(dockerfile.expand(index, word)))).collect();
    let sum = value("checksum");
    if let Some((word, text)) = sum {
        checksum(word, text, &sources, refusals);
    }
    for (word, remote) in &sources {
        match remote {
            Some(_) if instruction.keyword == Keyword::Copy => {
                let what = if *remote == Some(Remote::Web) { "a web address" } else { "a Git repository" };
                refusals.at(word.range, format!("COPY cannot fetch {what}; ADD can"));
            }
            None | Some(Remote::Web) => {}
            Some(Remote::Git(options)) => {
                repository(word, options, instruction.flag("keep-git-dir"), sum.map(|(_, text)| text), refusals);
            }
        }
    }
}

/// A checksum is for one source, which must be fetched.
fn checksum(word: &Word, text: &str, sources: &[(&Word, Option<Remote>)], refusals: &mut Refusals<'_>) {
    match sources {
        [(_, Some(Remote::Web))] => {
            // The digest of a file is written like that of an image.
            if let Err(error) = ImageReference::parse(&format!("file@{text}")) {
                refusals.at(word.range, format!("`{text}` is no checksum: {}", error.kind));
            }
        }
        [(_, Some(Remote::Git(_)))] => {}
        [_] => refusals.at(word.range, "--checksum is only for sources from the web or from Git"),
        _ => refusals.at(word.range, "--checksum needs exactly one source"),
    }
}

/// The address of a repository, and the flags that may say something else.
fn repository(word: &Word, options: &GitOptions, keep: Option<&Flag>, sum: Option<&str>, refusals: &mut Refusals<'_>) {
    if let Some(error) = &options.error {
        let near = match error {
            GitOptionError::Unknown(key) => nearest(key, GIT_OPTIONS.iter().copied()),
            _ => None,
        };
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return refusals.at(word.range, format!("`{}`: {error}{hint}", word.text));
    }
    // The switch may stand without a value.
    let flag = keep.and_then(|flag| flag.value.as_ref().map_or(Some(true), |value| parse_boolean(&value.text)));
    if flag.zip(options.keep_git_dir).is_some_and(|(flag, option)| flag != option) {
        refusals.at(word.range, "The address and --keep-git-dir contradict each other");
    }
    if sum.zip(options.checksum.as_deref()).is_some_and(|(flag, option)| flag != option) {
        refusals.at(word.range, "The address and --checksum name different commits");
    }
}

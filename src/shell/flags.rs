//! Flags and operands, by the conventions of `getopt`: `-yq`, `--name=value`, `--` ends the flags.
//!
//! Which flags take a value is a fact about each program, so callers say it where it matters.

use super::{Invocation, Word};
use crate::text::TextRange;
use std::borrow::Cow;

/// One flag of a command; a bundle such as `-yq` gives several.
#[derive(Clone, Debug)]
pub struct Flag<'a> {
    /// With its dashes: `-y`, `--yes`.
    pub name: String,
    /// What follows `=`, or what follows the letters of a bundle and cannot be a flag itself: `2` in `-q=2`.
    pub value: Option<String>,
    /// The word that it stands in.
    pub word: &'a Word,
    /// Where its letter (for a bundle) or its name (for a long flag) stands; the word, when quotes hide that.
    pub range: TextRange,
}

/// The value given to a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagValue {
    /// The value after quote removal, expansions as written.
    pub text: String,
    /// Where it stands; the word, when quotes hide that.
    pub range: TextRange,
}

/// A word that starts with a dash, taken apart.
enum Spelling<'t> {
    /// `--`
    End,
    /// `--name` or `--name=value`; the name has its dashes.
    Long { name: &'t str, value: Option<&'t str> },
    /// `-abc` or `-abc=value`.
    Bundle { letters: &'t str, rest: &'t str },
}

impl<'t> Spelling<'t> {
    fn of(text: &'t str) -> Option<Self> {
        if text == "--" {
            return Some(Self::End);
        }
        if text.starts_with("--") {
            let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
            return Some(Self::Long { name, value });
        }
        let letters = text.strip_prefix('-').filter(|letters| !letters.is_empty())?;
        let end = letters.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(letters.len());
        // `-?` and the like: one letter that is no letter.
        let end = if end == 0 { letters.chars().next().map_or(0, char::len_utf8) } else { end };
        let (letters, rest) = letters.split_at(end);
        Some(Self::Bundle { letters, rest })
    }
}

/// Whether `name`, say `-t`, is the dash and this letter.
fn is_letter(name: &str, letter: char) -> bool {
    let mut characters = name.chars();
    characters.next() == Some('-') && characters.next() == Some(letter) && characters.next().is_none()
}

/// Whether one of `flags` is the dash and this letter.
fn has_letter(flags: &[&str], letter: char) -> bool {
    flags.iter().any(|flag| is_letter(flag, letter))
}

/// Whether `text` is a flag that takes the next word as its value.
fn takes_next_word(text: &str, value_flags: &[&str]) -> bool {
    if value_flags.contains(&text) {
        return true;
    }
    match Spelling::of(text) {
        Some(Spelling::Bundle { letters, rest: "" }) => {
            let first = letters.char_indices().find(|&(_, letter)| has_letter(value_flags, letter));
            first.is_some_and(|(at, letter)| at + letter.len_utf8() == letters.len())
        }
        _ => false,
    }
}

/// What a word is to its command.
enum Role<'a> {
    Flag(&'a Word, Cow<'a, str>),
    /// The value of the flag before it.
    Value,
    Operand(&'a Word),
}

impl<'a> Invocation<'a> {
    /// Every flag before `--`, bundles taken apart. Values of flags are not known here, so that the `-x` of
    /// `-o -x` counts as a flag.
    pub fn flags(self) -> Vec<Flag<'a>> {
        let mut flags = Vec::new();
        for role in self.roles(&[]) {
            if let Role::Flag(word, text) = role {
                push_flags(word, &text, &mut flags);
            }
        }
        flags
    }

    /// Whether the command has this flag before `--`: `-y` alone or in a bundle, `--yes` with or without a value,
    /// `-name` spelled just so.
    pub fn has_flag(self, flag: &str) -> bool {
        self.has_flag_of(&[flag])
    }

    /// Whether the command has one of these flags; see [`Self::has_flag`].
    pub fn has_flag_of(self, flags: &[&str]) -> bool {
        self.roles(&[]).any(|role| match role {
            Role::Flag(_, text) => match Spelling::of(&text) {
                _ if flags.contains(&&*text) => true,
                Some(Spelling::Long { name, .. }) => flags.contains(&name),
                Some(Spelling::Bundle { letters, .. }) => letters.chars().any(|letter| has_letter(flags, letter)),
                Some(Spelling::End) | None => false,
            },
            Role::Value | Role::Operand(_) => false,
        })
    }

    /// The value of the last of these flags that has one, given as the next word, after `=`, or right after the
    /// letter (`-tstable`).
    pub fn flag_value(self, names: &[&str]) -> Option<FlagValue> {
        let mut found = None;
        let mut wants_next = false;
        for word in self.arguments() {
            let text = word.unquoted();
            if wants_next {
                wants_next = false;
                found = Some(FlagValue { text: text.into_owned(), range: word.range });
                continue;
            }
            match Spelling::of(&text) {
                Some(Spelling::End) => break,
                _ if takes_next_word(&text, names) => wants_next = true,
                Some(spelling) => found = value_in(&spelling, word, &text, names).or(found),
                None => {}
            }
        }
        found
    }

    /// The arguments that are neither flags nor values of these flags (spelled `-t` or `--target-release`). All that
    /// follows `--` are operands.
    pub fn operands(self, value_flags: &[&str]) -> Vec<&'a Word> {
        let operand = |role| if let Role::Operand(word) = role { Some(word) } else { None };
        self.roles(value_flags).filter_map(operand).collect()
    }

    /// The first argument that is no flag, when it is a literal: `install` in `apt-get -y install curl`.
    pub fn subcommand(self) -> Option<&'a str> {
        let mut roles = self.roles(&[]);
        roles.find_map(|role| if let Role::Operand(word) = role { Some(word.literal()) } else { None }).flatten()
    }

    /// Whether one of the arguments is literally this.
    pub fn has_argument(self, text: &str) -> bool {
        self.arguments().iter().any(|word| word.is(text))
    }

    fn roles(self, value_flags: &[&str]) -> impl Iterator<Item = Role<'a>> {
        let mut flags_ended = false;
        let mut is_value = false;
        self.arguments().iter().filter_map(move |word| {
            if std::mem::take(&mut is_value) {
                return Some(Role::Value);
            }
            let text = word.unquoted();
            match if flags_ended { None } else { Spelling::of(&text) } {
                None => Some(Role::Operand(word)),
                Some(Spelling::End) => {
                    flags_ended = true;
                    None
                }
                Some(_) => {
                    is_value = takes_next_word(&text, value_flags);
                    Some(Role::Flag(word, text))
                }
            }
        })
    }
}

fn push_flags<'a>(word: &'a Word, text: &str, flags: &mut Vec<Flag<'a>>) {
    match Spelling::of(text) {
        Some(Spelling::Long { name, value }) => flags.push(Flag {
            name: name.to_owned(),
            value: value.map(str::to_owned),
            word,
            range: word.part(0, name.len()),
        }),
        Some(Spelling::Bundle { letters, rest }) => {
            for (at, letter) in letters.char_indices() {
                let start = 1 + at;
                let end = start + letter.len_utf8();
                let value = (end == 1 + letters.len() && !rest.is_empty())
                    .then(|| rest.strip_prefix('=').unwrap_or(rest).to_owned());
                flags.push(Flag { name: format!("-{letter}"), value, word, range: word.part(start, end) });
            }
        }
        Some(Spelling::End) | None => {}
    }
}

/// The value that stands in the same word as the flag.
fn value_in(spelling: &Spelling<'_>, word: &Word, text: &str, names: &[&str]) -> Option<FlagValue> {
    let start = match spelling {
        Spelling::Long { name, value: Some(_) } if names.contains(name) => name.len() + 1,
        Spelling::Bundle { letters, .. } => {
            let (at, letter) = letters.char_indices().find(|&(_, letter)| has_letter(names, letter))?;
            let after = 1 + at + letter.len_utf8();
            if text[after..].starts_with('=') { after + 1 } else { after }
        }
        Spelling::Long { .. } | Spelling::End => return None,
    };
    Some(FlagValue { text: text[start..].to_owned(), range: word.part(start, text.len()) })
}

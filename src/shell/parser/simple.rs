//! Simple commands: `A=1 name argument >file`.

use super::Parser;
use super::heredoc::Holder;
use crate::shell::command::Command;
use crate::shell::script::{BlockKind, Place};
use crate::shell::wrapper::{self, ScriptArgument};
use crate::shell::{Assignment, CommandId, Redirection, Word};
use crate::text::TextRange;

/// The parts of a command being read.
#[derive(Default)]
struct Draft {
    words: Vec<Word>,
    assignments: Vec<Assignment>,
    redirections: Vec<Redirection>,
}

impl Draft {
    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.assignments.is_empty() && self.redirections.is_empty()
    }

    /// Whether `(` after it would make it a function definition.
    fn is_function_name(&self) -> bool {
        self.assignments.is_empty()
            && self.redirections.is_empty()
            && matches!(&self.words[..], [name] if !name.is_quoted && !name.has_expansion)
    }
}

impl Parser<'_> {
    /// Reads one simple command or function definition, and gives its end. `None`, and nothing passed, when none
    /// stands here.
    pub(super) fn simple(&mut self, place: Place) -> Option<usize> {
        // Commands in substitutions come after the command that they are an argument of, so it takes its id first.
        let id = CommandId(self.out.commands.len());
        let is_inner = self.in_shell_string;
        self.out.commands.push(Command::new(id, place, self.block, is_inner));
        let outer_owner = self.owner.replace(id);
        let start = self.pos;
        let mut end = start;
        let mut draft = Draft::default();
        let mut is_function = false;
        loop {
            self.blanks();
            if self.peek() == Some(b'(') && draft.is_function_name() && self.rest()[1..].trim_start().starts_with(')') {
                is_function = true;
                break;
            }
            if !self.part(id, &mut draft) {
                break;
            }
            end = self.pos;
        }
        self.owner = outer_owner;
        if is_function {
            self.out.commands.pop();
            self.function_body(draft.words, start, place);
            return Some(self.pos);
        }
        if draft.is_empty() {
            self.out.commands.pop();
            return None;
        }
        let command = &mut self.out.commands[id.0];
        command.range = self.map.range(start, end);
        command.words = draft.words;
        command.assignments = draft.assignments;
        command.redirections = draft.redirections;
        self.look_behind_wrappers(id);
        Some(end)
    }

    /// Reads one redirection, assignment or word into the draft. `false` when the command ends here.
    fn part(&mut self, id: CommandId, draft: &mut Draft) -> bool {
        if let Some(redirection) = self.redirection(Holder::Command(id), draft.redirections.len()) {
            draft.redirections.push(redirection);
            return true;
        }
        if draft.words.is_empty()
            && let Some(assignment) = self.assignment()
        {
            draft.assignments.push(assignment);
            return true;
        }
        match self.word() {
            Some(word) => draft.words.push(word),
            None => return false,
        }
        // `declare -a x=(…)`: the array is no part of the word that the shell reads, but belongs to the command.
        let is_array = self.peek() == Some(b'(') && self.text.as_bytes()[..self.pos].last() == Some(&b'=');
        if is_array {
            draft.words.extend(self.array());
        }
        true
    }

    /// Reads `NAME=value` if it stands here.
    fn assignment(&mut self) -> Option<Assignment> {
        let rest = self.rest().as_bytes();
        let is_name_byte = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let name_length = rest.iter().take_while(|byte| is_name_byte(byte)).count();
        if name_length == 0 || rest[0].is_ascii_digit() {
            return None;
        }
        let mut length = name_length;
        if rest.get(length) == Some(&b'[') {
            length += rest[length..].iter().take(MAX_INDEX).position(|&byte| byte == b']')? + 1;
        }
        let appends = rest.get(length) == Some(&b'+');
        length += usize::from(appends);
        if rest.get(length) != Some(&b'=') {
            return None;
        }
        let start = self.pos;
        let name = self.text[start..start + name_length].to_owned();
        let name_range = self.map.range(start, start + name_length);
        self.pos += length + 1;
        let value_start = self.pos;
        let (value, elements) = if self.peek() == Some(b'(') {
            let elements = self.array();
            let range = self.map.range(value_start, self.pos);
            (Word::plain(self.source.clone(), TextRange::new(value_start, self.pos), range), elements)
        } else {
            let empty = self.map.range(value_start, value_start);
            let empty = Word::plain(self.source.clone(), TextRange::empty(value_start), empty);
            (self.word().unwrap_or(empty), Vec::new())
        };
        let range = self.map.range(start, self.pos);
        Some(Assignment { name, name_range, value, elements, appends, range })
    }

    /// Reads `( word … )`.
    fn array(&mut self) -> Vec<Word> {
        let start = self.pos;
        self.pos += 1;
        let mut elements = Vec::new();
        loop {
            self.line_breaks();
            match self.word() {
                Some(word) => elements.push(word),
                None => break,
            }
        }
        self.expect_byte(b')', start);
        elements
    }

    /// Reads the rest of `name () { …; }`.
    pub(super) fn function_body(&mut self, name: Vec<Word>, start: usize, place: Place) {
        let id = self.open(BlockKind::Function, Some(place));
        self.out.blocks[id.0].words = name;
        self.nested((), |parser| {
            parser.within(id, start, |parser| {
                if parser.peek() == Some(b'(') {
                    parser.pos += 1;
                    parser.line_breaks();
                    parser.expect_byte(b')', start);
                }
                parser.line_breaks();
                parser.lone_command(start);
            });
        });
    }

    /// Finds the command behind `sudo`, `env` and the like, and reads what a shell is told to run.
    pub(super) fn look_behind_wrappers(&mut self, id: CommandId) {
        let command = &mut self.out.commands[id.0];
        (command.wrappers, command.inner) = wrapper::unwrap(&command.words);
        let first = command.inner;
        let words = match wrapper::script_argument(&command.words[first..]) {
            Some(ScriptArgument::Word(index)) => first + index..first + index + 1,
            Some(ScriptArgument::Joined(index)) => first + index..command.words.len(),
            Some(ScriptArgument::Input) | None => return,
        };
        // Taken out for the moment, since reading needs the whole script.
        let taken = std::mem::take(&mut command.words);
        self.reread(id, &taken[words]);
        self.out.commands[id.0].words = taken;
    }
}

/// How far the `]` of `NAME[index]=` is looked for.
const MAX_INDEX: usize = 200;

//! Which variables a script takes from its environment, and where it names them.
//!
//! Knows the order in which commands run as far as it is certain. Does not know what an expansion gives, text that is
//! built for `eval`, nor names that are made at run time (`printf -v "$x"`).

use std::collections::{HashMap, HashSet};

use super::{Block, BlockId, BlockKind, Command, Connector, Place, Redirection, Script, Word};
use crate::text::TextRange;

/// How many settings of one name are compared with a use; of a name that is set more often, nothing is certain.
const MOST_SETTINGS: usize = 20;

/// A place where a script names a variable that it takes from its environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OuterPlace<'a> {
    /// The variable.
    pub name: &'a str,
    /// The name alone.
    pub range: TextRange,
    /// The whole expansion, `$HOME` or `${HOME:-/root}`; the name again where nothing is expanded.
    pub whole: TextRange,
    /// Whether the script gives it a value there.
    pub sets: bool,
}

/// A point in the list of a block.
#[derive(Clone, Copy)]
struct Step {
    block: BlockId,
    /// Number of the stretch of the list that `&&` joins; `None` where the point is none of a list.
    run: Option<usize>,
    at: usize,
}

/// What sees the value that is set at a place, for certain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Whatever follows in the list.
    Rest,
    /// What follows behind `&&`.
    Joined,
    Nothing,
}

struct Mention<'a> {
    place: OuterPlace<'a>,
    step: Step,
    /// Of a setting.
    reach: Reach,
    /// Where a setting is done.
    end: usize,
}

impl Script {
    /// Names of all variables that the script uses or sets.
    pub fn variables(&self) -> HashSet<&str> {
        let reader = Reader { script: self, runs: Runs::of(self) };
        reader.mentions().iter().map(|it| it.place.name).collect()
    }

    /// Every place of the variables that the script takes from its environment, in no order.
    ///
    /// A variable that has a value of the script's own at each use is not among them. Where one is used before, or
    /// where it was only perhaps set, all of its places count: the script means one variable by them.
    pub fn outer_places(&self) -> Vec<OuterPlace<'_>> {
        let reader = Reader { script: self, runs: Runs::of(self) };
        let mentions = reader.mentions();
        let mut settings: HashMap<&str, Vec<&Mention<'_>>> = HashMap::new();
        for mention in mentions.iter().filter(|it| it.place.sets) {
            settings.entry(mention.place.name).or_default().push(mention);
        }
        let mut outer: HashSet<&str> = HashSet::new();
        for mention in mentions.iter().filter(|it| !it.place.sets) {
            let name = mention.place.name;
            let own = settings.get(name).map_or(&[][..], Vec::as_slice);
            if !outer.contains(name) && !reader.is_own(mention, own) {
                outer.insert(name);
            }
        }
        mentions.iter().map(|it| it.place).filter(|it| outer.contains(it.name)).collect()
    }
}

/// The stretches of lists that `&&` joins, by number.
struct Runs {
    commands: Vec<usize>,
    blocks: Vec<Option<usize>>,
}

impl Runs {
    fn of(script: &Script) -> Self {
        let commands = script.commands.iter().enumerate().map(|(at, it)| (it.parent, it.range.start, it.place, at));
        let first_block = script.commands.len();
        let blocks = script.blocks.iter().zip(first_block..).filter_map(|(block, at)| {
            let (Some(parent), Some(place)) = (block.parent, block.place) else { return None };
            Some((parent, block.range.start, place, at))
        });
        let mut elements: Vec<_> = commands.chain(blocks).collect();
        elements.sort_by_key(|(parent, start, ..)| (*parent, *start));
        let mut runs = Self { commands: vec![0; first_block], blocks: vec![None; script.blocks.len()] };
        let mut run = 0;
        for (_, _, place, at) in elements {
            run += usize::from(!matches!(place.connector, Connector::And | Connector::Pipe | Connector::PipeBoth));
            match at.checked_sub(first_block) {
                Some(block) => runs.blocks[block] = Some(run),
                None => runs.commands[at] = run,
            }
        }
        runs
    }
}

struct Reader<'a> {
    script: &'a Script,
    runs: Runs,
}

impl<'a> Reader<'a> {
    fn mentions(&self) -> Vec<Mention<'a>> {
        let mut mentions = Vec::new();
        for command in &self.script.commands {
            self.command(command, &mut mentions);
        }
        for (at, block) in self.script.blocks.iter().enumerate() {
            self.block(BlockId(at), block, &mut mentions);
        }
        mentions.retain(|it| it.place.name.starts_with(|c: char| c.is_alphabetic() || c == '_'));
        mentions
    }

    fn command(&self, command: &'a Command, mentions: &mut Vec<Mention<'a>>) {
        let step = self.step_of_command(command);
        let values = command.assignments.iter().flat_map(|it| it.elements.iter().chain([&it.value]));
        uses(command.words.iter().chain(values).chain(redirected(&command.redirections)), step, mentions);
        let reach = if command.words.is_empty() { self.reach(&command.place) } else { Reach::Nothing };
        let mut set = |name: &'a str, range: TextRange, reach: Reach, end: usize| {
            mentions.push(Mention { place: OuterPlace { name, range, whole: range, sets: true }, step, reach, end });
        };
        for assignment in &command.assignments {
            set(&assignment.name, assignment.name_range, reach, assignment.range.end);
        }
        for assignment in command.wrappers.iter().flat_map(|it| &it.assignments) {
            set(&assignment.name, assignment.name_range, Reach::Nothing, assignment.range.end);
        }
        self.named(command, step, mentions);
    }

    /// The operands of builtins that take names of variables.
    fn named(&self, command: &'a Command, step: Step, mentions: &mut Vec<Mention<'a>>) {
        let (only_value, always) = match command.name() {
            // Of `export A`, the value stays that which it was.
            Some("export" | "readonly" | "unset") => (true, false),
            Some("local" | "declare" | "typeset" | "read") => (false, true),
            _ => return,
        };
        for word in command.arguments() {
            let raw = word.raw();
            let quote = raw.len() - raw.trim_start_matches(['"', '\'']).len();
            let written = &raw[quote..];
            let length = written.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(written.len());
            let (name, rest) = written.split_at(length);
            let sets = always || (only_value && rest.starts_with(['=', '+']));
            let start = word.range.start + quote;
            // A word that was decoded has no simple way back.
            let range = if word.range.len() == raw.len() { TextRange::new(start, start + length) } else { word.range };
            let place = OuterPlace { name, range, whole: range, sets };
            let reach = if sets { self.reach(&command.place) } else { Reach::Nothing };
            mentions.push(Mention { place, step, reach, end: word.range.end });
        }
    }

    fn block(&self, id: BlockId, block: &'a Block, mentions: &mut Vec<Mention<'a>>) {
        let step = self.step_of_block(id);
        uses(block.words.iter().chain(redirected(&block.redirections)), step, mentions);
        let variable = block.words.first().filter(|_| block.kind == BlockKind::For);
        if let Some((name, word)) = variable.and_then(|word| Some((word.literal()?, word))) {
            let place = OuterPlace { name, range: word.range, whole: word.range, sets: true };
            // Only what is repeated sees it for certain: there may be nothing to repeat.
            let step = Step { block: id, run: None, at: word.range.start };
            mentions.push(Mention { place, step, reach: Reach::Rest, end: word.range.end });
        }
    }

    fn reach(&self, place: &Place) -> Reach {
        let pipeline = &self.script.pipelines[place.pipeline.0];
        let is_apart = pipeline.length > 1 || pipeline.followed_by == Some(Connector::Background);
        match place.connector {
            _ if is_apart => Reach::Nothing,
            Connector::Start | Connector::Semicolon | Connector::Newline | Connector::Background => Reach::Rest,
            Connector::And => Reach::Joined,
            Connector::Or | Connector::Pipe | Connector::PipeBoth => Reach::Nothing,
        }
    }

    fn step_of_command(&self, command: &Command) -> Step {
        Step { block: command.parent, run: Some(self.runs.commands[command.id.0]), at: command.range.start }
    }

    /// Where a block stands in the one around it.
    fn step_of_block(&self, id: BlockId) -> Step {
        let block = self.script.block(id);
        let parent = block.parent.unwrap_or(Script::ROOT);
        match block.owner {
            Some(owner) => Step { block: parent, ..self.step_of_command(self.script.command(owner)) },
            None => Step { block: parent, run: self.runs.blocks[id.0], at: block.range.start },
        }
    }

    /// Whether a use finds a value of the script's own for certain.
    fn is_own(&self, used: &Mention<'_>, settings: &[&Mention<'_>]) -> bool {
        if settings.is_empty() {
            return false;
        }
        let settings = &settings[..settings.len().min(MOST_SETTINGS)];
        let mut step = used.step;
        loop {
            let is_seen = |set: &&Mention<'_>| {
                let is_before = set.step.block == step.block && set.end <= step.at;
                let is_joined = set.reach == Reach::Joined && step.run.is_some() && set.step.run == step.run;
                is_before && (set.reach == Reach::Rest || is_joined)
            };
            if settings.iter().any(is_seen) || self.is_given(step.block, used.place.name) {
                return true;
            }
            if self.script.block(step.block).parent.is_none() {
                return false;
            }
            step = self.step_of_block(step.block);
        }
    }

    /// Whether the block is a script that is started with the variable: `A=1 sh -c '…'`.
    fn is_given(&self, block: BlockId, name: &str) -> bool {
        let block = self.script.block(block);
        let owner = block.owner.filter(|_| block.kind == BlockKind::ShellString).map(|id| self.script.command(id));
        owner.is_some_and(|it| it.unwrapped().assignments().any(|assignment| assignment.name == name))
    }
}

/// The words of redirections, here-documents among them.
fn redirected(redirections: &[Redirection]) -> impl Iterator<Item = &Word> {
    redirections.iter().flat_map(|it| it.target.iter().chain(&it.body))
}

/// Adds what is expanded in `words`.
fn uses<'a>(words: impl Iterator<Item = &'a Word>, step: Step, mentions: &mut Vec<Mention<'a>>) {
    for parameter in words.flat_map(|word| &word.parameters) {
        let place =
            OuterPlace { name: &parameter.name, range: parameter.name_range, whole: parameter.range, sets: false };
        mentions.push(Mention { place, step, reach: Reach::Nothing, end: parameter.range.end });
    }
}

//! Variables: what ARG and ENV set, and what the builder or a shell expands.

use super::{Name, NameKind, touches};
use crate::model::expand::references;
use crate::model::{Assignment, AssignmentKind, Base, Dockerfile};
use crate::syntax::{Arguments, Keyword, Word};
use crate::text::TextRange;

/// A place where a variable is named.
struct Mention<'a> {
    name: &'a str,
    /// The name alone.
    range: TextRange,
    /// The reference around it, with `$` and braces.
    whole: TextRange,
    /// Whether the variable is set there.
    sets: bool,
}

/// Where a variable comes from: before the first FROM, or the lowest stage that sets it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    Global,
    Stage(usize),
}

/// The variable that is named at `offset`, in the instruction at `index`.
pub(super) fn at(dockerfile: &Dockerfile<'_>, index: usize, offset: usize) -> Option<Name> {
    let mut found = None;
    mentions(dockerfile, index, &mut |mention| {
        // The innermost: `${A:-$B}` names two.
        if touches(mention.whole, offset) {
            found = Some((mention.name.to_owned(), mention.range, mention.sets));
        }
    });
    let (text, here, sets) = found?;
    let roots = Roots::of(dockerfile, &text);
    let root = roots.at(dockerfile, index)?;
    let assignment = if sets { declared(dockerfile, index, &text) } else { setter(dockerfile, index, &text) };
    let definition = match assignment {
        Some(assignment) => place(dockerfile, assignment),
        None => sets.then_some(here),
    };
    let mut places = vec![here];
    for at in 0..dockerfile.tree.instructions.len() {
        if roots.at(dockerfile, at) == Some(root) {
            mentions(dockerfile, at, &mut |mention| places.extend((mention.name == text).then_some(mention.range)));
        }
    }
    Some(Name { kind: NameKind::Variable, text, here, definition, places })
}

/// The setting that the instruction at `index` sees.
fn setter<'a>(dockerfile: &'a Dockerfile<'_>, index: usize, name: &str) -> Option<&'a Assignment> {
    if dockerfile.tree.instructions[index].keyword == Keyword::From {
        return global(dockerfile, name);
    }
    let is_named = |it: &&Assignment| it.name == name;
    let before: Vec<_> = dockerfile.assignments_before(index).filter(is_named).collect();
    dockerfile.variable(index, name).or_else(|| before.last().copied())
}

/// What an `ARG` in a stage takes over.
fn declared<'a>(dockerfile: &'a Dockerfile<'_>, index: usize, name: &str) -> Option<&'a Assignment> {
    let own = dockerfile.assignments_of(index).iter().find(|it| it.name == name)?;
    let takes_over = own.kind == AssignmentKind::GlobalArg && dockerfile.facts[index].stage.is_some();
    global(dockerfile, name).filter(|_| takes_over)
}

fn global<'a>(dockerfile: &'a Dockerfile<'_>, name: &str) -> Option<&'a Assignment> {
    dockerfile.global_arguments.iter().rev().find(|it| it.name == name)
}

/// Where an assignment names its variable; `None` for what comes with an image.
fn place(dockerfile: &Dockerfile<'_>, assignment: &Assignment) -> Option<TextRange> {
    let instruction = &dockerfile.tree.instructions[assignment.instruction?];
    instruction.pairs().iter().find(|pair| pair.range == assignment.range).map(|pair| pair.key.range)
}

/// Where one name comes from in each stage.
struct Roots {
    /// For each stage; with whether containers see the variable.
    stages: Vec<Option<(Root, bool)>>,
}

impl Roots {
    fn of(dockerfile: &Dockerfile<'_>, name: &str) -> Self {
        let is_global = global(dockerfile, name).is_some();
        let mut stages: Vec<Option<(Root, bool)>> = Vec::with_capacity(dockerfile.stages.len());
        for stage in &dockerfile.stages {
            let below = match stage.base {
                Base::Stage(base) => stages.get(base).copied().flatten(),
                _ => None,
            };
            let mut own = stage.assignments.iter().filter(|it| it.name == name).peekable();
            let first = own.peek().map(|it| match it.kind {
                AssignmentKind::GlobalArg if is_global => Root::Global,
                _ => Root::Stage(stage.index),
            });
            let root = below.map(|(root, _)| root).or(first);
            let is_kept = below.is_some_and(|(_, kept)| kept) || own.any(|it| it.kind.is_kept());
            stages.push(root.map(|root| (root, is_kept)));
        }
        Self { stages }
    }

    /// Where the name comes from at the instruction at `index`.
    fn at(&self, dockerfile: &Dockerfile<'_>, index: usize) -> Option<Root> {
        let keyword = dockerfile.tree.instructions[index].keyword;
        let stage = dockerfile.facts[index].stage.filter(|_| keyword != Keyword::From);
        let Some(stage) = stage else { return Some(Root::Global) };
        let (root, is_kept) = self.stages[stage]?;
        let in_container = matches!(keyword, Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck);
        (is_kept || !in_container).then_some(root)
    }
}

/// Every variable that the instruction at `index` names, outer references before those in them.
fn mentions(dockerfile: &Dockerfile<'_>, index: usize, visit: &mut dyn FnMut(Mention<'_>)) {
    let tree = dockerfile.tree;
    let instruction = &tree.instructions[index];
    for flag in &instruction.flags {
        flag.value.iter().for_each(|value| in_word(dockerfile, value, visit));
    }
    let mut words = |words: &[Word]| words.iter().for_each(|word| in_word(dockerfile, word, visit));
    match &instruction.arguments {
        Arguments::From(from) => words(std::slice::from_ref(&from.image)),
        Arguments::Copy(copy) => {
            words(&copy.sources);
            copy.destination.iter().for_each(|word| words(std::slice::from_ref(word)));
        }
        Arguments::List { words: list, .. } => words(list),
        Arguments::Single(word) => words(std::slice::from_ref(word)),
        Arguments::Pairs { pairs, .. } => {
            for pair in pairs {
                let is_plain = pair.key.range.of(&tree.text) == pair.key.text;
                if is_plain && matches!(instruction.keyword, Keyword::Arg | Keyword::Env) {
                    let range = pair.key.range;
                    visit(Mention { name: &pair.key.text, range, whole: range, sets: true });
                }
                pair.value.iter().for_each(|value| in_word(dockerfile, value, visit));
            }
        }
        _ => {}
    }
    for document in instruction.heredocs.iter().filter(|it| !it.quoted && instruction.keyword != Keyword::Run) {
        in_text(document.body.of(&tree.text), '\\', document.body.start, visit);
    }
    in_code(dockerfile, index, visit);
}

fn in_word(dockerfile: &Dockerfile<'_>, word: &Word, visit: &mut dyn FnMut(Mention<'_>)) {
    let tree = dockerfile.tree;
    // A word over several lines, or one whose text was decoded, has no simple way back to the file.
    if word.range.of(&tree.text) == word.text {
        in_text(&word.text, tree.escape, word.range.start, visit);
    }
}

fn in_text(text: &str, escape: char, start: usize, visit: &mut dyn FnMut(Mention<'_>)) {
    if !text.contains('$') {
        return;
    }
    let place = |range: TextRange| TextRange::new(start + range.start, start + range.end);
    for reference in references(text, escape) {
        let (range, whole) = (place(reference.name), place(reference.range));
        visit(Mention { name: reference.name.of(text), range, whole, sets: false });
    }
}

/// The parameters of shell text, but for those that the script sets itself.
fn in_code(dockerfile: &Dockerfile<'_>, index: usize, visit: &mut dyn FnMut(Mention<'_>)) {
    let Some(code) = dockerfile.facts[index].code.as_ref().filter(|code| !code.is_exec()) else { return };
    let own: std::collections::HashSet<&str> = code.script.assigned().collect();
    for command in &code.script.commands {
        let values = command.assignments.iter().map(|it| &it.value);
        let targets = command.redirections.iter().filter_map(|it| it.target.as_ref());
        for word in command.words.iter().chain(values).chain(targets) {
            for parameter in word.parameters.iter().filter(|it| !own.contains(it.name.as_str())) {
                let (range, whole) = (code.range(parameter.name_range), code.range(parameter.range));
                visit(Mention { name: &parameter.name, range, whole, sets: false });
            }
        }
    }
}

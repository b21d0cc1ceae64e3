//! A compact picture of a script, for tests: `[a b] && sub{[c] | [d]}`.

use super::{Block, BlockId, BlockKind, Command, Connector, Place, Redirection, RedirectionKind, Script, Word};
use std::fmt::Write;

/// One child of a block.
enum Child<'a> {
    Command(&'a Command),
    Block(BlockId),
}

/// The whole script on one line, then its errors after ` !! `.
pub(super) fn render(script: &Script) -> String {
    let mut out = children(script, Script::ROOT);
    for error in &script.errors {
        let _ = write!(out, " !! {}..{} {}", error.range.start, error.range.end, error.message);
    }
    out
}

fn children(script: &Script, parent: BlockId) -> String {
    let mut list: Vec<(usize, Option<Place>, Child<'_>)> = Vec::new();
    for command in script.commands.iter().filter(|command| command.parent == parent) {
        list.push((command.range.start, Some(command.place), Child::Command(command)));
    }
    for (index, block) in script.blocks.iter().enumerate() {
        let is_in_word =
            matches!(block.kind, BlockKind::Substitution | BlockKind::ProcessSubstitution | BlockKind::ShellString);
        if block.parent == Some(parent) && !is_in_word {
            list.push((block.range.start, block.place, Child::Block(BlockId(index))));
        }
    }
    list.sort_by_key(|(start, ..)| *start);
    let mut out = String::new();
    for (_, place, child) in list {
        if !out.is_empty() {
            out.push(' ');
        }
        if let Some(place) = place {
            out.push_str(connector(place.connector));
            let pipeline = &script.pipelines[place.pipeline.0];
            if place.position == 0 && pipeline.negated {
                out.push_str("! ");
            }
        }
        match child {
            Child::Command(command) => out.push_str(&simple(script, command)),
            Child::Block(id) => out.push_str(&block(script, id)),
        }
    }
    out
}

fn connector(connector: Connector) -> &'static str {
    match connector {
        Connector::Start => "",
        Connector::And => "&& ",
        Connector::Or => "|| ",
        Connector::Semicolon => "; ",
        Connector::Newline => "/ ",
        Connector::Pipe => "| ",
        Connector::PipeBoth => "|& ",
        Connector::Background => "& ",
    }
}

fn simple(script: &Script, command: &Command) -> String {
    let mut parts: Vec<String> = Vec::new();
    for assignment in &command.assignments {
        let operator = if assignment.appends { "+=" } else { "=" };
        let value = if assignment.elements.is_empty() {
            word(script, &assignment.value)
        } else {
            format!("({})", words(script, &assignment.elements))
        };
        parts.push(format!("{}{operator}{value}", assignment.name));
    }
    for (index, item) in command.words.iter().enumerate() {
        let wrapper = command.wrappers.iter().any(|wrapper| wrapper.word == index);
        parts.push(format!("{}{}", word(script, item), if wrapper { "^" } else { "" }));
    }
    parts.extend(command.redirections.iter().map(|item| redirection(script, item)));
    if let Some(id) = command.shell_string {
        parts.push(block(script, id));
    }
    format!("[{}]", parts.join(" "))
}

fn block(script: &Script, id: BlockId) -> String {
    let Block { kind, words: head, redirections, .. } = script.block(id);
    let mut out = name(*kind).to_owned();
    if !head.is_empty() {
        let _ = write!(out, "<{}>", words(script, head));
    }
    let _ = write!(out, "{{{}}}", children(script, id));
    for item in redirections {
        let _ = write!(out, " {}", redirection(script, item));
    }
    out
}

fn name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Script => "script",
        BlockKind::Subshell => "sub",
        BlockKind::Group => "group",
        BlockKind::Substitution => "$",
        BlockKind::ProcessSubstitution => "process",
        BlockKind::ShellString => "runs",
        BlockKind::If => "if",
        BlockKind::Condition => "test",
        BlockKind::Then => "then",
        BlockKind::Else => "else",
        BlockKind::For => "for",
        BlockKind::While => "while",
        BlockKind::Until => "until",
        BlockKind::LoopBody => "do",
        BlockKind::Case => "case",
        BlockKind::CaseArm => "arm",
        BlockKind::Function => "function",
        BlockKind::Test => "[[",
        BlockKind::Arithmetic => "((",
    }
}

fn redirection(script: &Script, item: &Redirection) -> String {
    let operator = match item.kind {
        RedirectionKind::Read => "<",
        RedirectionKind::Write => ">",
        RedirectionKind::Clobber => ">|",
        RedirectionKind::Append => ">>",
        RedirectionKind::ReadWrite => "<>",
        RedirectionKind::DuplicateInput => "<&",
        RedirectionKind::DuplicateOutput => ">&",
        RedirectionKind::WriteBoth => "&>",
        RedirectionKind::AppendBoth => "&>>",
        RedirectionKind::HereString => "<<<",
        RedirectionKind::HereDocument => "<<",
        RedirectionKind::HereDocumentTabs => "<<-",
    };
    let descriptor = item.descriptor.map(|number| number.to_string()).unwrap_or_default();
    let target = item.target.as_ref().map(|target| word(script, target)).unwrap_or_default();
    let body = item.body.as_ref().map(|body| format!("={}", word(script, body))).unwrap_or_default();
    format!("{descriptor}{operator}{target}{body}")
}

fn words(script: &Script, list: &[Word]) -> String {
    list.iter().map(|item| word(script, item)).collect::<Vec<_>>().join(" ")
}

/// The value, in `'…'` when it holds blanks or is empty; `*` after a pattern; then parameters and substitutions.
fn word(script: &Script, item: &Word) -> String {
    let value = item.unquoted();
    let needs_quotes = value.is_empty() || value.contains([' ', '\n', '[', ']']);
    let mut out = if needs_quotes { format!("'{}'", value.replace('\n', "\\n")) } else { value.into_owned() };
    if item.has_pattern {
        out.push('~');
    }
    if !item.parameters.is_empty() {
        let names: Vec<String> =
            item.parameters.iter().map(|parameter| format!("{}{}", parameter.name, parameter.operator)).collect();
        let _ = write!(out, "%{}", names.join(","));
    }
    for id in &item.substitutions {
        out.push_str(&block(script, *id));
    }
    out
}

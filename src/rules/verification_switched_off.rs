//! Downloads that nobody checks: certificates and signatures that count for nothing.

use super::rewrite::{delete_instruction, delete_pair, remove_argument};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Code, SwitchedOff, Trust, asks_itself, variable_trusts};
use crate::shell::{Flag, Invocation, Word};
use crate::syntax::Keyword;
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "verification-switched-off",
    codes: &[],
    topic: Topic::Security,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Whoever stands between the builder and the server, or in its place, decides what gets into the image",
    help: "Make the check succeed: install `ca-certificates`, or the certificate of your proxy or registry, or the key \
           that signs the packages",
    page: include_str!("../../docs/rules/verification_switched_off.md"),
    check,
};

const CAUTION: &str = "A step fails then if the image does not know the certificate, or the key, that it meets";

fn check(ctx: &Context<'_>, report: &mut Report) {
    for keyword in [Keyword::Env, Keyword::Arg] {
        for (index, instruction) in ctx.dockerfile.all(keyword) {
            for pair in instruction.pairs() {
                let value = pair.value.as_ref().map(|value| ctx.dockerfile.expand(index, value));
                let trust = value.and_then(|value| variable_trusts(&pair.key.text, value));
                if let Some(trust) = trust {
                    let name = &pair.key.text;
                    let remark = report.at(pair.range, of_variable(name, trust));
                    let edit = delete_pair(ctx.dockerfile.tree, instruction, pair);
                    let title = format!("Remove `{name}`");
                    remark.fixes.extend(edit.map(|edit| Fix::unsafe_because(CAUTION, title, [edit])));
                }
            }
        }
    }
    for (index, code) in ctx.dockerfile.code() {
        for (invocation, program) in code.programs() {
            let mut all = SwitchedOff::all(program);
            if !all.is_empty() && asks_itself(invocation) {
                all.retain(|it| it.trust != Trust::Server);
            }
            let flags = if all.iter().any(|it| it.letter.is_some()) { invocation.flags() } else { Vec::new() };
            for off in all {
                tell(ctx, report, (index, code), (invocation.words(), &flags), &off);
            }
        }
        // What a health check asks gets nowhere, least of all into the image.
        if ctx.dockerfile.tree.instructions[index].keyword == Keyword::Healthcheck {
            continue;
        }
        code.script.effective_commands().for_each(|it| variables(&ctx.dockerfile.tree.text, code, it, report));
    }
}

fn of_variable(name: &str, trust: Trust) -> String {
    match trust {
        Trust::Server => format!("`{name}` lets programs trust whoever answers"),
        Trust::Package => format!("`{name}` lets programs take packages whose origin nobody checks"),
    }
}

fn tell(
    ctx: &Context<'_>,
    report: &mut Report,
    (index, code): (usize, &Code),
    (words, flags): (&[Word], &[Flag<'_>]),
    off: &SwitchedOff<'_>,
) {
    let tree = ctx.dockerfile.tree;
    let (Some(first), Some(last)) = (off.words.first(), off.words.last()) else { return };
    let named = off.name();
    let config = if off.is_whole { " config" } else { "" };
    let message = match off.trust {
        Trust::Server => format!("`{}{config} {named}` trusts whoever answers", off.program),
        Trust::Package => format!("`{}{config} {named}` takes packages whose origin nobody checks", off.program),
    };
    let remark = report.at(code.range(first.range.cover(last.range)), message);
    let instruction = &tree.instructions[index];
    let edits = if let Some(letter) = off.letter {
        let flag = flags.iter().find(|it| it.word == *first && it.name == format!("-{letter}"));
        let range = flag.map(|flag| code.range(flag.range));
        range.filter(|it| it.of(&tree.text) == letter.to_string()).map(|range| vec![Edit::delete(range)])
    } else if off.is_whole {
        let is_alone = code.script.commands.len() == 1 && instruction.keyword == Keyword::Run;
        is_alone.then(|| vec![delete_instruction(tree, instruction)])
    } else {
        off.words.iter().map(|word| remove_argument(tree, code, words, word)).collect()
    };
    let title = format!("Remove `{named}`");
    remark.fixes.extend(edits.map(|edits| Fix::unsafe_because(CAUTION, title, edits)));
}

/// `GIT_SSL_NO_VERIFY=1 git clone …` and `export GIT_SSL_NO_VERIFY=1`.
fn variables(text: &str, code: &Code, invocation: Invocation<'_>, report: &mut Report) {
    for it in invocation.assignments() {
        let Some(trust) = it.value.literal().and_then(|value| variable_trusts(&it.name, value)) else { continue };
        let range = code.range(it.range);
        let remark = report.at(range, of_variable(&it.name, trust));
        let behind = text[range.end..].len() - text[range.end..].trim_start_matches(' ').len();
        // What follows on the same line is the next assignment or the command.
        if behind > 0 && text[range.end + behind..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            let edit = Edit::delete(TextRange::new(range.start, range.end + behind));
            remark.fix(Fix::unsafe_because(CAUTION, format!("Remove `{}`", it.name), [edit]));
        }
    }
    for word in invocation.arguments().iter().filter(|_| invocation.base_name() == Some("export")) {
        let pair = word.literal().and_then(|text| text.split_once('='));
        if let Some((name, trust)) = pair.and_then(|(name, value)| Some((name, variable_trusts(name, value)?))) {
            report.at(code.range(word.range), of_variable(name, trust));
        }
    }
}

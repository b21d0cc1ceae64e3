use serde::Serialize;

use super::ignore::{self, Ignored};
use super::merge::merge;
use super::reading;
use super::rewrite::comments_in;
use super::{
    ALL, Breaks, Context, Development, Elsewhere, FIRST, Fix, Original, Remark, Report, Rule, Safety, Severity,
    buildkit, hadolint,
};
use crate::model::Dockerfile;
use crate::project::Project;
use crate::settings::{RuleSet, Settings};
use crate::syntax::{self, SyntaxTree};
use crate::text::{Edit, Span, TextRange, apply};

/// What a rule says of one place, as plain data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// Every name that other tools give to it.
    pub codes: Vec<&'static str>,
    /// How bad it is for the profile.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub help: String,
    /// What the file does not do because of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Breaks>,
    /// What it is, if only developers need it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub development: Option<Development>,
    /// Where.
    #[serde(rename = "range")]
    pub span: Span,
    /// Ways to remove it, the recommended one first.
    pub fixes: Vec<Fix>,
    /// Where in another file the matter lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Elsewhere>,
    /// A comment that keeps it silent from now on. Nobody but a person who looks at the finding takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore: Option<Fix>,
}

impl Finding {
    /// Everything that can be done about it with one press: the fixes, and last of all the comment.
    pub fn offers(&self) -> impl Iterator<Item = &Fix> {
        self.fixes.iter().chain(&self.ignore)
    }
}

/// Everything that the rules have to say, sorted by position.
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    finished(context, read)
}

/// As [`check`], of the rules in [`FIRST`] only.
pub fn check_first(context: &Context<'_>) -> Vec<Finding> {
    finished(context, |context| heard(context, recommended(context, |rule| FIRST.contains(&rule.name))))
}

/// What `read` tells of the file, each finding with the comment that would ignore it, sorted by position.
fn finished(context: &Context<'_>, read: fn(&Context<'_>) -> Vec<Finding>) -> Vec<Finding> {
    let mut findings = read(context);
    reading::hold(context, &mut findings, read);
    for finding in &mut findings {
        finding.ignore = ignore::offer(context, finding);
    }
    findings.sort_by(|a, b| (a.span.range(), a.rule).cmp(&(b.span.range(), b.rule)));
    findings
}

/// What the rules say of the file as it is.
fn read(context: &Context<'_>) -> Vec<Finding> {
    let findings = match context.settings.rules {
        RuleSet::Recommended => recommended(context, |_| true),
        RuleSet::Hadolint => hadolint(context),
        RuleSet::Buildkit => buildkit::check(context),
        RuleSet::All => {
            let mut originals = hadolint(context);
            originals.extend(buildkit::check(context));
            merge(context, recommended(context, |_| true), originals)
        }
    };
    heard(context, findings)
}

/// Findings without those that a comment ignores.
fn heard(context: &Context<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    // The originals have read their comments themselves, and no others.
    if matches!(context.settings.rules, RuleSet::Recommended | RuleSet::All) {
        let ignored = Ignored::read(context);
        findings.retain(|finding| !ignored.silence(context, finding));
    }
    findings
}

/// What hadolint would say.
fn hadolint(context: &Context<'_>) -> Vec<Finding> {
    let found = hadolint::check(context).into_iter();
    found.map(|(rule, severity, remark)| original(context, rule, severity, remark)).collect()
}

/// A remark of another tool's rule as a finding.
pub(super) fn original<C>(context: &Context<'_>, rule: &Original<C>, severity: Severity, remark: Remark) -> Finding {
    let name = super::find(rule.code).map_or(rule.code, |ours| ours.name);
    finding(context, (name, &[rule.code]), (rule.why, rule.help), severity, remark)
}

/// Whether every comment that a fix replaces stands in what it writes; the author's words are worth more than a fix.
fn keeps_comments(tree: &SyntaxTree, fix: &Fix) -> bool {
    let mut replaced = fix.edits.iter().flat_map(|edit| comments_in(tree, edit.range));
    replaced.all(|comment| fix.edits.iter().any(|edit| edit.text.contains(&comment.text)))
}

/// Our own judgement for the profile, by the rules that are `asked`.
fn recommended(context: &Context<'_>, asked: fn(&Rule) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in ALL.iter().filter(|rule| asked(rule)) {
        let Some(severity) = rule.severity(context.settings.profile) else { continue };
        if is_ignored(rule, context.settings) {
            continue;
        }
        let mut report = Report::default();
        (rule.check)(context, &mut report);
        let tree = context.dockerfile.tree;
        // What is said of a line that nobody meant is no help to anybody.
        let is_heard = |remark: &Remark| {
            let after = tree.instructions.partition_point(|it| it.range.start <= remark.range.start);
            let index = after.checked_sub(1).filter(|&it| tree.instructions[it].range.end > remark.range.start);
            remark.is_of_fault || !index.is_some_and(|index| context.dockerfile.is_misread(index))
        };
        let remarks = report.remarks.into_iter().filter(is_heard);
        findings
            .extend(remarks.map(|it| finding(context, (rule.name, rule.codes), (rule.why, rule.help), severity, it)));
    }
    findings
}

fn is_ignored(rule: &Rule, settings: &Settings) -> bool {
    settings.ignored.contains(rule.name) || rule.codes.iter().any(|&code| settings.ignored.contains(code))
}

/// A remark of the rule with that name and those codes; `why` and `help` are what the rule says in general.
fn finding(
    context: &Context<'_>,
    (rule, codes): (&'static str, &[&'static str]),
    (why, help): (&str, &str),
    severity: Severity,
    remark: Remark,
) -> Finding {
    let tree = context.dockerfile.tree;
    Finding {
        rule,
        codes: codes.to_vec(),
        severity,
        message: remark.message,
        why: remark.why.unwrap_or_else(|| why.to_owned()),
        help: remark.help.unwrap_or_else(|| help.to_owned()),
        breaks: remark.breaks,
        development: remark.development,
        span: tree.lines.span(&tree.text, remark.range),
        fixes: remark.fixes.into_iter().filter(|fix| keeps_comments(tree, fix)).collect(),
        elsewhere: remark.elsewhere,
        ignore: None,
    }
}

/// How often fixes are applied again before giving up; a fix that calls for another one takes a round.
const MOST_ROUNDS: usize = 20;

/// One applied fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The finding that it removed; its place is in the text of its round.
    pub finding: Finding,
    /// The fix that was taken.
    pub fix: Fix,
    /// Where the text changed, in the text given.
    pub before: TextRange,
    /// What stands there in the result.
    pub after: TextRange,
}

/// The text after taking, of every finding, the first fix that `wanted` lets through, again and again until none is
/// left.
pub fn fix_all(
    project: &Project,
    settings: &Settings,
    wanted: impl Fn(&Finding, Safety) -> bool,
) -> (String, Vec<Applied>) {
    let mut project = project.clone();
    let mut applied: Vec<Applied> = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let tree = syntax::parse(&project.dockerfile);
        let dockerfile = Dockerfile::resolve(&tree, &project);
        let mut round: Vec<(Finding, Fix)> = Vec::new();
        let mut edits: Vec<Edit> = Vec::new();
        for mut finding in check(&Context { dockerfile: &dockerfile, project: &project, settings }) {
            let Some(at) = finding.fixes.iter().position(|fix| wanted(&finding, fix.safety)) else { continue };
            let fix = finding.fixes.swap_remove(at);
            // A fix that touches what another one changes waits for the next round.
            if fix.edits.iter().all(|edit| is_apart(&edits, edit.range)) {
                for edit in &fix.edits {
                    let at = edits.partition_point(|old| old.range < edit.range);
                    edits.insert(at, edit.clone());
                }
                round.push((finding, fix));
            }
        }
        let Ok(text) = apply(&project.dockerfile, &edits) else { break };
        if text == project.dockerfile {
            break;
        }
        remember(&mut applied, round, &edits);
        project.dockerfile = text;
    }
    (project.dockerfile, applied)
}

/// Whether `range` neither shares a byte with an edit nor touches one: two insertions at one place have no order.
fn is_apart(sorted: &[Edit], range: TextRange) -> bool {
    let next = sorted.partition_point(|old| old.range.end < range.start);
    sorted.get(next).is_none_or(|old| range.end < old.range.start)
}

/// Adds the fixes of a round; all places are led to the first and the last text.
fn remember(applied: &mut Vec<Applied>, round: Vec<(Finding, Fix)>, edits: &[Edit]) {
    let earlier: Vec<(TextRange, TextRange)> = applied.iter().map(|it| (it.before, it.after)).collect();
    for it in applied.iter_mut() {
        it.after = TextRange::new(forward(it.after.start, edits, false), forward(it.after.end, edits, true));
    }
    for (finding, fix) in round {
        let Some(cover) = fix.edits.iter().map(|edit| edit.range).reduce(TextRange::cover) else { continue };
        // Inside of what was changed before, the way back is rough and may lead the end before the start.
        let (start, end) = (back(cover.start, &earlier), back(cover.end, &earlier));
        let before = TextRange::new(start.min(end), start.max(end));
        let after = TextRange::new(forward(cover.start, edits, false), forward(cover.end, edits, true));
        applied.push(Applied { finding, fix, before, after });
    }
}

/// Where `offset` is after `edits`; `behind` stays behind an insertion at the very place.
fn forward(offset: usize, edits: &[Edit], behind: bool) -> usize {
    let mut shifted = offset;
    for Edit { range, text } in edits {
        if range.end < offset || (range.end == offset && (behind || !range.is_empty())) {
            shifted = shifted + text.len() - range.len();
        } else if range.start < offset {
            shifted = shifted - (offset - range.start) + if behind { text.len() } else { 0 };
        }
    }
    shifted
}

/// Roughly where `offset` of a later text was in the first: exact outside what was changed.
fn back(offset: usize, changes: &[(TextRange, TextRange)]) -> usize {
    let mut shifted = offset;
    for (before, after) in changes {
        if after.end <= offset {
            shifted = (shifted + before.len()).saturating_sub(after.len());
        } else if after.contains(offset) {
            return before.start;
        }
    }
    shifted
}

//! The Dockerfile as hadolint reads it: a list of lines, RUN text as bash, what ONBUILD puts off as a list of its own.

use super::base_image::BaseImage;
use super::run::Run;
use crate::model::{Mount, MountKind};
use crate::rules::{Context, Remark, Report};
use crate::settings::HadolintConfig;
use crate::syntax::{Arguments, Instruction, Keyword, SyntaxTree};
use crate::text::TextRange;

/// One file with what the rules ask of it.
#[derive(Debug)]
pub(in crate::rules) struct File<'a> {
    pub(super) tree: &'a SyntaxTree,
    pub(super) config: &'a HadolintConfig,
    /// Every instruction.
    pub(super) lines: Vec<Line<'a>>,
    /// What ONBUILD puts off. Rules that look there do not see the rest of the file: no FROM ends a stage.
    pub(super) triggers: Vec<Line<'a>>,
}

/// One instruction.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The instruction; for a trigger the one that is put off.
    pub(super) instruction: &'a Instruction,
    /// The instruction that stands at the start of the line; for a trigger ONBUILD.
    outer: &'a Instruction,
    /// The commands of a RUN.
    pub(super) run: Option<Run<'a>>,
}

impl<'a> File<'a> {
    pub(super) fn read(context: &Context<'a>) -> Self {
        let tree = context.dockerfile.tree;
        let mut file = Self { tree, config: &context.settings.hadolint, lines: Vec::new(), triggers: Vec::new() };
        for (instruction, facts) in tree.instructions.iter().zip(&context.dockerfile.facts) {
            if let Arguments::Onbuild(inner) = &instruction.arguments {
                let run = Run::read(tree, inner, None);
                file.triggers.push(Line { instruction: inner, outer: instruction, run });
            }
            let run = Run::read(tree, instruction, facts.code.as_ref());
            file.lines.push(Line { instruction, outer: instruction, run });
        }
        file
    }

    /// The lines of the file and the triggers, each to be looked at alone.
    pub(super) fn streams(&self) -> [&[Line<'a>]; 2] {
        [&self.lines, &self.triggers]
    }

    /// Every RUN, those of triggers too.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&Line<'a>, &Run<'a>)> {
        self.lines.iter().chain(&self.triggers).filter_map(|line| Some((line, line.run.as_ref()?)))
    }

    /// Every instruction of that kind, triggers aside.
    pub(super) fn all(&self, keyword: Keyword) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(move |line| line.instruction.keyword == keyword)
    }

    /// The stages: a FROM and what follows it. What stands before the first FROM is a stage too where there is such.
    pub(super) fn stages(&self) -> impl Iterator<Item = &[Line<'a>]> {
        let starts_stage = |line: &Line<'_>| line.instruction.keyword == Keyword::From;
        self.lines.chunk_by(move |_, next| !starts_stage(next))
    }

    /// Reports a finding of `line`. hadolint names the first line of the instruction; `place` is where the finding
    /// stands if that is on this line, otherwise the keyword.
    pub(super) fn report<'r>(
        &self,
        report: &'r mut Report,
        line: &Line<'_>,
        place: Option<TextRange>,
        message: impl Into<String>,
    ) -> &'r mut Remark {
        let on_first_line = |range: &TextRange| self.tree.lines.line(range.start) == line.number();
        report.at(place.filter(on_first_line).unwrap_or(line.outer.keyword_word.range), message)
    }
}

impl<'a> Line<'a> {
    /// Number of the line, counted from 1.
    pub(super) fn number(&self) -> usize {
        self.outer.first_line
    }

    /// The whole instruction, with the ONBUILD of a trigger.
    pub(super) fn outer(&self) -> &'a Instruction {
        self.outer
    }

    /// The image of a FROM.
    pub(super) fn base_image(&self) -> Option<BaseImage<'a>> {
        BaseImage::of(self.instruction)
    }

    /// The argument of USER or WORKDIR with the blanks that end its line, which hadolint keeps.
    pub(super) fn untrimmed(&self, tree: &'a SyntaxTree) -> Option<&'a str> {
        let word = self.instruction.single()?;
        let rest = &tree.text[word.range.end..];
        let blanks = rest.find(|c| c != ' ' && c != '\t').unwrap_or(rest.len());
        let is_contiguous = word.text.len() == word.range.len();
        Some(if is_contiguous { &tree.text[word.range.start..word.range.end + blanks] } else { &word.text })
    }

    /// Whether a cache or a file system in memory is mounted at a directory that `is_cache` accepts.
    pub(super) fn mounts_cache(&self, is_cache: impl Fn(&str) -> bool) -> bool {
        Mount::all(self.instruction).any(|mount| {
            matches!(mount.kind, Some(MountKind::Cache | MountKind::Tmpfs)) && mount.target().is_some_and(&is_cache)
        })
    }
}

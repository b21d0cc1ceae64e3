//! A Dockerfile taken apart: every instruction with the state that it finds, every stage with what it needs.
//!
//! The state of an instruction is the one before it takes effect: an `ENV` does not see its own variables.

mod sources;

use std::collections::BTreeMap;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use self::sources::{ImageView, SourceView};
use crate::model::{
    Assignment, Base, ContextSources, DEFAULT_SHELL, DependencyKind, Dockerfile, Expanded, Setting, Stage,
};
use crate::syntax::{Arguments, CommandLine, Heredoc, Instruction, KeyValue, Keyword, SyntaxTree, Word};
use crate::text::{Span, TextRange};

/// Everything that [`inspect`] shows, ready to be serialised.
///
/// Instructions are written one by one, so that memory stays linear in the file; the text that comes out is as long as
/// the file has instructions times variables.
#[derive(Debug, Serialize)]
pub struct Inspection<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    directives: Vec<DirectiveView<'a>>,
    /// The path of the ignore file that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    ignore_file: Option<String>,
    instructions: Instructions<'a>,
    stages: Vec<StageView<'a>>,
}

/// Takes `dockerfile` apart.
pub fn inspect<'a>(dockerfile: &'a Dockerfile<'a>) -> Inspection<'a> {
    let stages = dockerfile.stages.iter().map(|stage| stage_view(dockerfile, stage)).collect();
    let tree = dockerfile.tree;
    let directives = tree.directives.iter().map(|it| DirectiveView {
        name: &it.name,
        value: &it.value.text,
        range: span(tree, it.range),
    });
    Inspection {
        directives: directives.collect(),
        ignore_file: dockerfile.project.ignore_file_path(),
        instructions: Instructions(dockerfile),
        stages,
    }
}

#[derive(Debug, Serialize)]
struct DirectiveView<'a> {
    name: &'a str,
    value: &'a str,
    range: Span,
}

#[derive(Debug)]
struct Instructions<'a>(&'a Dockerfile<'a>);

#[derive(Serialize)]
struct InstructionView<'a> {
    keyword: String,
    range: Span,
    flags: Vec<&'a str>,
    arguments: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    expanded: Vec<ExpandedView<'a>>,
    heredocs: Vec<HeredocView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<SourceView<'a>>,
    stage: Option<usize>,
    environment: &'a BTreeMap<&'a str, &'a str>,
    build_arguments: &'a BTreeMap<&'a str, Option<&'a str>>,
    workdir: &'a str,
    user: &'a str,
    shell: Vec<&'a str>,
    /// What holds from the next instruction on, where it is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<AfterView<'a>>,
}

#[derive(Serialize)]
struct AfterView<'a> {
    workdir: &'a str,
    user: &'a str,
    shell: Vec<&'a str>,
}

/// A word that the builder replaces.
#[derive(Serialize)]
struct ExpandedView<'a> {
    range: Span,
    written: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unset: &'a [String],
}

#[derive(Serialize)]
struct HeredocView<'a> {
    name: &'a str,
    quoted: bool,
    strip_tabs: bool,
    content: &'a str,
    range: Span,
}

#[derive(Debug, Serialize)]
struct StageView<'a> {
    name: String,
    base: &'a str,
    base_kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<ImageView<'a>>,
    /// Number of the stage that it is built on.
    #[serde(skip_serializing_if = "Option::is_none")]
    base_stage: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    platform: Option<&'a str>,
    /// Indices of the first instruction and of the one after the last.
    instructions: [usize; 2],
    dependencies: Vec<DependencyView>,
    target: bool,
    built: bool,
    range: Span,
}

#[derive(Debug, Serialize)]
struct DependencyView {
    stage: usize,
    instruction: usize,
    kind: &'static str,
}

/// The variables of one stage, up to the instruction that was written last.
#[derive(Default)]
struct Scope<'a> {
    stage: Option<usize>,
    /// How many of the stage's own assignments are in it.
    seen: usize,
    environment: BTreeMap<&'a str, &'a str>,
    build_arguments: BTreeMap<&'a str, Option<&'a str>>,
}

impl<'a> Scope<'a> {
    /// Leads the scope on to the instruction at `index`.
    fn advance(&mut self, dockerfile: &'a Dockerfile<'a>, index: usize) {
        let facts = &dockerfile.facts[index];
        if facts.stage != self.stage {
            *self = Self { stage: facts.stage, ..Self::default() };
            let below: Vec<&Stage> = facts.stage.into_iter().flat_map(|it| dockerfile.lineage(it)).skip(1).collect();
            for assignment in below.into_iter().rev().flat_map(|stage| &stage.assignments) {
                self.set(assignment);
            }
        }
        let Some(stage) = facts.stage.map(|it| &dockerfile.stages[it]) else {
            let before = |it: &&Assignment| it.instruction.is_some_and(|at| at < index);
            let global = &dockerfile.global_arguments;
            let fresh = global[self.seen..].iter().take_while(before).count();
            for assignment in &global[self.seen..][..fresh] {
                self.set(assignment);
            }
            self.seen += fresh;
            return;
        };
        // What comes with the image counts from the line after FROM, as the number of assignments says.
        let fresh = stage.assignments.get(self.seen..facts.assignments).unwrap_or_default();
        for assignment in fresh {
            self.set(assignment);
        }
        self.seen = self.seen.max(facts.assignments);
    }

    fn set(&mut self, assignment: &'a Assignment) {
        let Assignment { name, value, kind, .. } = assignment;
        if kind.is_kept() {
            self.environment.insert(name, value.as_deref().unwrap_or_default());
        } else {
            self.build_arguments.insert(name, value.as_deref());
        }
    }
}

impl Serialize for Instructions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let dockerfile = self.0;
        let all = &dockerfile.tree.instructions;
        let mut sequence = serializer.serialize_seq(Some(all.len()))?;
        let mut scope = Scope::default();
        let context = ContextSources::of(dockerfile.project);
        for (index, instruction) in all.iter().enumerate() {
            scope.advance(dockerfile, index);
            sequence.serialize_element(&instruction_view(dockerfile, index, instruction, &scope, context.as_ref()))?;
        }
        sequence.end()
    }
}

fn instruction_view<'a>(
    dockerfile: &'a Dockerfile<'a>,
    index: usize,
    instruction: &'a Instruction,
    scope: &'a Scope<'a>,
    context: Option<&ContextSources>,
) -> InstructionView<'a> {
    let tree = dockerfile.tree;
    let facts = &dockerfile.facts[index];
    let default: &[&str] = facts.stage.map_or(&DEFAULT_SHELL, |stage| dockerfile.stages[stage].default_shell());
    let shell = |words: Option<&'a [String]>| match words {
        Some(words) => words.iter().map(String::as_str).collect(),
        None => default.to_vec(),
    };
    let Setting { workdir, user, shell: new_shell } = &facts.after;
    let is_changed = (workdir, user, new_shell) != (&facts.workdir, &facts.user, &facts.shell);
    InstructionView {
        keyword: match instruction.keyword {
            Keyword::Unknown => instruction.keyword_word.text.to_ascii_uppercase(),
            keyword => keyword.as_str().to_owned(),
        },
        range: span(tree, instruction.range),
        flags: instruction.flags.iter().map(|flag| flag.range.of(&tree.text)).collect(),
        arguments: arguments(instruction),
        expanded: facts.expanded().iter().map(|it| expanded_view(tree, it)).collect(),
        heredocs: instruction.heredocs.iter().map(|it| heredoc_view(tree, it)).collect(),
        sources: sources::sources(dockerfile, index, instruction, context),
        stage: facts.stage,
        environment: &scope.environment,
        build_arguments: &scope.build_arguments,
        workdir: &facts.workdir,
        user: &facts.user,
        shell: shell(facts.shell.as_deref()),
        after: is_changed.then(|| AfterView { workdir, user, shell: shell(new_shell.as_deref()) }),
    }
}

/// The arguments as written, taken apart as the instruction demands; a command in shell form is one text.
fn arguments(instruction: &Instruction) -> Vec<&str> {
    let body = instruction.body.text();
    match &instruction.arguments {
        Arguments::From(from) => words([&from.image].into_iter().chain(&from.as_word).chain(&from.name)),
        Arguments::Command(CommandLine::Exec { words: list }) | Arguments::List { words: list, .. } => words(list),
        Arguments::Copy(copy) => words(copy.sources.iter().chain(&copy.destination)),
        Arguments::Pairs { pairs, .. } => pairs.iter().flat_map(pair).collect(),
        Arguments::Single(word) => words([word]),
        Arguments::Healthcheck(health) => match &health.command {
            Some(CommandLine::Exec { words: list }) => words([&health.kind].into_iter().chain(list)),
            Some(CommandLine::Shell { .. }) => vec![health.kind.text.as_str(), health.body.text()],
            None => words([&health.kind]),
        },
        Arguments::Command(CommandLine::Shell { .. }) | Arguments::Onbuild(_) | Arguments::None => {
            Some(body).filter(|it| !it.is_empty()).into_iter().collect()
        }
    }
}

fn words<'a>(words: impl IntoIterator<Item = &'a Word>) -> Vec<&'a str> {
    words.into_iter().map(|word| word.text.as_str()).collect()
}

/// Name and value, one after the other.
fn pair(pair: &KeyValue) -> impl Iterator<Item = &str> {
    [Some(&pair.key), pair.value.as_ref()].into_iter().flatten().map(|word| word.text.as_str())
}

fn expanded_view<'a>(tree: &'a SyntaxTree, expanded: &'a Expanded) -> ExpandedView<'a> {
    ExpandedView {
        range: span(tree, expanded.range),
        written: expanded.range.of(&tree.text),
        text: &expanded.text,
        unset: &expanded.unset,
    }
}

fn heredoc_view<'a>(tree: &'a SyntaxTree, heredoc: &'a Heredoc) -> HeredocView<'a> {
    let Heredoc { name, quoted, strip_tabs, body, .. } = heredoc;
    HeredocView {
        name,
        quoted: *quoted,
        strip_tabs: *strip_tabs,
        content: body.of(&tree.text),
        range: span(tree, *body),
    }
}

fn stage_view<'a>(dockerfile: &'a Dockerfile<'a>, stage: &'a Stage) -> StageView<'a> {
    let dependencies = stage.dependencies.iter().map(|it| DependencyView {
        stage: it.stage,
        instruction: it.instruction,
        kind: match it.kind {
            DependencyKind::From => "from",
            DependencyKind::Copy => "copy",
            DependencyKind::Mount => "mount",
        },
    });
    StageView {
        name: stage.label(),
        base: &stage.base_text,
        base_kind: match stage.base {
            Base::Scratch => "scratch",
            Base::Stage(_) => "stage",
            Base::Image(_) => "image",
            Base::Invalid => "invalid",
        },
        image: match &stage.base {
            Base::Image(image) => Some(ImageView::of(image)),
            _ => None,
        },
        base_stage: match stage.base {
            Base::Stage(number) => Some(number),
            _ => None,
        },
        platform: stage.platform.as_deref(),
        instructions: [stage.instructions.start, stage.instructions.end],
        dependencies: dependencies.collect(),
        target: dockerfile.target == Some(stage.index),
        built: dockerfile.is_reachable(stage.index),
        range: span(dockerfile.tree, stage.range),
    }
}

fn span(tree: &SyntaxTree, range: TextRange) -> Span {
    tree.lines.span(&tree.text, range)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::project::Project;
    use crate::syntax::parse;

    fn inspected(project: &Project) -> Value {
        let tree = parse(&project.dockerfile);
        let dockerfile = Dockerfile::resolve(&tree, project);
        serde_json::to_value(inspect(&dockerfile)).expect("an object with text keys can be written")
    }

    #[test]
    fn state_is_that_before_the_instruction() {
        let text = "ARG V=1\nFROM alpine:$V AS base\nARG V\nENV A=1 B=$V\nWORKDIR /x\nUSER app\nRUN a\n\
                    FROM base\nSHELL [\"/bin/bash\", \"-c\"]\nRUN --network=none b $A\n";
        let seen = inspected(&Project::new(text));
        let at = |index: usize| &seen["instructions"][index];
        assert_eq!(at(1)["arguments"], json!(["alpine:$V", "AS", "base"]));
        assert_eq!(at(1)["expanded"][0]["text"], "alpine:1");
        assert_eq!(at(3)["arguments"], json!(["A", "1", "B", "$V"]));
        assert_eq!(at(3)["environment"].get("A"), None);
        assert_eq!(at(3)["build_arguments"], json!({"V": "1"}));
        assert_eq!((&at(6)["environment"]["A"], &at(6)["environment"]["B"]), (&json!("1"), &json!("1")));
        assert_eq!((&at(6)["workdir"], &at(6)["user"]), (&json!("/x"), &json!("app")));
        assert_eq!(at(9)["environment"]["B"], "1");
        assert_eq!(at(9)["flags"], json!(["--network=none"]));
        assert_eq!(at(9)["shell"], json!(["/bin/bash", "-c"]));
        assert_eq!(seen["stages"][1]["dependencies"], json!([{"stage": 0, "instruction": 7, "kind": "from"}]));
        assert_eq!(seen["stages"][1]["target"], true);
    }

    #[test]
    fn sources_images_and_what_changes() {
        let text = "# escape=\\\nFROM ghcr.io/o/r:1 AS a\nWORKDIR /w\nFROM a\nCOPY *.py /x/\nCOPY --from=a y z\n";
        let mut project = Project::new(text);
        for (path, content) in [("a.py", ""), ("b.py", ""), (".dockerignore", "# x\nb.*\n")] {
            project.files.insert(path.to_owned(), crate::model::context::ContextEntry::file(content));
        }
        let seen = inspected(&project);
        assert_eq!(seen["directives"][0]["name"], "escape");
        assert_eq!(seen["ignore_file"], ".dockerignore");
        let image = json!({"registry": "ghcr.io", "path": "o/r", "tag": "1", "canonical": "ghcr.io/o/r:1"});
        assert_eq!(seen["stages"][0]["image"], image);
        assert_eq!(seen["stages"][1]["base_stage"], 0);
        let copied =
            json!([{"source": "*.py", "from": "context", "files": ["a.py"], "ignored": [{"path": "b.py", "line": 2}]}]);
        assert_eq!(seen["instructions"][3]["sources"], copied);
        assert_eq!(seen["instructions"][4]["sources"], json!([{"source": "y", "from": "stage", "name": 0}]));
        assert_eq!(seen["instructions"][1]["after"]["workdir"], "/w");
        assert_eq!(seen["instructions"][3].get("after"), None);
    }

    #[test]
    fn heredocs_and_unknown_instructions() {
        let seen = inspected(&Project::new("FROM scratch\nCOPY <<'E' /f\nhi $A\nE\nfoo bar\nRUN [\"a\", \"b c\"]\n"));
        let copy = &seen["instructions"][1];
        assert_eq!(copy["heredocs"][0]["content"], "hi $A\n");
        assert_eq!(copy["heredocs"][0]["quoted"], true);
        assert_eq!(copy["range"]["end"]["line"], 4);
        assert_eq!(seen["instructions"][2]["keyword"], "FOO");
        assert_eq!(seen["instructions"][3]["arguments"], json!(["a", "b c"]));
    }
}

use std::collections::BTreeMap;

use dockerfile_playground::Project;
use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::project::ImageConfig;
use dockerfile_playground::simulate::advice::EditKind;
use dockerfile_playground::syntax::{Arguments, Instruction, Keyword, SyntaxTree, parse};
use dockerfile_playground::text::{Edit, apply};
use serde::{Deserialize, Serialize};

use crate::page::texts::text;

/// What happens between the first build and the second.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Change {
    /// The first file of the build context that people edit all day.
    #[default]
    Usual,
    /// A file of the build context is edited.
    File(String),
    /// The tags of the base images stand for newer images.
    BaseImages,
    /// A build argument gets another value.
    Argument(String),
    /// A line of the Dockerfile is edited, counted from 1.
    Line(usize),
    /// What was typed since the text was last looked at.
    Typed,
    /// Nothing at all.
    Nothing,
    /// Another machine, on which nothing was built before.
    FreshMachine,
}

impl Change {
    /// Its name in forms.
    pub(super) fn value(&self) -> String {
        match self {
            Self::Usual => "usual".to_owned(),
            Self::File(path) => format!("file:{path}"),
            Self::BaseImages => "base-images".to_owned(),
            Self::Argument(name) => format!("argument:{name}"),
            Self::Line(line) => format!("line:{line}"),
            Self::Typed => "typed".to_owned(),
            Self::Nothing => "nothing".to_owned(),
            Self::FreshMachine => "fresh-machine".to_owned(),
        }
    }

    /// The change of that name; nothing for a name that does not exist.
    pub(super) fn parse(value: &str) -> Self {
        match value.split_once(':') {
            Some(("file", path)) => Self::File(path.to_owned()),
            Some(("argument", name)) => Self::Argument(name.to_owned()),
            Some(("line", line)) => line.parse().map_or(Self::Nothing, Self::Line),
            _ if value == "base-images" => Self::BaseImages,
            _ if value == "usual" => Self::Usual,
            _ if value == "typed" => Self::Typed,
            _ if value == "fresh-machine" => Self::FreshMachine,
            _ => Self::Nothing,
        }
    }

    /// What people read.
    pub(super) fn label(&self, tree: &SyntaxTree) -> String {
        match self {
            Self::Usual => text!("change-usual"),
            Self::File(path) => text!("change-file", path = path),
            Self::BaseImages => text!("change-base-images"),
            Self::Argument(name) => text!("change-argument", name = name),
            Self::Line(line) => {
                let instruction = tree.instructions.iter().find(|it| it.first_line == *line);
                let keyword = instruction.map_or("", |it| it.keyword.as_str());
                text!("change-line", keyword = keyword, line = &line.to_string())
            }
            Self::Typed => text!("change-typed"),
            Self::Nothing => text!("change-nothing"),
            Self::FreshMachine => text!("change-fresh-machine"),
        }
    }

    /// Itself if it can happen here, otherwise the first of those that can.
    pub(super) fn or_first_of<'c>(&self, mut offered: impl Iterator<Item = &'c Self> + Clone) -> Self {
        let first = offered.clone().next();
        if offered.any(|it| it == self) { self.clone() } else { first.cloned().unwrap_or(Self::Nothing) }
    }

    /// The projects of the first build and of the second; there is no first build on a fresh machine. `earlier` is the
    /// text that typing is compared with.
    pub(super) fn builds(&self, project: &Project, earlier: &str) -> (Option<Project>, Project) {
        let before = with_images(project.clone());
        let mut after = before.clone();
        match self {
            Self::File(path) => {
                if let Some(entry) = after.files.get_mut(path) {
                    let text = entry.text().unwrap_or_default();
                    *entry = ContextEntry::file(format!("{text}\n# edited\n"));
                }
            }
            Self::BaseImages => {
                for image in after.images.values_mut() {
                    image.digest = Some(format!("sha256:{}", "1".repeat(64)));
                }
            }
            Self::Argument(name) => {
                after.build_args.insert(name.clone(), "another".to_owned());
            }
            Self::Line(line) => {
                if let Some(text) = edited(&after.dockerfile, *line) {
                    after = with_dockerfile(after, &text);
                }
            }
            Self::Typed => return (Some(with_images(with_dockerfile(project.clone(), earlier))), after),
            Self::FreshMachine => return (None, after),
            Self::Usual | Self::Nothing => {}
        }
        (Some(before), after)
    }
}

impl Change {
    /// The same change of the same instruction in another order: lines are counted anew.
    pub(super) fn moved_to(&self, text: &str, other: &str) -> Self {
        let Self::Line(line) = self else { return self.clone() };
        let (tree, other) = (parse(text), parse(other));
        let written = |tree: &SyntaxTree, it: &Instruction| it.range.of(&tree.text).to_owned();
        let Some(at) = tree.instructions.iter().position(|it| it.first_line == *line) else { return self.clone() };
        let sought = written(&tree, &tree.instructions[at]);
        // Of equal instructions, the one with as many before it.
        let nth = tree.instructions[..at].iter().filter(|it| written(&tree, it) == sought).count();
        let found = other.instructions.iter().filter(|it| written(&other, it) == sought).nth(nth);
        found.map_or(Self::Nothing, |found| Self::Line(found.first_line))
    }
}

/// A project that knows its base images, each by a made-up digest.
fn with_images(mut project: Project) -> Project {
    let digest = format!("sha256:{}", "0".repeat(64));
    let config = || ImageConfig { digest: Some(digest.clone()), ..ImageConfig::default() };
    project.images = images(&project.dockerfile).into_iter().map(|image| (image, config())).collect();
    project
}

/// The project with another Dockerfile, which the build context may hold as well.
fn with_dockerfile(mut project: Project, text: &str) -> Project {
    if let Some(entry) = project.files.get_mut(&project.dockerfile_path) {
        *entry = ContextEntry::file(text);
    }
    Project { dockerfile: text.to_owned(), ..project }
}

/// The images that the stages start from, as written.
fn images(text: &str) -> Vec<String> {
    parse(text).instructions.iter().filter_map(|it| it.from()).map(|from| from.image.text.clone()).collect()
}

/// The file with another instruction of the same kind in a line.
fn edited(text: &str, line: usize) -> Option<String> {
    let tree = parse(text);
    let instruction = tree.instructions.iter().find(|it| it.first_line == line && is_editable(it))?;
    let edit = match instruction.keyword {
        Keyword::Copy | Keyword::Add => Edit::insert(instruction.keyword_word.range.end, " --chown=12345"),
        _ if instruction.body.text().ends_with(']') => Edit::insert(instruction.head.end - 1, ", \"edited\""),
        Keyword::Run => Edit::insert(instruction.head.end, " && echo edited"),
        Keyword::Workdir => Edit::insert(instruction.head.end, "/edited"),
        _ => Edit::insert(instruction.head.end, "-edited"),
    };
    apply(text, &[edit]).ok()
}

/// Whether something can be put at its end, or behind its keyword.
fn is_editable(instruction: &Instruction) -> bool {
    !matches!(instruction.keyword, Keyword::From | Keyword::Unknown)
        && !matches!(instruction.arguments, Arguments::Onbuild(_))
        && instruction.heredocs.is_empty()
        && instruction.head == instruction.range
        && !instruction.body.text().is_empty()
}

/// More files are not offered one by one.
const OFFERED_FILES: usize = 200;

/// What can happen to a file with that build context, what happens most often first.
pub(super) fn offered(tree: &SyntaxTree, files: &BTreeMap<String, ContextEntry>) -> Vec<Change> {
    let mut paths: Vec<&String> = files.keys().collect();
    let is_seldom = |path: &&String| EditKind::of(path) != Some(EditKind::Source);
    paths.sort_by_key(is_seldom);
    let files = paths.into_iter().take(OFFERED_FILES).cloned().map(Change::File);
    let mut arguments: Vec<String> = Vec::new();
    for instruction in tree.instructions.iter().filter(|it| it.keyword == Keyword::Arg) {
        for pair in instruction.pairs() {
            if !arguments.contains(&pair.key.text) {
                arguments.push(pair.key.text.clone());
            }
        }
    }
    let lines = tree.instructions.iter().filter(|it| is_editable(it)).map(|it| Change::Line(it.first_line));
    let others = [Change::BaseImages, Change::FreshMachine, Change::Nothing, Change::Typed];
    files.chain(others).chain(arguments.into_iter().map(Change::Argument)).chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        let all = [
            Change::Usual,
            Change::File("a:b".to_owned()),
            Change::BaseImages,
            Change::Argument("X".to_owned()),
            Change::Line(7),
            Change::Typed,
            Change::Nothing,
            Change::FreshMachine,
        ];
        for change in all {
            assert_eq!(Change::parse(&change.value()), change);
        }
        assert_eq!(Change::parse("line:x"), Change::Nothing);
    }

    #[test]
    fn source_files_come_first() {
        let files = ["requirements.txt", "app.py", ".dockerignore"]
            .map(|path| (path.to_owned(), ContextEntry::file("")))
            .into();
        let offered = offered(&parse("ARG V=1\nFROM a\nARG V\n"), &files);
        assert_eq!(offered[0], Change::File("app.py".to_owned()));
        assert_eq!(offered.iter().filter(|it| **it == Change::Argument("V".to_owned())).count(), 1);
        assert!(offered.contains(&Change::Line(3)) && !offered.contains(&Change::Line(2)));
        assert_eq!(Change::Usual.or_first_of(offered.iter()), offered[0]);
    }

    #[test]
    fn what_happens_makes_two_builds() {
        let mut project = Project::new("FROM a");
        project.files.insert("a".to_owned(), ContextEntry::file("1"));
        let builds = |change: Change| change.builds(&project, "FROM b");
        let (before, after) = builds(Change::File("a".to_owned()));
        assert_ne!(before, Some(after));
        let (before, after) = builds(Change::Nothing);
        assert_eq!(before, Some(after));
        assert_eq!(builds(Change::FreshMachine).0, None);
        let (before, after) = builds(Change::Typed);
        assert_eq!((before.expect("a first build").dockerfile.as_str(), &*after.dockerfile), ("FROM b", "FROM a"));
    }

    #[test]
    fn an_edit_of_the_dockerfile_is_one_of_the_build_context() {
        let mut project = Project::new("FROM a\nCOPY . .\nRUN x");
        project.files.insert("Dockerfile".to_owned(), ContextEntry::file("FROM a\nCOPY . .\nRUN x"));
        let (_, after) = Change::Line(3).builds(&project, "");
        assert_eq!(after.text_of("Dockerfile"), Some(after.dockerfile.as_str()));
        let (before, _) = Change::Typed.builds(&project, "FROM b");
        assert_eq!(before.expect("a first build").text_of("Dockerfile"), Some("FROM b"));
    }

    #[test]
    fn a_line_is_edited_in_its_own_way() {
        let text = "FROM a\nRUN x\nENV A=1\nCMD [\"x\"]\nCOPY a b\nWORKDIR /w\nRUN <<E\nx\nE\n";
        let line = |line| edited(text, line).and_then(|after| after.lines().nth(line - 1).map(str::to_owned));
        assert_eq!(line(2).as_deref(), Some("RUN x && echo edited"));
        assert_eq!(line(3).as_deref(), Some("ENV A=1-edited"));
        assert_eq!(line(4).as_deref(), Some("CMD [\"x\", \"edited\"]"));
        assert_eq!(line(5).as_deref(), Some("COPY --chown=12345 a b"));
        assert_eq!(line(6).as_deref(), Some("WORKDIR /w/edited"));
        assert_eq!((line(1), line(7)), (None, None));
    }
}

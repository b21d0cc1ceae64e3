//! The parts of a file that contain each other: stages, and instructions over several lines.

use crate::model::Dockerfile;
use crate::project::Project;
use crate::syntax::{self, Keyword};
use crate::text::TextRange;

/// What a place belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// Name or number of the stage; `None` before the first FROM.
    pub stage: Option<String>,
    /// The instruction as the reference writes it; `None` between instructions, and for a word that names none.
    pub instruction: Option<&'static str>,
}

/// What can be folded away in `text`, in order: of each stage and each instruction of several lines, what follows its
/// first line, heredocs included. No two start on one line; an inner one ends where or before an outer one ends.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::analysis::folds;
///
/// let text = "FROM a\nRUN make \\\n  all\n";
/// let folded: Vec<&str> = folds(text).iter().map(|range| range.of(text)).collect();
/// assert_eq!(folded, ["\nRUN make \\\n  all", "\n  all"]);
/// ```
pub fn folds(text: &str) -> Vec<TextRange> {
    let tree = syntax::parse(text);
    let project = Project::default();
    let dockerfile = Dockerfile::resolve(&tree, &project);
    // An instruction is named by the number of its first line, which a stage shares with its FROM.
    let stages = dockerfile.stages.iter().map(|stage| {
        let line = tree.instructions[stage.instructions.start].first_line;
        (line, stage.range.end)
    });
    let instructions = tree.instructions.iter().map(|it| (it.first_line, it.range.end));
    let mut all: Vec<_> = stages.chain(instructions).collect();
    all.sort_by_key(|&(line, end)| (line, std::cmp::Reverse(end)));
    all.dedup_by_key(|(line, _)| *line);
    let first_line_end = |line| {
        let range = tree.lines.line_range(line);
        range.start + range.of(text).trim_end_matches(['\r', '\n']).len()
    };
    let ranges = all.into_iter().map(|(line, end)| (first_line_end(line), end));
    ranges.filter(|(start, end)| start < end).map(|(start, end)| TextRange::new(start, end)).collect()
}

/// What the byte `offset` of `text` belongs to. Time is linear in the text.
pub fn surroundings(text: &str, offset: usize) -> Surroundings {
    let tree = syntax::parse(text);
    let line = tree.lines.line(offset.min(text.len()));
    let after = tree.instructions.partition_point(|it| it.first_line <= line);
    let before = &tree.instructions[..after];
    let current = before.last().filter(|it| line <= it.last_line && it.keyword != Keyword::Unknown);
    let stages = before.iter().filter(|it| it.keyword == Keyword::From);
    let stage = stages.clone().next_back().map(|last| {
        let name = last.from().and_then(|from| from.name.as_ref()).map(|name| name.text.clone());
        name.unwrap_or_else(|| (stages.count() - 1).to_string())
    });
    Surroundings { stage, instruction: current.map(|it| it.keyword.as_str()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let folded: Vec<&str> = folds(text).iter().map(|range| range.of(text)).collect();
        assert_eq!(folded, expected);
    }

    #[test]
    fn stages_instructions_and_heredocs() {
        check("FROM a\n", &[]);
        check("# é\nARG X\nFROM a AS é\nUSER a\n\n# next\nFROM b\nUSER c", &["\nUSER a", "\nUSER c"]);
        check("FROM a\r\nUSER a\r\n", &["\r\nUSER a"]);
        check("RUN <<E\né\nE\nRUN a", &["\né\nE"]);
        check("FROM a \\\n AS b\nRUN a \\\n # note\n\n b", &["\n AS b\nRUN a \\\n # note\n\n b", "\n # note\n\n b"]);
    }

    #[test]
    fn a_place_belongs_to_an_instruction_of_a_stage() {
        let text = "# é\nARG X\n\nFROM a\nRUN a \\\n  b\nFROM b AS Two\nRNU x\n";
        let told = |part: &str| {
            let found = surroundings(text, text.find(part).expect("it is there"));
            format!("{} in {}", found.instruction.unwrap_or("nothing"), found.stage.unwrap_or_default())
        };
        assert_eq!(told("# é"), "nothing in ");
        assert_eq!(told("X"), "ARG in ");
        assert_eq!(told("  b"), "RUN in 0");
        assert_eq!(told("Two"), "FROM in Two");
        assert_eq!(told("RNU"), "nothing in Two");
        assert_eq!(surroundings(text, 999).stage.as_deref(), Some("Two"));
    }
}

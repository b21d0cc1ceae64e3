use std::collections::HashMap;

use super::mix::PossibleEdit;
use super::passing::{Certainty, may_pass};
use super::time::{expected_seconds, pays};
use crate::model::{DependencyKind, Dockerfile};
use crate::project::Project;
use crate::simulate::cache::{CacheReport, Options, Outcome, Reason, Step, simulate};
use crate::syntax::{Instruction, Keyword, SyntaxTree, parse};
use crate::text::{Edit, TextRange, apply};

/// The same instructions in an order that costs less.
#[derive(Clone, Debug, PartialEq)]
pub struct BetterOrder {
    /// From the file as it stands to the better one; sorted and disjoint.
    pub edits: Vec<Edit>,
    /// The better file.
    pub text: String,
    /// The seconds that a build takes on average as the file stands.
    pub before: f64,
    /// The same in the better order.
    pub after: f64,
    /// Whether it is safe unless a list of dependencies that is not at hand refers to other files, or runs scripts of the
    /// project.
    pub is_likely: bool,
}

/// Longer stages are left as they are: nobody writes them by hand.
const LONGEST_STAGE: usize = 80;

/// Looks for an order of the instructions in which builds after `edits` take less time on average, and proves it by
/// simulating both. `None` if there is none that is known to build the same and [`pays`].
///
/// Every stage is improved by one move at a time, the one that saves most, until none saves anything.
pub fn better_order(project: &Project, edits: &[PossibleEdit], seconds: &dyn Fn(&Step) -> u32) -> Option<BetterOrder> {
    let tree = parse(&project.dockerfile);
    let dockerfile = Dockerfile::resolve(&tree, project);
    let is_broken = !tree.errors.is_empty();
    if is_broken || edits.is_empty() {
        return None;
    }
    let reports: Vec<(f64, CacheReport)> = edits
        .iter()
        .map(|edit| (edit.share, simulate(project, &edit.applied_to(project), Options::default())))
        .collect();
    let costs = Costs::new(&dockerfile, &reports, seconds);
    let mut changes = Vec::new();
    let mut certainty = Certainty::Sure;
    for stage in &dockerfile.stages {
        let indices: Vec<usize> = stage.instructions.clone().skip(1).collect();
        if indices.len() > LONGEST_STAGE || !dockerfile.is_reachable(stage.index) {
            continue;
        }
        let (order, sure) = improve(&dockerfile, &indices, &costs);
        certainty = certainty.max(sure);
        let slots = indices.iter().zip(&order).filter(|(slot, index)| slot != index);
        changes.extend(slots.map(|(slot, index)| {
            let [slot, moved] = [slot, index].map(|index| whole(&tree, &tree.instructions[*index]));
            Edit::replace(slot, moved.of(&tree.text))
        }));
    }
    if changes.is_empty() {
        return None;
    }
    let text = apply(&tree.text, &changes).ok()?;
    let reordered = Project { dockerfile: text.clone(), ..project.clone() };
    let [before, after] = [project, &reordered].map(|project| expected_seconds(project, edits, seconds));
    let is_proved = pays(before, after) && parse(&text).instructions.len() == tree.instructions.len();
    let is_likely = certainty == Certainty::Likely;
    is_proved.then_some(BetterOrder { edits: changes, text, before, after, is_likely })
}

/// What is known of each step, by the first line of its instruction.
struct Costs {
    seconds: HashMap<usize, f64>,
    /// For each edit how often it happens, and the lines whose files it changes.
    causes: Vec<(f64, Vec<usize>)>,
}

impl Costs {
    fn new(dockerfile: &Dockerfile, reports: &[(f64, CacheReport)], seconds: &dyn Fn(&Step) -> u32) -> Self {
        let steps = reports.first().into_iter().flat_map(|(_, report)| &report.steps);
        let steps = steps.filter(|step| step.outcome != Outcome::None);
        let line = |index: usize| dockerfile.tree.instructions[index].first_line;
        let causes = reports.iter().map(|(share, report)| {
            let running: Vec<&Step> = report.steps.iter().filter(|step| step.outcome == Outcome::Executed).collect();
            let runs_in = |stage: usize| {
                let lines = dockerfile.stages[stage].instructions.clone().map(line);
                lines.into_iter().any(|line| running.iter().any(|step| step.line == line))
            };
            // What comes from a stage that runs again is taken to be other files, whatever else is told of the step.
            let taken = dockerfile.stages.iter().flat_map(|stage| &stage.dependencies);
            let taken = taken.filter(|it| it.kind != DependencyKind::From && runs_in(it.stage));
            let own = running.iter().filter(|step| is_cause(step)).map(|step| step.line);
            (*share, own.chain(taken.map(|it| line(it.instruction))).collect())
        });
        Self { seconds: steps.map(|step| (step.line, f64::from(seconds(step)))).collect(), causes: causes.collect() }
    }

    /// The seconds that the lines take on average: after each edit all behind the first whose files changed.
    fn expected(&self, lines: &[usize]) -> f64 {
        let seconds = |line: &usize| self.seconds.get(line).copied().unwrap_or_default();
        let of_edit = |(share, causes): &(f64, Vec<usize>)| {
            let first = lines.iter().position(|line| causes.contains(line))?;
            Some(share * lines[first..].iter().map(seconds).sum::<f64>())
        };
        self.causes.iter().filter_map(of_edit).sum()
    }
}

/// Whether a step runs because of its own files.
fn is_cause(step: &Step) -> bool {
    match &step.reason {
        Reason::Files { .. } | Reason::Stage { .. } => true,
        Reason::Input { files, .. } => files.count > 0,
        _ => false,
    }
}

/// The best order that single moves lead to, and how sure it is that it builds the same.
fn improve(dockerfile: &Dockerfile, indices: &[usize], costs: &Costs) -> (Vec<usize>, Certainty) {
    let line = |index: &usize| dockerfile.tree.instructions[*index].first_line;
    let mut order = indices.to_vec();
    let mut sure = Certainty::Sure;
    let mut cost = costs.expected(&order.iter().map(line).collect::<Vec<_>>());
    // Each move saves something, so this ends; the bound is for rounding errors.
    for _ in 0..indices.len() {
        let mut best: Option<(f64, Vec<usize>, Certainty)> = None;
        for (from, to, certainty) in moves(dockerfile, &order) {
            let mut moved = order.clone();
            let index = moved.remove(from);
            moved.insert(to, index);
            let seen = costs.expected(&moved.iter().map(line).collect::<Vec<_>>());
            if seen < best.as_ref().map_or(cost, |(best, ..)| *best) - 1e-6 {
                best = Some((seen, moved, certainty));
            }
        }
        let Some((seen, moved, certainty)) = best else { break };
        (cost, order) = (seen, moved);
        sure = sure.max(certainty);
    }
    (order, sure)
}

/// Every way to move one COPY down or one RUN up, the shortest first.
fn moves(dockerfile: &Dockerfile, order: &[usize]) -> Vec<(usize, usize, Certainty)> {
    let keyword = |at: usize| dockerfile.tree.instructions[order[at]].keyword;
    let mut moves = Vec::new();
    for from in 0..order.len() {
        let mut sure = Certainty::Sure;
        match keyword(from) {
            Keyword::Copy | Keyword::Add => {
                for to in from + 1..order.len() {
                    let Some(certainty) = may_pass(dockerfile, order[from], order[to]) else { break };
                    sure = sure.max(certainty);
                    moves.push((from, to, sure));
                }
            }
            Keyword::Run => {
                for to in (0..from).rev() {
                    let Some(certainty) = may_pass(dockerfile, order[to], order[from]) else { break };
                    sure = sure.max(certainty);
                    moves.push((from, to, sure));
                }
            }
            _ => {}
        }
    }
    moves.sort_by_key(|(from, to, _)| from.abs_diff(*to));
    moves
}

/// The lines of an instruction with the comments right above it, without the last line break.
fn whole(tree: &SyntaxTree, instruction: &Instruction) -> TextRange {
    let before = tree.comments.partition_point(|comment| comment.line < instruction.first_line);
    let above = tree.comments[..before].iter().rev().zip(1..);
    let above = above.take_while(|(it, distance)| !it.inside && it.line + distance == instruction.first_line);
    let first = above.last().map_or(instruction.first_line, |(comment, _)| comment.line);
    TextRange::new(tree.lines.line_range(first).start, instruction.range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::advice::{Mix, guessed_seconds, possible_edits};

    fn project(dockerfile: &str) -> Project {
        let mut project = Project::new(dockerfile);
        for path in ["requirements.txt", "src/app.py", "conf/app.yml"] {
            project.files.insert(path.to_owned(), "flask\n".into());
        }
        project
    }

    #[track_caller]
    fn better(dockerfile: &str) -> Option<BetterOrder> {
        let project = project(dockerfile);
        let edits = possible_edits(&project, Mix::default());
        let better = better_order(&project, &edits, &guessed_seconds);
        if let Some(better) = &better {
            assert!(better.after < better.before, "{better:?}");
            let again = Project { dockerfile: better.text.clone(), ..project.clone() };
            assert_eq!(better_order(&again, &edits, &guessed_seconds), None, "a second run changes nothing");
        }
        better
    }

    #[test]
    fn system_packages_go_before_the_source() {
        let text = "FROM a\nWORKDIR /app\n\n# The program\nCOPY . .\n# curl is for the health check\n\
                    RUN apt-get update && apt-get install -y curl\n\nCMD x\n";
        let expected = "FROM a\nWORKDIR /app\n\n# curl is for the health check\n\
                        RUN apt-get update && apt-get install -y curl\n# The program\nCOPY . .\n\nCMD x\n";
        let better = better(text).expect("a better order");
        assert_eq!(better.text, expected);
        assert!(!better.is_likely);
        // 26 s after each edit, then 1 s.
        assert!((better.before - 26.0).abs() < 1e-9 && (better.after - 1.0).abs() < 1e-9, "{better:?}");
    }

    #[test]
    fn what_changes_often_goes_below_what_is_slow() {
        let text =
            "FROM a\nWORKDIR /app\nCOPY src src\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n";
        let expected =
            "FROM a\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\nCOPY src src\n";
        assert_eq!(better(text).expect("a better order").text, expected);
    }

    #[test]
    fn the_rest_stays() {
        for text in [
            "FROM a\nCOPY . .\nRUN make\n",
            "FROM a\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\nCOPY . .\n",
            "FROM a\nWORKDIR /app\nCOPY . .\nVOLUME /data\nRUN apt-get update\n",
            "FROM a AS unused\nWORKDIR /app\nCOPY . .\nRUN apt-get update\nFROM a\nRUN x\n",
            "FROM a\nCOPY . .\nRUN <<\n",
            "",
        ] {
            assert_eq!(better(text), None, "{text}");
        }
    }

    #[test]
    fn stages_are_put_in_order_each_by_itself() {
        let text = "FROM a AS one\nWORKDIR /app\nCOPY . .\nRUN apk add git\nFROM a\nWORKDIR /app\nCOPY . .\n\
                    RUN apk add curl\nCOPY --from=one /app /x\n";
        let expected = "FROM a AS one\nWORKDIR /app\nRUN apk add git\nCOPY . .\nFROM a\nWORKDIR /app\n\
                        RUN apk add curl\nCOPY . .\nCOPY --from=one /app /x\n";
        assert_eq!(better(text).expect("a better order").text, expected);
    }
}

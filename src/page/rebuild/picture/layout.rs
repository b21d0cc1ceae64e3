//! Where the stages, steps and arrows of the picture are. Pure.

use std::collections::HashMap;

use dockerfile_playground::Project;
use dockerfile_playground::model::{DependencyKind, Dockerfile};
use dockerfile_playground::simulate::cache::{CacheReport, Outcome};
use dockerfile_playground::syntax::parse;

/// Size of a step's box.
pub(super) const BOX: (u32, u32) = (196, 42);
/// Free space below a box.
const GAP: u32 = 8;
/// Free space between two columns, in which arrows run.
const AISLE: u32 = 52;
/// Height of a column's name.
const HEAD: u32 = 30;
/// Space around everything.
const MARGIN: u32 = 6;
/// Distance of two arrows that run beside each other.
const LANE: u32 = 7;

/// The picture of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) columns: Vec<Column>,
    pub(super) arrows: Vec<Arrow>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) x: u32,
    /// Whether the target needs it.
    pub(super) is_built: bool,
    pub(super) boxes: Vec<StepBox>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StepBox {
    /// Which step of the report.
    pub(super) step: usize,
    pub(super) y: u32,
}

/// What one stage takes from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arrow {
    pub(super) kind: DependencyKind,
    /// The line, as an SVG path.
    pub(super) line: String,
    /// Its point: where the arrow ends.
    pub(super) end: (u32, u32),
}

impl Layout {
    /// The picture of the build of `text` that `report` tells of.
    pub(super) fn new(text: &str, report: &CacheReport) -> Self {
        let project = Project::new(text);
        let tree = parse(text);
        let dockerfile = Dockerfile::resolve(&tree, &project);
        let mut columns: Vec<Column> = Vec::new();
        for (number, step) in report.steps.iter().enumerate() {
            let is_from = step.instruction == "FROM";
            if is_from {
                let x = MARGIN + u32::try_from(columns.len()).unwrap_or(0) * (BOX.0 + AISLE);
                columns.push(Column { name: step.stage.clone(), x, is_built: false, boxes: Vec::new() });
            }
            let Some(column) = columns.last_mut() else { continue };
            column.is_built |= step.outcome != Outcome::None;
            if is_from || step.outcome != Outcome::None {
                let above = u32::try_from(column.boxes.len()).unwrap_or(0);
                column.boxes.push(StepBox { step: number, y: MARGIN + HEAD + above * (BOX.1 + GAP) });
            }
        }
        let bottom = columns.iter().filter_map(|column| column.boxes.last()).map(|it| it.y + BOX.1).max().unwrap_or(0);
        let mut router = Router { columns: &columns, bottom, lanes: 0, starts: HashMap::new() };
        let mut arrows = Vec::new();
        for stage in dockerfile.stages.iter().filter(|stage| dockerfile.is_reachable(stage.index)) {
            for dependency in dockerfile.dependencies(stage.index) {
                let line = tree.instructions[dependency.instruction].first_line;
                let target = router.step_at(stage.index, |step| report.steps[step].line == line);
                let arrow = target.and_then(|y| router.arrow(dependency.kind, dependency.stage, (stage.index, y)));
                arrows.extend(arrow);
            }
        }
        let lanes = router.lanes;
        let width = columns.last().map_or(0, |column| column.x + BOX.0 + MARGIN);
        let height = bottom + MARGIN + if lanes > 0 { GAP + lanes * LANE } else { 0 };
        Self { columns, arrows, width, height }
    }
}

/// Finds ways for arrows.
struct Router<'c> {
    columns: &'c [Column],
    bottom: u32,
    /// How many arrows run below the columns.
    lanes: u32,
    /// How many arrows leave each stage.
    starts: HashMap<usize, u32>,
}

impl Router<'_> {
    /// The height of the first box of a stage that `is_it` accepts.
    fn step_at(&self, stage: usize, is_it: impl Fn(usize) -> bool) -> Option<u32> {
        self.columns.get(stage)?.boxes.iter().find(|it| is_it(it.step)).map(|it| it.y)
    }

    /// From the last step of `source` to the box at `target`: straight into the next column, or below those between.
    fn arrow(&mut self, kind: DependencyKind, source: usize, target: (usize, u32)) -> Option<Arrow> {
        let (from, to) = (self.columns.get(source)?, self.columns.get(target.0)?);
        let count = self.starts.entry(source).or_default();
        *count += 1;
        let shift = (*count % 5) * LANE;
        let (left, start) = (from.x + BOX.0, from.boxes.last()?.y + 10 + shift.min(24));
        let end = (to.x, target.1 + BOX.1 / 2);
        let out = left + 12 + shift;
        let line = if target.0 == source + 1 {
            format!("M{left} {start}H{out}V{}H{}", end.1, end.0 - 6)
        } else {
            self.lanes += 1;
            let lane = self.bottom + self.lanes * LANE;
            let back = end.0 - 14;
            format!("M{left} {start}H{out}V{lane}H{back}V{}H{}", end.1, end.0 - 6)
        };
        Some(Arrow { kind, line, end })
    }
}

#[cfg(test)]
mod tests {
    use dockerfile_playground::simulate::cache::{Options, first_build};

    use super::*;

    fn layout(text: &str) -> Layout {
        Layout::new(text, &first_build(&Project::new(text), Options::default()))
    }

    #[test]
    fn each_stage_has_a_column_of_its_steps() {
        let layout = layout("ARG V=1\nFROM a AS one\nENV A=1\nRUN x\nFROM one\nCOPY . .\nFROM b AS last\nRUN y\n");
        let columns: Vec<_> = layout.columns.iter().map(|it| (it.name.as_str(), it.boxes.len(), it.is_built)).collect();
        assert_eq!(columns, [("one", 1, false), ("1", 1, false), ("last", 2, true)]);
        assert!(layout.columns.is_sorted_by_key(|column| column.x));
        assert!(layout.arrows.is_empty(), "what is not built needs nothing");
    }

    #[test]
    fn arrows_tell_what_is_taken_from_where() {
        let text = "FROM a AS one\nRUN x\nFROM one AS two\nRUN --mount=from=one,target=/m y\nFROM b\n\
                    COPY --from=one /x /\nCOPY --from=two /y /\n";
        let layout = layout(text);
        let kinds: Vec<_> = layout.arrows.iter().map(|arrow| arrow.kind).collect();
        assert_eq!(kinds, [DependencyKind::From, DependencyKind::Mount, DependencyKind::Copy, DependencyKind::Copy]);
        // Only the one that goes past the middle stage runs below the columns.
        let bottom = layout.columns.iter().filter_map(|it| it.boxes.last()).map(|it| it.y + BOX.1).max();
        assert_eq!(layout.height, bottom.unwrap_or(0) + MARGIN + GAP + LANE);
        for arrow in &layout.arrows {
            assert!(arrow.line.ends_with(&format!("V{}H{}", arrow.end.1, arrow.end.0 - 6)), "{arrow:?}");
        }
    }

    #[test]
    fn nothing_has_no_size() {
        assert_eq!((layout("").width, layout("RUN x").columns.len()), (0, 0));
    }
}

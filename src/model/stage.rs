use std::ops::Range;

use super::Assignment;
use super::image::ImageReference;
use crate::text::TextRange;

/// The shell of a stage that sets none, on Linux.
pub const DEFAULT_SHELL: [&str; 2] = ["/bin/sh", "-c"];

/// One stage: a FROM and what follows it.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Number, from 0.
    pub index: usize,
    /// Name in lower case, as BuildKit keeps it.
    pub name: Option<String>,
    /// Indices of its instructions, FROM first.
    pub instructions: Range<usize>,
    /// What it is built from.
    pub base: Base,
    /// The base with its variables expanded, as text.
    pub base_text: String,
    /// The same as it is without `--build-arg`; `None` where a default cannot be expanded.
    pub default_base_text: Option<String>,
    /// `--platform`, expanded.
    pub platform: Option<String>,
    /// Earlier stages that it needs, in the order of the file.
    pub dependencies: Vec<Dependency>,
    /// Every setting of a variable in the order of the file, those of the base image first.
    pub assignments: Vec<Assignment>,
    /// Whether it builds an image of Windows, as far as names and platforms tell.
    pub is_windows: bool,
    /// From FROM to the end of the last instruction.
    pub range: TextRange,
}

impl Stage {
    /// The name, or the number where there is none.
    pub fn label(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.index.to_string())
    }

    /// The shell of commands in shell form where no SHELL says otherwise (Dockerfile reference, "SHELL").
    pub const fn default_shell(&self) -> &'static [&'static str] {
        if self.is_windows { &["cmd", "/S", "/C"] } else { &DEFAULT_SHELL }
    }
}

/// What a stage is built from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// Nothing.
    Scratch,
    /// An earlier stage, by number.
    Stage(usize),
    /// An image.
    Image(ImageReference),
    /// A text that is no reference, for instance because a variable in it is empty.
    Invalid,
}

/// A need of one stage for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Number of the stage that is needed.
    pub stage: usize,
    /// Index of the instruction that needs it.
    pub instruction: usize,
    /// How.
    pub kind: DependencyKind,
}

/// How a stage needs another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DependencyKind {
    /// `FROM stage`.
    From,
    /// `COPY --from`.
    Copy,
    /// `RUN --mount=…,from=`.
    Mount,
}

/// Where `COPY --from` and `RUN --mount=…,from=` take files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The build context.
    Context,
    /// A stage, by number.
    Stage(usize),
    /// An image or a named context.
    Image(String),
}

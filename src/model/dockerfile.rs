use crate::project::Project;
use crate::syntax::{Keyword, SyntaxError, SyntaxTree};
use crate::text::TextRange;

/// A tree with its meaning.
#[derive(Clone, Debug)]
pub struct Dockerfile<'a> {
    /// What was read.
    pub tree: &'a SyntaxTree,
    /// Stages, in order.
    pub stages: Vec<Stage>,
    /// What a build would refuse beyond what the parser sees.
    pub errors: Vec<SyntaxError>,
}

/// One stage.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Number, from 0.
    pub index: usize,
    /// Name in lower case, as BuildKit keeps it.
    pub name: Option<String>,
    /// The base with its variables expanded.
    pub base_text: String,
    /// From FROM to the end of the last instruction.
    pub range: TextRange,
}

impl Stage {
    /// The name, or the number where there is none.
    pub fn label(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.index.to_string())
    }
}

impl<'a> Dockerfile<'a> {
    /// Resolves `tree` with what `project` knows beside it.
    pub fn resolve(tree: &'a SyntaxTree, _project: &Project) -> Self {
        let mut stages: Vec<Stage> = Vec::new();
        for instruction in &tree.instructions {
            match (instruction.keyword, instruction.from()) {
                (Keyword::From, Some(from)) => stages.push(Stage {
                    index: stages.len(),
                    name: from.name.as_ref().map(|name| name.text.to_lowercase()),
                    base_text: from.image.text.clone(),
                    range: instruction.range,
                }),
                _ => {
                    if let Some(stage) = stages.last_mut() {
                        stage.range.end = instruction.range.end;
                    }
                }
            }
        }
        Self { tree, stages, errors: Vec::new() }
    }
}

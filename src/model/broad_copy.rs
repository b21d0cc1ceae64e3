use super::Dockerfile;
use crate::syntax::{Keyword, Word};

/// A copy of a whole directory of the build context into the image of the target.
#[derive(Clone, Debug)]
pub struct BroadCopy<'a> {
    /// The source, as written.
    pub source: &'a Word,
    /// The directory, clean and relative to the build context; empty for all of it.
    pub folder: String,
}

impl Dockerfile<'_> {
    /// The copies of directories whose files end up in the image of the target.
    pub fn broad_copies(&self) -> Vec<BroadCopy<'_>> {
        let context = self.project.context();
        let mut copies = Vec::new();
        for stage in self.target.into_iter().flat_map(|target| self.lineage(target)) {
            for (_, instruction) in self.instructions(stage) {
                let is_copy = matches!(instruction.keyword, Keyword::Copy | Keyword::Add);
                let from_context =
                    is_copy && instruction.flag("from").is_none() && instruction.flag("exclude").is_none();
                for source in instruction.copy().filter(|_| from_context).iter().flat_map(|it| &it.sources) {
                    let folder = super::path::clean_in_root(&source.text);
                    let folder = if folder == "*" { String::new() } else { folder };
                    if folder.is_empty() || !context.below(&folder).is_empty() {
                        copies.push(BroadCopy { source, folder });
                    }
                }
            }
        }
        copies
    }
}

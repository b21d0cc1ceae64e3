//! Where files and images come from.

use serde::Serialize;

use crate::model::image::ImageReference;
use crate::model::{ContextSources, Dockerfile, Source};
use crate::syntax::{Instruction, Keyword};

/// An image reference, taken apart.
#[derive(Debug, Serialize)]
pub(super) struct ImageView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    registry: Option<&'a str>,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<&'a str>,
    /// The whole name that Docker makes of it.
    canonical: String,
}

impl<'a> ImageView<'a> {
    pub(super) fn of(image: &'a ImageReference) -> Self {
        let (registry, path, tag, digest) = (image.registry(), image.path(), image.tag(), image.digest());
        Self { registry, path, tag, digest, canonical: image.canonical() }
    }
}

/// Where `COPY --from`, `ADD` and `COPY` take files.
#[derive(Debug, Serialize)]
pub(super) struct SourceView<'a> {
    /// The source, variables expanded.
    source: &'a str,
    #[serde(flatten)]
    from: FromView,
    /// What it finds in the build context; nothing where none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<Vec<String>>,
    /// What the ignore file keeps away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ignored: Vec<IgnoredView>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "lowercase", tag = "from", content = "name")]
enum FromView {
    Context,
    Stage(usize),
    Image(String),
}

#[derive(Debug, Serialize)]
struct IgnoredView {
    path: String,
    /// The line of the ignore file that decides.
    line: usize,
}

/// The sources of `COPY` and `ADD`.
pub(super) fn sources<'a>(
    dockerfile: &'a Dockerfile<'a>,
    index: usize,
    instruction: &'a Instruction,
    context: Option<&ContextSources>,
) -> Vec<SourceView<'a>> {
    let is_copy = matches!(instruction.keyword, Keyword::Copy | Keyword::Add);
    let Some(stage) = dockerfile.facts[index].stage.filter(|_| is_copy) else { return Vec::new() };
    let from = match dockerfile.source(stage, instruction.flag_value("from")) {
        Source::Context => FromView::Context,
        Source::Stage(number) => FromView::Stage(number),
        Source::Image(name) => FromView::Image(name),
    };
    let view = |word| {
        let source = dockerfile.expand(index, word);
        let selection = context.filter(|_| matches!(from, FromView::Context)).map(|context| context.select(source));
        let (files, ignored) = match selection {
            Some(it) => (Some(it.files), it.ignored),
            None => (None, Vec::new()),
        };
        let ignored = ignored.into_iter().map(|it| IgnoredView { path: it.path, line: it.line }).collect();
        SourceView { source, from: from.clone(), files, ignored }
    };
    instruction.copied_paths().map(view).collect()
}

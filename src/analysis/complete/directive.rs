//! Parser directives, which stand at the very top.

use super::place::Place;
use super::{CompletionKind, tables, texts};
use crate::syntax::SyntaxTree;

const NAMES: [&str; 3] = ["syntax", "escape", "check"];

/// The names of directives, if the comment at the end of `tree` may become one.
pub(super) fn name(place: &mut Place<'_>, tree: &SyntaxTree) {
    let is_top = tree.instructions.is_empty() && tree.comments.len() == 1;
    let is_name = tree.comments.iter().all(|it| it.text.chars().all(|c| c.is_ascii_alphanumeric()));
    if !is_top || !is_name || tree.lines.line_count() != tree.directives.len() + 1 {
        return;
    }
    place.start_at(|c| c.is_ascii_alphanumeric());
    for name in NAMES.iter().filter(|name| tree.directives.iter().all(|it| it.name != **name)) {
        place.add(CompletionKind::Directive, name, texts::directive(name).0, &format!("{name}="));
    }
}

/// The values of the directive at the end of `tree`.
pub(super) fn value(place: &mut Place<'_>, tree: &SyntaxTree) {
    let Some(directive) = tree.directives.last() else { return };
    match directive.name.as_str() {
        "syntax" => {
            place.start_at(|c| !c.is_whitespace() && c != '=');
            for (image, what) in tables::SYNTAXES {
                place.add(CompletionKind::Image, image, what, image);
            }
        }
        "escape" => {
            place.add(CompletionKind::Value, "\\", "as without the directive", "\\");
            place.add(CompletionKind::Value, "`", "for paths of Windows", "`");
        }
        _ => {
            let option = directive.value.text.rsplit(';').next().unwrap_or_default();
            match option.split_once('=').map(|(key, _)| key) {
                Some("skip") => place.values(tables::CHECKS),
                Some("error") => place.values(&["true", "false"]),
                Some(_) => {}
                None => place.values(&["skip=", "error="]),
            }
        }
    }
}

//! The editor: a plain text field under a layer of colours at once, CodeMirror as soon as it has arrived.
//!
//! Both show the same tokens and the same marks; only here are bytes and UTF-16 units turned into each other.

mod answers;
mod change;
mod line;
mod naming;
mod plain;
mod rich;
mod rows;
mod status;
mod utf16;

use std::rc::Rc;

use dockerfile_playground::Project;
use dockerfile_playground::analysis::highlight;
use dockerfile_playground::model::Dockerfile;
use dockerfile_playground::syntax::{self, Token};
use dockerfile_playground::text::TextRange;
use yew::prelude::*;

use self::plain::PlainEditor;
use self::rich::RichView;
use self::rows::Mark;
use self::status::Status;
use super::browser::{self, RichEditorModule};
use super::hooks::Snapshot;
use super::level::Level;
use super::state::Action;
use super::work::EditorKind;
pub(super) use utf16::{byte_of_unit, unit_of_byte};

/// What [`Editor`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct EditorProps {
    pub(crate) text: Rc<str>,
    /// Moves when the text was changed from outside.
    pub(crate) revision: u32,
    /// The place to show.
    pub(crate) reveal: Option<(u32, TextRange)>,
    pub(crate) snapshot: Rc<Snapshot>,
    pub(crate) kind: EditorKind,
    /// Where the caret is, in UTF-16 units.
    pub(crate) caret: u32,
    pub(crate) dispatch: Callback<Action>,
}

/// The Dockerfile, to be edited.
#[component]
pub(crate) fn Editor(props: &EditorProps) -> Html {
    let module = use_state(|| None::<RichEditorModule>);
    // Nobody's typing, selection or undo history is taken away: the editors change places when the field is left.
    let in_use = use_state(|| false);
    {
        let module = module.clone();
        use_effect_with(props.kind, move |kind| {
            if *kind == EditorKind::Rich && module.is_none() {
                browser::load_rich_editor(Callback::from(move |loaded| module.set(Some(loaded))));
            }
        });
    }
    let on_use = {
        let in_use = in_use.clone();
        Callback::from(move |value| in_use.set(value))
    };
    let module = (*module).clone().filter(|_| props.kind == EditorKind::Rich && !*in_use);
    html! {
        <div class="editor">
            if let Some(module) = module {
                <RichView {module} editor={props.clone()} />
            } else {
                <PlainEditor {on_use} editor={props.clone()} />
            }
            <Status editor={props.clone()} />
        </div>
    }
}

/// What is to be marked in `text`, which may have been edited since the analysis.
fn marks(snapshot: &Snapshot, text: &str) -> Vec<Mark> {
    let analysis = &snapshot.analysis;
    let errors = analysis.syntax_errors.iter().map(|error| (error.span, Level::Error, &error.message));
    let findings = analysis.findings.iter().map(|finding| (finding.span, finding.severity.into(), &finding.message));
    let change = change::between(&snapshot.project.dockerfile, text);
    errors
        .chain(findings)
        .filter_map(|(span, level, message)| {
            let range = match change {
                Some(change) => change.follow_range(span.range())?,
                None => span.range(),
            };
            Some(Mark { range, level, message: AttrValue::from(message.clone()) })
        })
        .collect()
}

/// The coloured lines of `text`.
fn coloured(text: &str, snapshot: &Snapshot) -> Vec<rows::Row> {
    rows::rows(text, &tokens(text), &marks(snapshot, text))
}

/// The kinds of all bytes of `text`, which follow each keystroke: nothing around the file is needed for them.
fn tokens(text: &str) -> Vec<Token> {
    let tree = syntax::parse(text);
    highlight(&Dockerfile::resolve(&tree, &Project::default()))
}

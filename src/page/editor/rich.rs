use dockerfile_playground::text::Span;
use yew::prelude::*;

use super::EditorProps;
use super::answers::{COLOURS, answer};
use super::utf16::Units;
use crate::page::browser::{Diagnostic, Handlers, RichEditor, RichEditorModule};
use crate::page::findings;
use crate::page::hooks::Snapshot;
use crate::page::level::Level;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::work::EditorKind;

/// What [`RichView`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct RichViewProps {
    pub(super) module: RichEditorModule,
    pub(super) editor: EditorProps,
}

/// `CodeMirror`, fed by the engine.
#[component]
pub(super) fn RichView(props: &RichViewProps) -> Html {
    let RichViewProps { module, editor: props } = props;
    let host = use_node_ref();
    let editor = use_mut_ref(|| None::<RichEditor>);
    let latest = use_mut_ref(|| props.snapshot.clone());
    *latest.borrow_mut() = props.snapshot.clone();
    {
        let (host, editor, text) = (host.clone(), editor.clone(), props.text.clone());
        let (module, dispatch) = (module.clone(), props.dispatch.clone());
        use_effect_with((), move |()| {
            let on_fix = {
                let dispatch = dispatch.clone();
                Callback::from(move |(diagnostic, fix)| {
                    if let Some(action) = fix_action(&latest.borrow(), diagnostic, fix) {
                        dispatch.emit(action);
                    }
                })
            };
            let on_change = dispatch.reform(|text: String| Action::Typed(text.into()));
            let on_caret = dispatch.reform(Action::CaretMoved);
            let on_told = dispatch.reform(|text: String| Action::Announced(text.into()));
            let handlers = Handlers { on_change, on_fix, on_caret, on_told, answer };
            *editor.borrow_mut() = RichEditor::start(&module, &host, &text, &COLOURS, handlers);
            if editor.borrow().is_none() {
                dispatch.emit(Action::EditorChosen(EditorKind::Plain));
            }
            move || drop(editor.take())
        });
    }
    {
        let (editor, text) = (editor.clone(), props.text.clone());
        use_effect_with(props.revision, move |_| {
            if let Some(editor) = &*editor.borrow() {
                editor.set_text(&text);
            }
        });
    }
    {
        let (editor, is_current) = (editor.clone(), *props.snapshot.project.dockerfile == *props.text);
        use_effect_with((props.snapshot.clone(), is_current), move |(snapshot, is_current)| {
            // The editor moves the marks of an older text by itself until there are new ones.
            if let Some(editor) = &*editor.borrow()
                && *is_current
            {
                editor.set_diagnostics(&diagnostics(snapshot));
            }
        });
    }
    {
        let (text, seen) = (props.text.clone(), use_mut_ref(|| props.reveal));
        use_effect_with(props.reveal, move |reveal| {
            if let (Some((_, range)), Some(editor)) = (*reveal, &*editor.borrow())
                && seen.replace(*reveal) != *reveal
            {
                let units = Units::new(&text);
                editor.select(units.of_byte(range.start), units.of_byte(range.end));
            }
        });
    }
    html! { <div ref={host} class="editor-rich" /> }
}

/// What the editor shows: what a build would refuse first, then the findings, numbered as [`fix_action`] expects.
fn diagnostics(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let units = Units::new(&snapshot.project.dockerfile);
    let diagnostic = |span: Span, level: Level, message: &str| Diagnostic {
        from: units.of_byte(span.start.offset),
        to: units.of_byte(span.end.offset),
        severity: if level == Level::Style { "hint" } else { level.name() },
        message: message.to_owned(),
        why: String::new(),
        help: String::new(),
        rule: String::new(),
        fixes: Vec::new(),
    };
    let errors = snapshot.analysis.syntax_errors.iter().map(|error| Diagnostic {
        fixes: error.suggestion.iter().map(|suggestion| text!("findings-change", to = suggestion)).collect(),
        ..diagnostic(error.span, Level::Error, &error.message)
    });
    let findings = snapshot.analysis.findings.iter().map(|finding| Diagnostic {
        why: finding.why.clone(),
        help: finding.help.clone(),
        rule: finding.rule.to_owned(),
        fixes: {
            let lines = findings::lines_action(finding).map(|_| findings::lines_title(finding));
            finding.offers().map(|fix| findings::plain(&fix.title)).chain(lines).collect()
        },
        ..diagnostic(finding.span, finding.severity.into(), &finding.message)
    });
    errors.chain(findings).collect()
}

/// What happens when fix number `fix` of diagnostic number `diagnostic` is chosen.
fn fix_action(snapshot: &Snapshot, diagnostic: usize, fix: usize) -> Option<Action> {
    let analysis = &snapshot.analysis;
    if let Some(error) = analysis.syntax_errors.get(diagnostic) {
        return findings::suggestion_action(snapshot, error);
    }
    let finding = analysis.findings.get(diagnostic - analysis.syntax_errors.len())?;
    match finding.offers().nth(fix) {
        Some(fix) => findings::fix_action(snapshot, fix),
        None => findings::lines_action(finding),
    }
}

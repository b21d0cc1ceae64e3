use std::ops::Range;

use yew::prelude::*;

use crate::page::diff::{self, Row, RowKind};
use crate::page::texts::text;

/// How two texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DiffLayout {
    /// One column, removed lines above added ones.
    Unified,
    /// Two columns.
    Split,
}

/// What [`DiffTable`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct DiffTableProps {
    /// What is compared, for screen readers.
    pub(crate) label: AttrValue,
    pub(crate) before: AttrValue,
    pub(crate) after: AttrValue,
    #[prop_or(DiffLayout::Unified)]
    pub(crate) layout: DiffLayout,
    /// How many equal lines are shown around a change; all without it.
    #[prop_or_default]
    pub(crate) context: Option<usize>,
    /// What is said above each hunk, by its number.
    #[prop_or_default]
    pub(crate) notes: Vec<Html>,
}

/// Two texts line by line, with what went and what came.
#[component]
pub(crate) fn DiffTable(props: &DiffTableProps) -> Html {
    let rows = diff::rows(&props.before, &props.after);
    let rows = match props.context {
        Some(context) => diff::excerpt(rows, context),
        None => rows.into_iter().map(Some).collect(),
    };
    let (body, layout) = match props.layout {
        DiffLayout::Unified => (unified(&rows, &props.notes), "unified"),
        DiffLayout::Split => (split(&rows, &props.notes), "split"),
    };
    let number = html! { <col class="diff-column-number" /> };
    let columns = match props.layout {
        DiffLayout::Unified => html! { <colgroup>{ number.clone() }{ number }<col /></colgroup> },
        DiffLayout::Split => html! { <colgroup>{ number.clone() }<col />{ number }<col /></colgroup> },
    };
    html! {
        <table class="diff" data-layout={layout}>
            <caption class="visually-hidden">{ &props.label }</caption>
            { columns }
            <tbody>{ body }</tbody>
        </table>
    }
}

fn unified(rows: &[Option<Row<'_>>], notes: &[Html]) -> Html {
    let mut last_hunk = None;
    rows.iter()
        .map(|row| {
            let Some(row) = row else { return gap(3) };
            let note = note(row.hunk, &mut last_hunk, notes, 3);
            html! {
                <>
                    { note }
                    <tr class="diff-row" data-kind={kind_name(row.kind)}>
                        <td class="diff-number">{ number(row.before) }</td>
                        <td class="diff-number">{ number(row.after) }</td>
                        <td class="diff-text">{ line(row) }</td>
                    </tr>
                </>
            }
        })
        .collect()
}

fn split(rows: &[Option<Row<'_>>], notes: &[Html]) -> Html {
    let mut last_hunk = None;
    let mut result = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let Some(row) = &rows[at] else {
            result.push(gap(4));
            at += 1;
            continue;
        };
        result.push(note(row.hunk, &mut last_hunk, notes, 4));
        if row.kind == RowKind::Kept {
            result.push(pair(Some(row), Some(row)));
            at += 1;
            continue;
        }
        let run = rows[at..].iter().take_while(|it| it.as_ref().is_some_and(|it| it.hunk == row.hunk)).count();
        let of_kind = |kind| rows[at..at + run].iter().flatten().filter(move |it| it.kind == kind);
        let (removed, added): (Vec<_>, Vec<_>) =
            (of_kind(RowKind::Removed).collect(), of_kind(RowKind::Added).collect());
        for line in 0..removed.len().max(added.len()) {
            result.push(pair(removed.get(line).copied(), added.get(line).copied()));
        }
        at += run;
    }
    result.into_iter().collect()
}

fn pair(before: Option<&Row<'_>>, after: Option<&Row<'_>>) -> Html {
    html! {
        <tr class="diff-row">
            { side(before, |row| row.before) }
            { side(after, |row| row.after) }
        </tr>
    }
}

fn side(row: Option<&Row<'_>>, number_of: fn(&Row<'_>) -> Option<usize>) -> Html {
    let kind = row.map_or("none", |row| kind_name(row.kind));
    html! {
        <>
            <td class="diff-number" data-kind={kind}>{ number(row.and_then(number_of)) }</td>
            <td class="diff-text" data-kind={kind}>{ row.map(line).unwrap_or_default() }</td>
        </>
    }
}

fn note(hunk: Option<usize>, last: &mut Option<usize>, notes: &[Html], columns: usize) -> Html {
    if hunk.is_none() || *last == hunk {
        return Html::default();
    }
    *last = hunk;
    let Some(note) = hunk.and_then(|hunk| notes.get(hunk)).filter(|note| **note != Html::default()) else {
        return Html::default();
    };
    html! { <tr class="diff-note"><td colspan={columns.to_string()}>{ note.clone() }</td></tr> }
}

fn gap(columns: usize) -> Html {
    html! { <tr class="diff-gap"><td colspan={columns.to_string()}>{ "⋯" }</td></tr> }
}

fn line(row: &Row<'_>) -> Html {
    let text = marked(row.text, row.changed.clone());
    let spoken = |word: String| html! { <span class="visually-hidden">{ word }{ " " }</span> };
    match row.kind {
        RowKind::Kept => html! { <span>{ text }</span> },
        RowKind::Removed => html! { <del>{ spoken(text!("diff-removed")) }{ text }</del> },
        RowKind::Added => html! { <ins>{ spoken(text!("diff-added")) }{ text }</ins> },
    }
}

/// The line with the part that differs set off.
fn marked(text: &str, changed: Option<Range<usize>>) -> Html {
    match changed.filter(|changed| !changed.is_empty()) {
        Some(changed) => html! {
            <>{ &text[..changed.start] }<mark>{ &text[changed.clone()] }</mark>{ &text[changed.end..] }</>
        },
        None => html! { { text } },
    }
}

fn number(number: Option<usize>) -> Html {
    number.map(|number| html! { { number } }).unwrap_or_default()
}

const fn kind_name(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Kept => "kept",
        RowKind::Removed => "removed",
        RowKind::Added => "added",
    }
}

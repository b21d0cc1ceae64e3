//! The Markdown of the rules' pages: headings, paragraphs, lists, tables and fenced code. Everything else is text.

use yew::prelude::*;

use super::{Button, ButtonKind, Symbol, inline};
use crate::page::texts::text;

/// One block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Heading(usize, String),
    Paragraph(String),
    List { ordered: bool, items: Vec<String> },
    Table { head: Vec<String>, rows: Vec<Vec<String>> },
    Code { language: String, text: String },
}

/// What [`Markdown`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct MarkdownProps {
    pub(crate) text: AttrValue,
    /// How deep the page's own headings are: its first level becomes this one.
    #[prop_or(2)]
    pub(crate) top_level: usize,
    /// The language whose examples can be tried, and what happens then.
    #[prop_or_default]
    pub(crate) try_out: Option<(&'static str, Callback<AttrValue>)>,
}

/// A page written in Markdown.
#[component]
pub(crate) fn Markdown(props: &MarkdownProps) -> Html {
    let blocks = blocks(&props.text);
    html! { <div class="prose">{ for blocks.iter().map(|block| show(block, props)) }</div> }
}

fn show(block: &Block, props: &MarkdownProps) -> Html {
    match block {
        Block::Heading(level, text) => {
            let text = inline(text);
            match level + props.top_level - 1 {
                2 => html! { <h2>{ text }</h2> },
                3 => html! { <h3>{ text }</h3> },
                _ => html! { <h4>{ text }</h4> },
            }
        }
        Block::Paragraph(text) => html! { <p>{ inline(text) }</p> },
        Block::List { ordered, items } => {
            let items = items.iter().map(|item| html! { <li>{ inline(item) }</li> });
            if *ordered {
                html! { <ol>{ for items }</ol> }
            } else {
                html! { <ul>{ for items }</ul> }
            }
        }
        Block::Table { head, rows } => html! {
            <table>
                <thead><tr>{ for head.iter().map(|cell| html! { <th scope="col">{ inline(cell) }</th> }) }</tr></thead>
                <tbody>{ for rows.iter().map(|row| html! {
                    <tr>{ for row.iter().map(|cell| html! { <td>{ inline(cell) }</td> }) }</tr>
                }) }</tbody>
            </table>
        },
        Block::Code { language, text } => html! {
            <div class="example">
                <pre tabindex="0"><code>{ text }</code></pre>
                if let Some((_, on_try)) = props.try_out.as_ref().filter(|(tried, _)| language == tried) {
                    <Button label={text!("try-in-editor")} kind={ButtonKind::Quiet} symbol={Symbol::Arrow}
                        onclick={let text = AttrValue::from(text.clone()); on_try.reform(move |()| text.clone())} />
                }
            </div>
        },
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if let Some(language) = trimmed.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "```").collect();
            blocks.push(Block::Code { language: language.trim().to_owned(), text: body.join("\n") + "\n" });
        } else if let Some((level, title)) = heading(trimmed) {
            blocks.push(Block::Heading(level, title.to_owned()));
        } else if trimmed.starts_with('|') {
            let mut rows = vec![cells(trimmed)];
            while let Some(row) = lines.next_if(|line| line.trim().starts_with('|')) {
                rows.push(cells(row.trim()));
            }
            rows.retain(|row| {
                !row.iter().all(|cell| !cell.is_empty() && cell.bytes().all(|byte| b":-".contains(&byte)))
            });
            let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
            blocks.push(Block::Table { head, rows });
        } else if let Some((ordered, first)) = item(trimmed) {
            let mut items = vec![first.to_owned()];
            while let Some(next) = lines.next_if(|line| item(line.trim()).is_some() || line.starts_with("  ")) {
                match (item(next.trim()), items.last_mut()) {
                    (None, Some(last)) => *last = format!("{last} {}", next.trim()),
                    (Some((_, text)), _) => items.push(text.to_owned()),
                    (None, None) => {}
                }
            }
            blocks.push(Block::List { ordered, items });
        } else if !trimmed.is_empty() {
            let mut paragraph = trimmed.to_owned();
            while let Some(next) = lines.next_if(|line| is_prose(line.trim())) {
                paragraph.push(' ');
                paragraph.push_str(next.trim());
            }
            blocks.push(Block::Paragraph(paragraph));
        }
    }
    blocks
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let title = line[level..].strip_prefix(' ')?;
    (1..=6).contains(&level).then_some((level, title.trim()))
}

fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some((false, text));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| line[digits..].strip_prefix(". ")).flatten().map(|text| (true, text))
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn is_prose(line: &str) -> bool {
    !line.is_empty()
        && !line.starts_with("```")
        && !line.starts_with('|')
        && heading(line).is_none()
        && item(line).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_falls_into_blocks() {
        let page = "# A `b`\n\nOne\ntwo.\n\n- x\n  y\n- z\n\n| a | b |\n| --- | :-: |\n| 1 | 2 |\n\n```dockerfile\nFROM a\n```\n";
        let list = vec!["x y".to_owned(), "z".to_owned()];
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let expected = [
            Block::Heading(1, "A `b`".to_owned()),
            Block::Paragraph("One two.".to_owned()),
            Block::List { ordered: false, items: list },
            Block::Table { head: row("a", "b"), rows: vec![row("1", "2")] },
            Block::Code { language: "dockerfile".to_owned(), text: "FROM a\n".to_owned() },
        ];
        assert_eq!(blocks(page), expected);
    }

    #[test]
    fn broken_pages_do_no_harm() {
        for page in ["```", "|", "#", "1.", "- ", "||\n|-|", "# ", "\u{e9}"] {
            let _ = blocks(page);
        }
        assert_eq!(blocks("2024 was\nfine"), [Block::Paragraph("2024 was fine".to_owned())]);
    }
}

//! Text with `code`, **weight** and [links](https://example.com) in it, as findings and rules write it.

use yew::prelude::*;

/// One stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Code(&'a str),
    Strong(&'a str),
    Link(&'a str, &'a str),
}

/// The text with its marks set as code, weight and links. A mark without its partner stays as it is.
pub(crate) fn inline(text: &str) -> Html {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => html! { { text } },
            Piece::Code(code) => html! { <code>{ code }</code> },
            Piece::Strong(text) => html! { <strong>{ inline(text) }</strong> },
            // Links to other pages of the documentation lead nowhere here: their names stand for themselves.
            Piece::Link(label, to) if to.starts_with("https://") => html! {
                <a href={to.to_owned()} target="_blank" rel="noreferrer noopener">{ inline(label) }</a>
            },
            Piece::Link(label, _) => inline(label),
        })
        .collect()
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(found) = text[at..].find(['`', '*', '[']) {
        let start = at + found;
        let (piece, length) = match &text[start..] {
            rest if rest.starts_with('`') => code(rest),
            rest if rest.starts_with("**") => strong(rest),
            rest if rest.starts_with('[') => link(rest),
            _ => (None, 1),
        };
        if let Some(piece) = piece {
            if done < start {
                pieces.push(Piece::Text(&text[done..start]));
            }
            pieces.push(piece);
            done = start + length;
        }
        at = start + length;
    }
    if done < text.len() {
        pieces.push(Piece::Text(&text[done..]));
    }
    pieces
}

/// The piece that starts here, if it ends somewhere, and how many bytes are settled by that.
fn code(text: &str) -> (Option<Piece<'_>>, usize) {
    let ticks = text.bytes().take_while(|&byte| byte == b'`').count();
    match text[ticks..].find(&text[..ticks]) {
        Some(end) => (Some(Piece::Code(text[ticks..ticks + end].trim())), end + 2 * ticks),
        None => (None, ticks),
    }
}

fn strong(text: &str) -> (Option<Piece<'_>>, usize) {
    match text[2..].find("**") {
        Some(end) if end > 0 => (Some(Piece::Strong(&text[2..2 + end])), end + 4),
        _ => (None, 2),
    }
}

fn link(text: &str) -> (Option<Piece<'_>>, usize) {
    let parts = text.find("](").and_then(|middle| Some((middle, middle + text[middle..].find(')')?)));
    match parts {
        Some((middle, end)) if !text[..middle].contains('\n') => {
            (Some(Piece::Link(&text[1..middle], &text[middle + 2..end])), end + 1)
        }
        _ => (None, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found() {
        let expected = [Piece::Text("use "), Piece::Code("a *b*"), Piece::Text(" "), Piece::Strong("now")];
        assert_eq!(pieces("use `a *b*` **now**"), expected);
        assert_eq!(pieces("`` ` ``"), [Piece::Code("`")]);
        assert_eq!(pieces("[a](https://b)."), [Piece::Link("a", "https://b"), Piece::Text(".")]);
    }

    #[test]
    fn odd_marks_stay() {
        for text in ["an odd ` stays", "2 * 3 * 4", "**", "[x", "`", "a [b] (c)", "é`é"] {
            let back: String = pieces(text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Text(text) | Piece::Code(text) | Piece::Strong(text) | Piece::Link(text, _) => text,
                })
                .collect();
            assert_eq!(back, text);
        }
    }
}

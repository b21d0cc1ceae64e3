//! Secrets that the grammar of a Dockerfile shows: values of variables, words of commands. A value may go over several
//! lines, so what is to be replaced is found with the tokens of the file.

use super::{Suspect, assignment};
use crate::model::Dockerfile;
use crate::model::secret::{Exposed, is_placeholder, is_secret_name};
use crate::project::Project;
use crate::syntax::{self, Instruction, Keyword, SyntaxTree, TokenKind};
use crate::text::TextRange;

/// What the grammar shows of the text, in any order.
pub(super) fn suspects(tree: &SyntaxTree) -> Vec<Suspect> {
    let project = Project::new("");
    let dockerfile = Dockerfile::resolve(tree, &project);
    let mut found = Vec::new();
    for instruction in &tree.instructions {
        let is_pair = matches!(instruction.keyword, Keyword::Env | Keyword::Arg | Keyword::Label);
        if is_pair {
            found.extend(values(tree, instruction));
        }
        // The lines as the builder joins them: a value may stand on another one than its name.
        if instruction.first_line != instruction.head_line {
            for suspect in assignment::values(super::shortened(instruction.body.text())) {
                let range = instruction.body.source_range(suspect.range);
                found.push(Suspect { range, ..suspect });
            }
        }
    }
    for (_, code) in dockerfile.code() {
        found.extend(Exposed::all(&code.script).into_iter().map(|it| exposed(&it, code.range(it.range), &tree.text)));
    }
    found
}

/// What stands in the words of a command, at its place in the text.
pub(super) fn exposed(it: &Exposed, range: TextRange, text: &str) -> Suspect {
    let (what, name) = match it.what {
        "value" => (format!("the value of `{}`", it.of), it.of.as_str()),
        what => (format!("a {what} for `{}`", it.of), what),
    };
    Suspect::new(what, unquoted(range, text), placeholder(name))
}

fn values<'a>(tree: &'a SyntaxTree, instruction: &'a Instruction) -> impl Iterator<Item = Suspect> + 'a {
    instruction.pairs().iter().filter_map(|pair| {
        let (name, value) = (&pair.key.text, pair.value.as_ref()?);
        let text = value.text.trim_matches(['"', '\'']);
        let is_secret = assignment::is_secret_name(name) || is_secret_name(name);
        let is_harmless = is_placeholder(text) || assignment::is_harmless(text);
        let range = unquoted(value.range, &tree.text);
        (is_secret && !is_harmless).then(|| Suspect::new(format!("the value of `{name}`"), range, placeholder(name)))
    })
}

/// `YOUR_DB_PASSWORD`, in letters that no grammar takes for anything else.
fn placeholder(name: &str) -> String {
    let last = name.rsplit([':', '/']).next().unwrap_or(name).trim_start_matches(['-', '_']);
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    format!("YOUR_{}", last.chars().map(plain).collect::<String>())
}

/// A range without the quotes around it.
fn unquoted(range: TextRange, text: &str) -> TextRange {
    let bytes = range.of(text).as_bytes();
    match bytes {
        [first @ (b'"' | b'\''), .., last] if first == last => TextRange::new(range.start + 1, range.end - 1),
        _ => range,
    }
}

/// The parts of a range that are no continuation, line break or comment between the lines of an instruction.
pub(super) fn pieces(tree: &SyntaxTree, range: TextRange) -> Vec<TextRange> {
    let first = tree.tokens.partition_point(|token| token.range.end <= range.start);
    let tokens = tree.tokens[first..].iter().take_while(|token| token.range.start < range.end);
    let kept = tokens.filter(|token| {
        let is_between = matches!(token.kind, TokenKind::Continuation | TokenKind::LineBreak | TokenKind::Comment);
        !is_between || token.kind == TokenKind::Comment && token.range.encloses(range)
    });
    let mut pieces: Vec<TextRange> = Vec::new();
    for token in kept {
        let piece = TextRange::new(token.range.start.max(range.start), token.range.end.min(range.end));
        match pieces.last_mut() {
            Some(last) if last.end == piece.start => *last = TextRange::new(last.start, piece.end),
            _ => pieces.push(piece),
        }
    }
    pieces
}

/// The tree of a Dockerfile.
pub(super) fn tree(text: &str) -> SyntaxTree {
    syntax::parse(text)
}

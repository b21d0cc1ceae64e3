//! Every byte of a file by its kind, shell text and variables included: colours for an editor.

use crate::model::expand::references;
use crate::model::{Code, Dockerfile};
use crate::shell;
use crate::syntax::{Arguments, Instruction, Keyword, Token, TokenKind, Word};
use crate::text::TextRange;

/// The tokens of the tree with the shell text and the variables in them taken apart. They tile the text as those of the
/// tree do.
pub fn highlight(dockerfile: &Dockerfile<'_>) -> Vec<Token> {
    let tree = dockerfile.tree;
    let mut painted = Vec::new();
    for (index, instruction) in tree.instructions.iter().enumerate() {
        if let Some(code) = &dockerfile.facts[index].code {
            paint_code(code, &mut painted);
        }
        paint_words(instruction, tree.escape, &tree.text, &mut painted);
    }
    overlay(&tree.tokens, painted)
}

fn paint_code(code: &Code, painted: &mut Vec<Token>) {
    if code.is_exec() {
        return;
    }
    let mut paint = |kind, range| painted.extend(code.segments(range).map(|range| Token { kind, range }));
    for command in &code.script.commands {
        if command.in_shell_string {
            continue;
        }
        if let Some(operator) = command.place.operator {
            paint(TokenKind::Operator, operator);
        }
        for assignment in &command.assignments {
            paint(TokenKind::Name, assignment.name_range);
        }
        for (nth, word) in command.words.iter().enumerate() {
            let kind = match word.literal() {
                _ if nth == 0 => TokenKind::Command,
                Some(text) if text.starts_with('-') && text.len() > 1 => TokenKind::FlagName,
                _ if word.is_quoted => TokenKind::String,
                _ => TokenKind::Word,
            };
            paint_word(word, kind, &mut paint);
        }
    }
    for &comment in &code.script.comments {
        paint(TokenKind::Comment, comment);
    }
}

/// A shell word with the parameters in it. Words that hold commands are painted by those.
fn paint_word(word: &shell::Word, kind: TokenKind, paint: &mut impl FnMut(TokenKind, TextRange)) {
    for parameter in &word.parameters {
        paint(TokenKind::Variable, parameter.range);
    }
    if word.parameters.is_empty() && word.substitutions.is_empty() {
        paint(kind, word.range);
    }
}

/// The variables in the words that the builder expands.
fn paint_words(instruction: &Instruction, escape: char, text: &str, painted: &mut Vec<Token>) {
    let mut paint = |word: &Word| {
        // A word over several lines, or one whose text was decoded, has no simple way back to the file.
        if word.text.contains('$') && word.range.of(text) == word.text {
            painted.extend(references(&word.text, escape).into_iter().map(|reference| Token {
                kind: TokenKind::Variable,
                range: TextRange::new(word.range.start + reference.range.start, word.range.start + reference.range.end),
            }));
        }
    };
    match &instruction.arguments {
        Arguments::From(from) => paint(&from.image),
        Arguments::Copy(copy) => copy.sources.iter().chain(&copy.destination).for_each(paint),
        Arguments::Pairs { pairs, .. } => pairs.iter().filter_map(|pair| pair.value.as_ref()).for_each(paint),
        Arguments::List { words, .. } => words.iter().for_each(paint),
        Arguments::Single(word) if instruction.keyword != Keyword::Maintainer => paint(word),
        Arguments::Onbuild(inner) => paint_words(inner, escape, text, painted),
        _ => {}
    }
}

/// `tokens` with `painted` laid over them; of painted ranges that overlap the first one counts, of those that start
/// together the shorter.
fn overlay(tokens: &[Token], mut painted: Vec<Token>) -> Vec<Token> {
    painted.retain(|token| !token.range.is_empty());
    painted.sort_by_key(|token| (token.range.start, token.range.end));
    let mut result = Vec::with_capacity(tokens.len() + painted.len() * 2);
    let mut next = 0;
    for token in tokens {
        let mut done = token.range.start;
        while let Some(over) = painted.get(next).filter(|over| over.range.start < token.range.end) {
            next += 1;
            if over.range.start < done || over.range.end > token.range.end {
                continue;
            }
            push(&mut result, token.kind, TextRange::new(done, over.range.start));
            push(&mut result, over.kind, over.range);
            done = over.range.end;
        }
        push(&mut result, token.kind, TextRange::new(done, token.range.end));
    }
    result
}

fn push(tokens: &mut Vec<Token>, kind: TokenKind, range: TextRange) {
    if !range.is_empty() {
        tokens.push(Token { kind, range });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;
    use crate::syntax::parse;

    #[track_caller]
    fn check(text: &str, expected: &expect_test::Expect) {
        let tree = parse(text);
        let project = Project::new(text);
        let tokens = highlight(&Dockerfile::resolve(&tree, &project));
        let joined: String = tokens.iter().map(|token| token.range.of(text)).collect();
        assert_eq!(joined, text);
        let shown = tokens.iter().filter(|token| !matches!(token.kind, TokenKind::Whitespace | TokenKind::LineBreak));
        let lines: Vec<_> = shown.map(|token| format!("{:?} {}", token.kind, token.range.of(text))).collect();
        expected.assert_eq(&lines.join("\n"));
    }

    #[test]
    fn shell_text_is_taken_apart() {
        check(
            "RUN a=1 pip install \\\n  --x \"$HOME/y\" && \\\n # note\n  ls # end",
            &expect_test::expect![[r#"
                Keyword RUN
                Name a
                Shell =1 
                Command pip
                Shell  
                Word install
                Shell  
                Continuation \
                Shell   
                FlagName --x
                Shell  "
                Variable $HOME
                Shell /y" 
                Operator &&
                Shell  
                Continuation \
                Comment # note
                Shell   
                Command ls
                Shell  
                Comment # end"#]],
        );
    }

    #[test]
    fn variables_of_the_builder() {
        check(
            "FROM a:${V:-1}\nENV A=\"$B\" C=d\nCOPY $A /x",
            &expect_test::expect![[r#"
                Keyword FROM
                Image a:
                Variable ${V:-1}
                Keyword ENV
                Name A
                Punctuation =
                Word "
                Variable $B
                Word "
                Name C
                Punctuation =
                Word d
                Keyword COPY
                Variable $A
                Word /x"#]],
        );
    }
}

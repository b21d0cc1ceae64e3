//! Lines to instructions: continuations, comments, directives, heredocs.

use super::arguments::{self, Sink};
use super::heredoc::{self, LastLines};
use super::tree::{Arguments, CommandLine, Comment, Directive, Flag, Heredoc, Instruction, SyntaxTree, Word};
use super::{Keyword, Logical, SyntaxError, Token, TokenKind, check, directive, flags, token};
use crate::text::{LineIndex, TextRange};

/// Longest line that BuildKit reads, in bytes.
const LONGEST_LINE: usize = 65_535;

/// Parses any text. Time is linear in its length.
///
/// # Examples
///
/// ```
/// use dockerfile_playground::syntax::{Keyword, parse};
///
/// let tree = parse("FROM alpine\nRNU echo hi\nCMD [\"sh\"]\n");
/// assert_eq!(tree.errors[0].suggestion.as_deref(), Some("RUN"));
/// assert_eq!(tree.instructions[2].keyword, Keyword::Cmd);
/// ```
pub fn parse(text: &str) -> SyntaxTree {
    let lines = LineIndex::new(text);
    let mut parser = Parser {
        text,
        lines: &lines,
        line: 1,
        escape: '\\',
        in_directives: true,
        directives: Vec::new(),
        comments: Vec::new(),
        instructions: Vec::new(),
        last_lines: LastLines::new(text, &lines),
        sink: Sink::default(),
    };
    parser.file();
    let Parser { escape, directives, comments, instructions, sink: Sink { painted, mut errors }, .. } = parser;
    if instructions.is_empty() {
        let message = "There is no instruction; a Dockerfile starts with FROM".to_owned();
        let last_line = text.strip_suffix('\n').unwrap_or(text);
        errors.push(SyntaxError { message, range: TextRange::empty(last_line.len()), suggestion: None });
    }
    errors.sort_by_key(|error| error.range);
    let tokens = token::tile(text, painted);
    SyntaxTree { text: text.to_owned(), lines, escape, directives, comments, instructions, errors, tokens }
}

struct Parser<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    /// The next line, counted from 1.
    line: usize,
    escape: char,
    in_directives: bool,
    directives: Vec<Directive>,
    comments: Vec<Comment>,
    instructions: Vec<Instruction>,
    last_lines: LastLines<'a>,
    sink: Sink,
}

/// The lines of one instruction, joined.
struct Head {
    logical: Logical,
    blank_lines: Vec<TextRange>,
    first_line: usize,
    last_line: usize,
    range: TextRange,
}

impl Parser<'_> {
    fn file(&mut self) {
        // A text that ends with a line break has no further line behind it.
        while self.line <= self.lines.line_count() && self.lines.line_range(self.line).start < self.text.len() {
            let range = self.content(self.line);
            let indent = range.len() - range.of(self.text).trim_start().len();
            let range = TextRange::new(range.start + indent, range.end);
            let line = range.of(self.text);
            if line.starts_with('#') {
                if !self.directive(range, indent) {
                    self.comment(range, false);
                }
                self.line += 1;
            } else if line.is_empty() {
                self.in_directives = false;
                self.line += 1;
            } else {
                self.in_directives = false;
                let head = self.head(range);
                self.instruction(head);
            }
        }
    }

    /// The line without its line break; on the first line without a byte order mark.
    fn content(&mut self, line: usize) -> TextRange {
        let range = self.lines.line_range(line);
        if range.len() > LONGEST_LINE + 1 {
            self.sink.error(range, format!("Docker reads lines of at most {LONGEST_LINE} bytes"));
        }
        let mut content = TextRange::new(range.start, range.start + heredoc::content(range.of(self.text)).len());
        if line == 1 && content.of(self.text).starts_with('\u{feff}') {
            let mark = TextRange::new(0, '\u{feff}'.len_utf8());
            self.sink.painted.push(Token { kind: TokenKind::ByteOrderMark, range: mark });
            content.start = mark.end;
        }
        content
    }

    /// Reads a directive while directives may come; `false` leaves the line to be a comment.
    fn directive(&mut self, range: TextRange, indent: usize) -> bool {
        let line = range.of(self.text);
        // A script line may come before the directives that are found by other means than the line parser.
        if !self.in_directives || (self.line == 1 && line.starts_with("#!")) {
            return false;
        }
        let Some((name_range, value_range)) = directive::read(line) else {
            self.in_directives = false;
            return false;
        };
        let name = name_range.of(line).to_ascii_lowercase();
        if !directive::is_known(&name) || (indent > 0 && name != "escape") {
            self.in_directives = false;
            return false;
        }
        let value = value_range.of(line).to_owned();
        let value_range = TextRange::new(range.start + value_range.start, range.start + value_range.end);
        if let Some(first) = self.directives.iter().find(|it| it.name == name) {
            let first = first.range;
            self.sink.error(first, format!("The directive `{name}` may stand once; it is repeated below"));
            self.sink.error(range, format!("The directive `{name}` may stand once"));
        } else if let Some(error) = directive::check(&name, &value, value_range) {
            self.sink.errors.push(error);
        } else if name == "escape" && value == "`" {
            self.escape = '`';
        }
        self.sink.painted.push(Token { kind: TokenKind::Directive, range });
        self.directives.push(Directive { name, value: Word { text: value, range: value_range }, range });
        true
    }

    fn comment(&mut self, range: TextRange, inside: bool) {
        self.sink.painted.push(Token { kind: TokenKind::Comment, range });
        let text = range.of(self.text)[1..].trim().to_owned();
        self.comments.push(Comment { text, range, line: self.line, inside });
    }

    /// Joins the lines of an instruction that starts with `first`; stops after its last line.
    fn head(&mut self, first: TextRange) -> Head {
        let mut logical = Logical::default();
        let mut blank_lines = Vec::new();
        let first_line = self.line;
        let mut continued = self.push_line(first, &mut logical);
        let mut end = first.end;
        while continued {
            let next = self.line + 1;
            if next > self.lines.line_count() || self.lines.line_range(next).start >= self.text.len() {
                break;
            }
            self.line = next;
            let range = self.content(next);
            end = range.end;
            let line = range.of(self.text);
            let start = range.end - line.trim_start().len();
            if line.trim_start().starts_with('#') {
                self.comment(TextRange::new(start, range.end), true);
            } else if line.trim_start().is_empty() {
                blank_lines.push(self.lines.line_range(next));
            } else {
                continued = self.push_line(range, &mut logical);
            }
        }
        let last_line = self.line;
        self.line += 1;
        Head { logical, blank_lines, first_line, last_line, range: TextRange::new(first.start, end) }
    }

    /// Adds a line without its continuation mark; tells whether there was one.
    fn push_line(&mut self, range: TextRange, logical: &mut Logical) -> bool {
        let line = range.of(self.text);
        let trimmed = line.trim_end_matches([' ', '\t']);
        let before = trimmed.strip_suffix(self.escape).filter(|before| !before.ends_with(self.escape));
        let Some(before) = before else {
            logical.push(line, range.start);
            return false;
        };
        logical.push(before, range.start);
        let mark = TextRange::new(range.start + before.len(), range.start + trimmed.len());
        self.sink.painted.push(Token { kind: TokenKind::Continuation, range: mark });
        true
    }

    fn instruction(&mut self, head: Head) {
        let mut instruction = self.read(&head, &head.logical, 0);
        if takes_heredocs(&instruction) && head.logical.text().contains("<<") {
            let documents = self.heredocs(&head);
            if let Some(last) = documents.iter().map(|it| it.terminator.unwrap_or(it.body).end).max() {
                instruction.range.end = instruction.range.end.max(last);
                instruction.last_line = self.line - 1;
            }
            attach(&mut instruction, documents);
        }
        instruction.blank_continuations = head.blank_lines;
        check::check(&instruction, &mut self.sink);
        self.instructions.push(instruction);
    }

    /// Reads keyword, flags and arguments from `line`, the whole or, behind `ONBUILD`, the rest of the head.
    fn read(&mut self, head: &Head, line: &Logical, depth: usize) -> Instruction {
        let text = line.text();
        let start = text.len() - text.trim_start().len();
        let end = start + text[start..].find(arguments::is_blank).unwrap_or(text.len() - start);
        let word = TextRange::new(start, end);
        let keyword = Keyword::of(word.of(text));
        let kind = if keyword == Keyword::Unknown { TokenKind::UnknownKeyword } else { TokenKind::Keyword };
        let keyword_word = self.sink.word(kind, line, word);
        let (raw_flags, rest) = flags::read(text, end);
        let flags = raw_flags.into_iter().map(|raw| self.flag(line, raw)).collect();
        let trimmed = text[rest..].trim();
        let body_start = if trimmed.is_empty() { rest } else { text.len() - text[rest..].trim_start().len() };
        let body = line.slice(TextRange::new(body_start, body_start + trimmed.len()));
        let arguments = if keyword == Keyword::Onbuild && !trimmed.is_empty() && depth == 0 {
            Arguments::Onbuild(Box::new(self.read(head, &body, depth + 1)))
        } else {
            arguments::read(keyword, &body, self.escape, &mut self.sink)
        };
        let range = TextRange::new(keyword_word.range.start, head.range.end);
        Instruction {
            keyword,
            keyword_word,
            flags,
            arguments,
            body,
            heredocs: Vec::new(),
            blank_continuations: Vec::new(),
            range,
            head: range,
            first_line: head.first_line,
            head_line: head.last_line,
            last_line: head.last_line,
        }
    }

    fn flag(&mut self, line: &Logical, raw: flags::RawFlag) -> Flag {
        self.sink.paint(TokenKind::FlagName, line, TextRange::new(raw.range.start, raw.name.end));
        let value = raw.value.map(|(text, range)| {
            self.sink.paint(TokenKind::Punctuation, line, TextRange::new(raw.name.end, range.start));
            self.sink.paint(TokenKind::FlagValue, line, range);
            Word { text, range: line.source_range(range) }
        });
        let name = Word { text: raw.name.of(line.text()).to_owned(), range: line.source_range(raw.name) };
        Flag { name, value, range: line.source_range(raw.range) }
    }

    /// Reads the documents of the markers on `head`; `self.line` moves behind them.
    fn heredocs(&mut self, head: &Head) -> Vec<Heredoc> {
        let mut documents = Vec::new();
        for marker in heredoc::markers(head.logical.text()) {
            let range = head.logical.source_range(marker.range);
            let closed = self.last_lines.closes(&marker, self.line);
            let body_start = self.lines.line_range(self.line).start;
            let mut body = TextRange::empty(body_start);
            let mut terminator = None;
            let mut near = None;
            while self.line <= self.lines.line_count() && self.lines.line_range(self.line).start < self.text.len() {
                let line = self.lines.line_range(self.line);
                let content = heredoc::content(line.of(self.text));
                let stripped = if marker.strip_tabs { content.trim_start_matches('\t') } else { content };
                if closed && stripped == marker.name {
                    let end = line.start + content.len();
                    terminator = Some(TextRange::new(end - stripped.len(), end));
                    self.line += 1;
                    break;
                }
                if !closed && near.is_none() && content.trim() == marker.name {
                    near = Some(self.line);
                }
                // Nobody closes it: the next line that looks like an instruction is probably one.
                if !closed && looks_like_instruction(content) {
                    break;
                }
                body.end = line.end;
                self.line += 1;
            }
            if terminator.is_none() {
                let message = match near {
                    Some(line) => {
                        format!("The heredoc is not closed: `{}` on line {line} has blanks around it", marker.name)
                    }
                    None => format!("The heredoc is not closed: no line `{}` follows", marker.name),
                };
                self.sink.error(range, message);
            }
            self.sink.painted.push(Token { kind: TokenKind::HeredocBody, range: body });
            let end = terminator.map(|range| Token { kind: TokenKind::HeredocEnd, range });
            self.sink.painted.extend(end);
            documents.push(Heredoc {
                name: marker.name,
                marker: range,
                quoted: marker.quoted,
                strip_tabs: marker.strip_tabs,
                descriptor: marker.descriptor,
                body,
                terminator,
            });
        }
        documents
    }
}

fn takes_heredocs(instruction: &Instruction) -> bool {
    let instruction = match &instruction.arguments {
        Arguments::Onbuild(inner) => inner,
        _ => instruction,
    };
    let json = match &instruction.arguments {
        Arguments::Copy(copy) => copy.json,
        Arguments::Command(CommandLine::Exec { .. }) => true,
        _ => false,
    };
    instruction.keyword.takes_heredocs() && !json
}

/// Gives the documents to the instruction, or to the one that it puts off.
fn attach(instruction: &mut Instruction, documents: Vec<Heredoc>) {
    let (range, last_line) = (instruction.range, instruction.last_line);
    if let Arguments::Onbuild(inner) = &mut instruction.arguments {
        inner.range.end = range.end;
        inner.last_line = last_line;
        attach(inner, documents);
    } else {
        instruction.heredocs = documents;
    }
}

fn looks_like_instruction(line: &str) -> bool {
    let word = line.split([' ', '\t']).next().unwrap_or_default();
    word.len() < line.len() && Keyword::ALL.iter().any(|keyword| keyword.as_str() == word)
}

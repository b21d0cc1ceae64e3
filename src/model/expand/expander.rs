use super::pattern::{Pattern, Search, all_matches, fill_template};
use super::{ExpandError, ExpandErrorKind, Lookup, MAX_DEPTH, MAX_GROWTH, Operator, Reference, WordSplitter};
use crate::text::TextRange;

/// Steps of work that one word may cost beyond its own length: characters written and states of glob searches.
const MAX_WORK: usize = 4 * 1024 * 1024;

type Result<T> = std::result::Result<T, ExpandError>;

/// Reads one word from left to right and writes its expansion.
pub(super) struct Expander<'a, 'v> {
    word: &'a str,
    at: usize,
    escape: char,
    lookup: Lookup<'a, 'v>,
    quotes_matter: bool,
    /// Whether escape characters stay in the output, because a glob will be read from it.
    keeps_escapes: bool,
    depth: usize,
    work_left: usize,
    references: Vec<Reference>,
}

impl<'a, 'v> Expander<'a, 'v> {
    pub(super) fn new(word: &'a str, escape: char, lookup: Lookup<'a, 'v>) -> Self {
        Self {
            word,
            at: 0,
            escape,
            lookup,
            quotes_matter: true,
            keeps_escapes: false,
            depth: 0,
            work_left: MAX_WORK.saturating_add(word.len().saturating_mul(4)),
            references: Vec::new(),
        }
    }

    /// Treats quotes as plain text.
    pub(super) fn keep_quotes(&mut self) {
        self.quotes_matter = false;
    }

    pub(super) fn into_references(self) -> Vec<Reference> {
        self.references
    }

    /// Expands the whole word.
    pub(super) fn expand(&mut self, splitter: Option<&mut WordSplitter>) -> Result<String> {
        // Go's text scanner, which BuildKit reads words with, skips a byte order mark at the start.
        if self.peek() == Some('\u{feff}') {
            self.next();
        }
        self.sequence(None, splitter)
    }

    /// Reads up to `stop`, which is taken too, or to the end of the word.
    fn sequence(&mut self, stop: Option<char>, mut splitter: Option<&mut WordSplitter>) -> Result<String> {
        let mut text = String::new();
        while let Some(char) = self.peek() {
            if Some(char) == stop {
                self.next();
                return Ok(text);
            }
            let start = text.len();
            let mut is_quoted = true;
            match char {
                '$' => {
                    is_quoted = false;
                    let value = self.dollar()?;
                    self.push(&mut text, &value)?;
                }
                '\'' if self.quotes_matter => self.single_quoted(&mut text)?,
                '"' if self.quotes_matter => self.double_quoted(&mut text)?,
                _ => {
                    self.next();
                    is_quoted = char == self.escape;
                    if !is_quoted || self.keeps_escapes {
                        self.push_char(&mut text, char)?;
                    }
                    // An escape character at the very end of the word vanishes.
                    if is_quoted && let Some(escaped) = self.next() {
                        self.push_char(&mut text, escaped)?;
                    }
                }
            }
            if let Some(splitter) = &mut splitter {
                let added = &text[start..];
                if is_quoted { splitter.keep(added) } else { splitter.split(added) }
            }
        }
        match stop {
            None => Ok(text),
            // The reference that wanted the stop says where it started and what is missing.
            Some(_) => Err(error(ExpandErrorKind::MissingBrace, self.at)),
        }
    }

    fn single_quoted(&mut self, text: &mut String) -> Result<()> {
        let open = self.at;
        self.next();
        let rest = &self.word[self.at..];
        let Some(length) = rest.find('\'') else {
            self.at = self.word.len();
            return Err(error(ExpandErrorKind::UnterminatedSingleQuote, open));
        };
        self.at += length + 1;
        self.push(text, &rest[..length])
    }

    fn double_quoted(&mut self, text: &mut String) -> Result<()> {
        let open = self.at;
        self.next();
        while let Some(char) = self.peek() {
            match char {
                '"' => {
                    self.next();
                    return Ok(());
                }
                '$' => {
                    let value = self.dollar()?;
                    self.push(text, &value)?;
                }
                _ => {
                    self.next();
                    let escaped = self.peek().filter(|next| *next == '"' || *next == '$' || *next == self.escape);
                    match escaped {
                        Some(escaped) if char == self.escape => {
                            if self.keeps_escapes {
                                self.push_char(text, char)?;
                            }
                            self.next();
                            self.push_char(text, escaped)?;
                        }
                        // In a glob, BuildKit writes an escape character that escapes nothing twice.
                        _ if char == self.escape && self.keeps_escapes => {
                            self.push_char(text, char)?;
                            self.push_char(text, char)?;
                        }
                        _ => self.push_char(text, char)?,
                    }
                }
            }
        }
        Err(error(ExpandErrorKind::UnterminatedDoubleQuote, open))
    }

    /// Reads a `$` and what belongs to it; gives the text that takes its place.
    fn dollar(&mut self) -> Result<String> {
        let start = self.at;
        self.next();
        if self.peek() == Some('{') {
            if self.depth == MAX_DEPTH {
                return Err(error(ExpandErrorKind::TooDeep, start));
            }
            self.depth += 1;
            let escapes = self.keeps_escapes;
            let text = self.braced(start)?;
            self.keeps_escapes = escapes;
            self.depth -= 1;
            return Ok(text);
        }
        let name = self.name();
        if name.is_empty() {
            return Ok("$".to_owned());
        }
        let (_, value) = self.refer(start, name);
        Ok(value.unwrap_or_default().to_owned())
    }

    fn braced(&mut self, start: usize) -> Result<String> {
        self.next();
        match self.peek() {
            None => return Err(error(ExpandErrorKind::MissingBrace, start)),
            Some('{' | '}' | ':') => return Err(error(ExpandErrorKind::BadSubstitution, start)),
            Some(_) => {}
        }
        let name = self.name();
        let (reference, value) = self.refer(start, name);
        let result = self.operation(start, reference, value);
        self.references[reference].range.end = self.at;
        result
    }

    /// Reads from after the name to after the closing brace.
    fn operation(&mut self, start: usize, reference: usize, value: Option<&'v str>) -> Result<String> {
        let (word, operator) = (self.word, self.at);
        let unsupported =
            |end: usize| error(ExpandErrorKind::UnsupportedModifier(word[operator..end].to_owned()), operator);
        match self.next() {
            Some('}') => Ok(value.unwrap_or_default().to_owned()),
            Some('/') => self.replace(start, reference, value.unwrap_or_default()),
            Some(char @ ('#' | '%')) => self.remove(start, reference, value.unwrap_or_default(), char),
            Some(char @ ('-' | '+' | '?')) => self.choose(start, reference, value, char, false),
            Some(':') => match self.next() {
                Some(char @ ('-' | '+' | '?')) => self.choose(start, reference, value, char, true),
                Some('#' | '%') => Err(unsupported(self.at)),
                _ => {
                    let end = self.at;
                    self.operand(start, '}', false, ExpandErrorKind::MissingBrace)?;
                    Err(unsupported(end))
                }
            },
            _ => Err(unsupported(self.at)),
        }
    }

    /// `${v-word}`, `${v+word}`, `${v?word}`, each also with a colon.
    fn choose(
        &mut self,
        start: usize,
        reference: usize,
        value: Option<&str>,
        operator: char,
        empty_counts_as_unset: bool,
    ) -> Result<String> {
        self.references[reference].operator = Some(match operator {
            '-' => Operator::Default { empty_counts_as_unset },
            '+' => Operator::Alternative { empty_counts_as_unset },
            _ => Operator::Required { empty_counts_as_unset },
        });
        let (word, range) = self.operand(start, '}', false, ExpandErrorKind::MissingBrace)?;
        self.references[reference].operand = Some(range);
        let value = value.filter(|value| !(empty_counts_as_unset && value.is_empty()));
        match (operator, value) {
            ('-', None) | ('+', Some(_)) => Ok(word),
            ('+', None) => Ok(String::new()),
            (_, Some(value)) => Ok(value.to_owned()),
            (_, None) => {
                let Reference { name, is_set, .. } = self.references[reference];
                let message = Some(word).filter(|word| !word.is_empty());
                let name = name.of(self.word).to_owned();
                Err(error(ExpandErrorKind::Required { name, message, is_empty: is_set }, start))
            }
        }
    }

    /// `${v#glob}`, `${v##glob}`, `${v%glob}`, `${v%%glob}`.
    fn remove(&mut self, start: usize, reference: usize, value: &str, operator: char) -> Result<String> {
        let (glob, mut range) = self.operand(start, '}', true, ExpandErrorKind::MissingBrace)?;
        // The second character may also come from a variable; then it is no part of the operand as written.
        let longest = glob.starts_with(operator);
        if range.of(self.word).starts_with(operator) {
            range.start += 1;
        }
        let at_end = operator == '%';
        self.references[reference].operand = Some(range);
        self.references[reference].operator =
            Some(if at_end { Operator::RemoveSuffix { longest } } else { Operator::RemovePrefix { longest } });

        let pattern = pattern(&glob[usize::from(longest)..], start)?;
        let mut chars: Vec<char> = value.chars().collect();
        self.spend(pattern.cost(chars.len()), start)?;
        if !at_end {
            let end = Search::new(&pattern, &chars, longest).match_at(0).unwrap_or(0);
            return Ok(chars[end..].iter().collect());
        }
        chars.reverse();
        let end = Search::new(&pattern.reversed(), &chars, longest).match_at(0).unwrap_or(0);
        Ok(chars[end..].iter().rev().collect())
    }

    /// `${v/glob/text}` and `${v//glob/text}`.
    fn replace(&mut self, start: usize, reference: usize, value: &str) -> Result<String> {
        let all = self.peek() == Some('/');
        if all {
            self.next();
        }
        self.references[reference].operator = Some(Operator::Replace { all });
        let (glob, range) = self.operand(start, '/', true, ExpandErrorKind::MissingSlash)?;
        self.references[reference].operand = Some(range);
        let (new, range) = self.operand(start, '}', true, ExpandErrorKind::MissingBrace)?;
        self.references[reference].replacement = Some(range);

        let pattern = pattern(&glob, start)?;
        let chars: Vec<char> = value.chars().collect();
        self.spend(pattern.cost(chars.len()), start)?;
        let matches = if all {
            all_matches(&pattern, &chars)
        } else {
            Search::new(&pattern, &chars, true).find(0).into_iter().collect()
        };
        let is_template = all && new.contains('$');
        let (mut text, mut done) = (String::new(), 0);
        for (from, to) in matches {
            self.push(&mut text, &chars[done..from].iter().collect::<String>())?;
            if is_template {
                let matched: String = chars[from..to].iter().collect();
                self.push(&mut text, &fill_template(&new, &matched))?;
            } else {
                self.push(&mut text, &new)?;
            }
            done = to;
        }
        self.push(&mut text, &chars[done..].iter().collect::<String>())?;
        Ok(text)
    }

    /// Reads the rest of a reference up to `stop`: its expansion, and its range without the stop.
    ///
    /// If the word ends inside, `missing` is the error whatever went wrong further in, as in BuildKit.
    fn operand(
        &mut self,
        start: usize,
        stop: char,
        keeps_escapes: bool,
        missing: ExpandErrorKind,
    ) -> Result<(String, TextRange)> {
        let from = self.at;
        self.keeps_escapes = keeps_escapes;
        match self.sequence(Some(stop), None) {
            Ok(text) => Ok((text, TextRange::new(from, self.at - stop.len_utf8()))),
            Err(inner) if self.at == self.word.len() && !inner.kind.is_limit() => Err(error(missing, start)),
            Err(inner) => Err(inner),
        }
    }

    /// Looks a name up and notes the reference; gives its place in the list and the value.
    fn refer(&mut self, start: usize, name: TextRange) -> (usize, Option<&'v str>) {
        let value = (self.lookup)(name.of(self.word));
        self.references.push(Reference {
            range: TextRange::new(start, name.end),
            name,
            operator: None,
            operand: None,
            replacement: None,
            is_set: value.is_some(),
        });
        (self.references.len() - 1, value)
    }

    /// Reads a name: digits, one special character, or letters, digits and underscores.
    fn name(&mut self) -> TextRange {
        let start = self.at;
        let rest = &self.word[start..];
        let length = match rest.chars().next() {
            Some(char) if char.is_ascii_digit() => rest.find(|char: char| !char.is_ascii_digit()),
            Some('@' | '*' | '#' | '?' | '-' | '$' | '!') => Some(1),
            _ => rest.find(|char: char| !char.is_alphabetic() && !char.is_ascii_digit() && char != '_'),
        };
        self.at += length.unwrap_or(rest.len());
        TextRange::new(start, self.at)
    }

    fn push(&mut self, text: &mut String, more: &str) -> Result<()> {
        self.spend(more.len(), self.at)?;
        if text.len() + more.len() > self.word.len() + MAX_GROWTH {
            return Err(error(ExpandErrorKind::TooLarge, self.at));
        }
        text.push_str(more);
        Ok(())
    }

    fn push_char(&mut self, text: &mut String, char: char) -> Result<()> {
        self.push(text, char.encode_utf8(&mut [0; 4]))
    }

    fn spend(&mut self, work: usize, offset: usize) -> Result<()> {
        let left = self.work_left.checked_sub(work);
        self.work_left = left.ok_or_else(|| error(ExpandErrorKind::TooLarge, offset))?;
        Ok(())
    }

    fn peek(&self) -> Option<char> {
        self.word[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += char.len_utf8();
        Some(char)
    }
}

fn pattern(glob: &str, start: usize) -> Result<Pattern> {
    Pattern::parse(glob).ok_or_else(|| error(ExpandErrorKind::BadPattern(glob.to_owned()), start))
}

const fn error(kind: ExpandErrorKind, offset: usize) -> ExpandError {
    ExpandError { kind, offset }
}

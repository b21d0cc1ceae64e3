//! Compound commands: subshells, groups, `if`, loops, `case`, functions, `[[ … ]]`, `(( … ))`.

use super::word::Draft;
use super::{Parser, is_delimiter};
use crate::shell::script::{BlockKind, Connector, Place};
use crate::shell::{BlockId, Word};

impl Parser<'_> {
    /// Reads one command of any kind, and gives its end. `None`, and nothing passed, when none stands here.
    pub(super) fn command(&mut self, place: Place) -> Option<usize> {
        let kind = match (self.peek()?, self.keyword()) {
            (b'(', _) if self.peek_at(1) == Some(b'(') && self.is_arithmetic(0) => BlockKind::Arithmetic,
            (b'(', _) => BlockKind::Subshell,
            (_, "{") => BlockKind::Group,
            (_, "if") => BlockKind::If,
            (_, "while") => BlockKind::While,
            (_, "until") => BlockKind::Until,
            (_, "for" | "select") => BlockKind::For,
            (_, "case") => BlockKind::Case,
            (_, "[[") => BlockKind::Test,
            (_, "function") => {
                let start = self.pos;
                self.pos += "function".len();
                self.blanks();
                let name = self.word().into_iter().collect();
                self.blanks();
                self.function_body(name, start, place);
                return Some(self.pos);
            }
            (_, stray @ ("then" | "do" | "done" | "fi" | "elif" | "else" | "esac" | "}")) => {
                self.error(self.pos, self.pos + stray.len(), &format!("unexpected `{stray}`"));
                return self.simple(place);
            }
            _ => return self.simple(place),
        };
        let start = self.pos;
        let block = self.open(kind, Some(place));
        self.nested((), |parser| {
            parser.within(block, start, |parser| parser.compound(kind, block, start));
        });
        Some(self.trailing_redirections(block))
    }

    fn compound(&mut self, kind: BlockKind, block: BlockId, start: usize) {
        match kind {
            BlockKind::Subshell => {
                self.pos += 1;
                self.closed_list(&[")"]);
                self.expect_byte(b')', start);
            }
            BlockKind::Group => {
                self.pos += 1;
                self.closed_list(&["}"]);
                self.expect_keyword("}", start);
            }
            BlockKind::If => self.if_clause(start),
            BlockKind::While | BlockKind::Until => {
                self.pos += "while".len();
                self.body(BlockKind::Condition, &["do"]);
                self.loop_body(start);
            }
            BlockKind::For => self.for_clause(block, start),
            BlockKind::Case => self.case_clause(block, start),
            BlockKind::Test => self.test(block, start),
            _ => {
                self.pos += 2;
                let mut draft = Draft::of_arithmetic();
                self.arithmetic_body(start, &mut draft);
                draft.end_arithmetic(start, self.pos);
                let word = self.finish_word(start, draft);
                self.out.blocks[block.0].words.push(word);
            }
        }
    }

    /// Reads the one command that stands alone: the body of a function.
    pub(super) fn lone_command(&mut self, start: usize) {
        let pipeline = self.open_pipeline();
        let body_start = self.pos;
        let place = Place { connector: Connector::Start, operator: None, pipeline, position: 0 };
        match self.command(place) {
            Some(end) => {
                self.out.pipelines[pipeline.0].length = 1;
                self.out.pipelines[pipeline.0].range = self.map.range(body_start, end);
            }
            None => self.error(start, self.pos, "the function has no body"),
        }
    }

    fn if_clause(&mut self, start: usize) {
        self.pos += "if".len();
        self.body(BlockKind::Condition, &["then"]);
        loop {
            self.expect_keyword("then", start);
            self.body(BlockKind::Then, &["elif", "else", "fi"]);
            if self.take_keyword("elif") {
                self.body(BlockKind::Condition, &["then"]);
                continue;
            }
            if self.take_keyword("else") {
                self.body(BlockKind::Else, &["fi"]);
            }
            break;
        }
        self.expect_keyword("fi", start);
    }

    fn loop_body(&mut self, start: usize) {
        self.expect_keyword("do", start);
        self.body(BlockKind::LoopBody, &["done"]);
        self.expect_keyword("done", start);
    }

    fn for_clause(&mut self, block: BlockId, start: usize) {
        self.pos += self.keyword().len();
        self.blanks();
        let mut words: Vec<Word> = Vec::new();
        if self.starts_with("((") {
            let from = self.pos;
            let mut draft = Draft::of_arithmetic();
            self.pos += 2;
            self.arithmetic_body(from, &mut draft);
            draft.end_arithmetic(from, self.pos);
            words.push(self.finish_word(from, draft));
        } else {
            words.extend(self.word());
        }
        self.line_breaks();
        if self.take_keyword("in") {
            self.blanks();
            while let Some(word) = self.word() {
                words.push(word);
                self.blanks();
            }
        }
        self.out.blocks[block.0].words = words;
        if self.peek() == Some(b';') {
            self.pos += 1;
        }
        self.line_breaks();
        if self.keyword() == "{" {
            // `for x in …; { …; }` is old but works.
            self.pos += 1;
            self.body(BlockKind::LoopBody, &["}"]);
            self.expect_keyword("}", start);
        } else {
            self.loop_body(start);
        }
    }

    fn case_clause(&mut self, block: BlockId, start: usize) {
        self.pos += "case".len();
        self.blanks();
        let subject = self.word();
        self.out.blocks[block.0].words.extend(subject);
        self.line_breaks();
        self.expect_keyword("in", start);
        // An arm that waits for `esac` must not end at one that is a pattern, so the end is looked for between arms.
        loop {
            self.line_breaks();
            if self.peek().is_none() || self.keyword() == "esac" || !self.case_arm() {
                break;
            }
        }
        self.expect_keyword("esac", start);
    }

    /// Reads `pattern | pattern) commands ;;`. `false` when no arm stands here.
    fn case_arm(&mut self) -> bool {
        let start = self.pos;
        let arm = self.open(BlockKind::CaseArm, None);
        let mut patterns: Vec<Word> = Vec::new();
        if self.peek() == Some(b'(') {
            self.pos += 1;
        }
        loop {
            self.blanks();
            patterns.extend(self.word());
            self.blanks();
            if self.peek() != Some(b'|') {
                break;
            }
            self.pos += 1;
        }
        if patterns.is_empty() && self.peek() != Some(b')') {
            self.error(start, self.pos, "a pattern or `esac` is missing");
            self.out.blocks.pop();
            return false;
        }
        self.out.blocks[arm.0].words = patterns;
        self.expect_byte(b')', start);
        self.within(arm, start, |parser| parser.closed_list(&[";;", "esac"]));
        let end = [";;&", ";;", ";&"].iter().find(|end| self.starts_with(end));
        self.pos += end.map_or(0, |end| end.len());
        true
    }

    /// Reads `[[ … ]]`. Operators other than words are passed; commands are only in substitutions.
    fn test(&mut self, block: BlockId, start: usize) {
        self.pos += "[[".len();
        let mut words = Vec::new();
        loop {
            self.line_breaks();
            if self.keyword() == "]]" {
                self.pos += 2;
                break;
            }
            match self.word() {
                Some(word) => words.push(word),
                None => match self.peek() {
                    Some(byte) if is_delimiter(byte) && byte != b';' => self.pos += 1,
                    _ => {
                        self.error(start, self.pos, "`]]` is missing");
                        break;
                    }
                },
            }
        }
        self.out.blocks[block.0].words = words;
    }
}

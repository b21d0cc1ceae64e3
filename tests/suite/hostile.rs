//! Texts that would hurt a reader that goes back, copies or recurses, and what holds for any text at all.

use std::ops::Range;

use dockerfile_playground::Project;
use dockerfile_playground::analysis::explain_in;
use dockerfile_playground::model::Dockerfile;
use dockerfile_playground::syntax::{Instruction, SyntaxTree, parse};
use dockerfile_playground::text::TextRange;
use proptest::prelude::*;

use crate::effort::effort;
use crate::markdown::files;

/// Everything that holds for the tree of any text.
#[track_caller]
fn holds(text: &str) -> SyntaxTree {
    let tree = parse(text);
    let mut end = 0;
    for token in &tree.tokens {
        assert!(token.range.start == end && token.range.end > end, "a gap or an overlap at {end} in {text:?}");
        end = token.range.end;
    }
    assert_eq!(end, text.len(), "tokens do not reach the end of {text:?}");
    let mut line = 0;
    for instruction in &tree.instructions {
        assert!(instruction.first_line > line && instruction.last_line >= instruction.first_line, "{text:?}");
        assert!(instruction.range.encloses(instruction.head), "{text:?}");
        line = instruction.last_line;
    }
    for error in &tree.errors {
        assert!(!error.message.is_empty() && error.range.of(text).len() == error.range.len(), "{error:?}");
    }
    tree
}

fn resolve(text: &str) -> usize {
    let (tree, project) = (parse(text), Project::new(text));
    Dockerfile::resolve(&tree, &project).facts.len()
}

/// Pieces of Dockerfiles, whole and broken.
const PIECES: [&str; 44] = [
    "FROM a\n",
    "FROM",
    "RUN ",
    "COPY ",
    "ONBUILD ",
    "ENV ",
    "HEALTHCHECK CMD ",
    "SHELL [\"a\"]\n",
    "ARG A=1\n",
    "a",
    "é",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\\\n",
    "`\n",
    "\\",
    "`",
    "# ",
    "#",
    "# escape=`\n",
    "<<E",
    "<<-'E'",
    "<< ",
    "E\n",
    "\tE\n",
    "[",
    "]",
    "\"",
    "'",
    ",",
    "--x=",
    "--mount=",
    "--",
    "$",
    "${",
    "}",
    "=",
    ":-",
    "\0",
    "\u{feff}",
    "&&",
];

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        holds(&text);
        resolve(&text);
    }

    #[test]
    fn any_pieces(pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..40)) {
        let text = pieces.concat();
        holds(&text);
        resolve(&text);
    }

    /// A piece of another kind of text put anywhere into a real file.
    #[test]
    fn any_file_with_a_splinter(
        file in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        piece in proptest::sample::select(PIECES.to_vec()),
    ) {
        let files = files();
        let text = &files[file.index(files.len())].1;
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = places[place.index(places.len())];
        let text = format!("{}{piece}{}", &text[..at], &text[at..]);
        holds(&text);
        resolve(&text);
    }
}

/// Every text that comes up while a file is typed, and the same with one character missing.
#[test]
fn every_prefix_is_read() {
    for (_, text) in files() {
        let mut whole = parse("");
        for (at, missing) in text.char_indices() {
            let next = at + missing.len_utf8();
            let tree = holds(&text[..next]);
            // What is finished stays: the last instruction may still be in the making, and what follows an open heredoc
            // may become its text.
            let is_open = |it: &Instruction| it.heredocs.iter().any(|document| document.terminator.is_none());
            let open = whole.instructions.iter().position(is_open);
            let done = open.unwrap_or(whole.instructions.len().saturating_sub(1));
            let finished = whole.instructions.iter().take(done).zip(&tree.instructions);
            let is_kept = finished.into_iter().all(|(old, new)| (old.range, &old.body) == (new.range, &new.body));
            assert!(is_kept && tree.instructions.len() >= done, "{:?} takes back what was finished", &text[..next]);
            if let Some(before) = text[..at].chars().next_back() {
                holds(&format!("{}{missing}", &text[..at - before.len_utf8()]));
            }
            whole = tree;
        }
    }
}

/// At every place of every file something is told, and every part stands where it says.
#[test]
fn every_place_can_be_explained() {
    for (name, text) in files() {
        let (tree, project) = (parse(&text), Project::new(text.as_str()));
        let dockerfile = Dockerfile::resolve(&tree, &project);
        for at in (0..=text.len()).step_by(7) {
            let explanation = explain_in(&dockerfile, at);
            assert!(!explanation.title.is_empty() && explanation.summary.ends_with('.'), "{name} at {at}");
            let mut last = 0;
            for part in &explanation.parts {
                let inside = explanation.span.range().encloses(part.span.range());
                assert!(inside && part.span.start.offset >= last, "{name} at {at}: {part:?}");
                assert!(!part.text.is_empty() && part.meaning.ends_with(['.', '?']), "{name} at {at}: {part:?}");
                last = part.span.start.offset;
            }
            let current = explanation.current.map(|current| explanation.parts[current].span.range());
            assert!(current.is_none_or(|it| it.start <= at && at <= it.end), "{name} at {at}: {current:?}");
        }
    }
}

/// Makes a text that is as long as the number says, in its own measure.
type Shape = fn(usize) -> String;

/// With the number for which the text is as long as people may ever paste.
const SHAPES: [(&str, usize, Shape); 14] = [
    ("a line of 5 MB", 5 << 20, |n| format!("FROM a\nRUN {}\n", "x".repeat(n))),
    ("a line of 500,000 bytes of words", 250_000, |n| format!("FROM a\nCOPY {}\n", "x ".repeat(n))),
    ("100,000 lines", 100_000, |n| format!("FROM a\n{}", "RUN true\n".repeat(n))),
    ("100,000 continued lines", 100_000, |n| format!("FROM a\nRUN x{}\n", " \\\n y".repeat(n))),
    ("100,000 comments in a line", 100_000, |n| format!("FROM a\nRUN x \\\n{} y\n", "# z\n".repeat(n))),
    ("20,000 broken lines", 20_000, |n| "RNU \"x ${\n".repeat(n)),
    ("10,000 heredocs", 10_000, |n| format!("FROM a\n{}", "RUN <<E\nx\nE\n".repeat(n))),
    ("10,000 heredocs of one line", 10_000, |n| format!("FROM a\nRUN x{}\n{}", " <<E".repeat(n), "E\n".repeat(n))),
    ("10,000 heredocs that nobody closes", 10_000, |n| format!("FROM a\n{}", "RUN <<E x\n".repeat(n))),
    ("deep ONBUILD", 20_000, |n| format!("FROM a\n{}RUN x\n", "ONBUILD ".repeat(n))),
    ("deep JSON", 100_000, |n| format!("FROM a\nRUN {}\n", "[".repeat(n))),
    ("deep variables", 20_000, |n| format!("FROM a\nENV A={}\n", "${A:-".repeat(n))),
    ("many flags", 20_000, |n| format!("FROM a\nRUN {}x\n", "--mount=type=cache,target=/a ".repeat(n))),
    ("one quote", 1 << 20, |n| format!("FROM a\nENV A=\"{}\n", "x ".repeat(n))),
];

#[test]
fn huge_texts_are_read_in_linear_time() {
    for (name, most, shape) in SHAPES {
        holds(&shape(most));
        let time = |n: usize| {
            let text = shape(n);
            effort(|| drop(parse(&text))).as_secs_f64()
        };
        let (short, long) = (time(most / 8), time(most / 2));
        // A quadratic reader would take sixteen times as long.
        assert!(long < short * 9.0 + 0.02, "{name}: an eighth takes {short:.3} s, a half {long:.3} s");
    }
}

/// The instruction in words that do not depend on where it stands.
fn told(instruction: &Instruction, text: &str) -> (String, String, Vec<String>, Range<usize>) {
    let heredocs = instruction.heredocs.iter().map(|it| it.body.of(text).to_owned()).collect();
    let flags: Vec<&str> = instruction.flags.iter().map(|flag| flag.range.of(text)).collect();
    let words = format!("{flags:?} {}", instruction.body.text());
    let lines = instruction.first_line..instruction.last_line;
    (instruction.keyword.as_str().to_owned(), words, heredocs, lines)
}

/// One instruction is broken in a way that people break them; all others stay as they are.
#[test]
fn a_broken_instruction_breaks_no_other() {
    let mut broken = 0;
    for (name, text) in files() {
        let tree = parse(&text);
        for (index, instruction) in tree.instructions.iter().enumerate() {
            let keyword = instruction.keyword_word.range;
            if keyword.is_empty() {
                continue;
            }
            // Without its line end, so that the number of lines stays.
            let rest = TextRange::new(keyword.end, instruction.head.end);
            let is_one_line = instruction.first_line == instruction.last_line;
            let mut ways = vec![
                (keyword, format!("{}X", keyword.of(&text))),
                (TextRange::new(keyword.end, keyword.end), " --nosuchflag=1".to_owned()),
            ];
            if is_one_line {
                ways.push((rest, String::new()));
                ways.push((rest, " [\"".to_owned()));
                ways.push((rest, " \"$".to_owned()));
            }
            for (range, by) in ways {
                // An unknown instruction has no documents: their lines become instructions, as for BuildKit.
                if range == keyword && instruction.head_line < instruction.last_line {
                    continue;
                }
                let mut changed = text.clone();
                changed.replace_range(range.start..range.end, &by);
                let after = parse(&changed);
                assert_eq!(after.instructions.len(), tree.instructions.len(), "{name}: {by:?} at {}", range.start);
                let others = |tree: &SyntaxTree, text: &str| -> Vec<_> {
                    let all = tree.instructions.iter().enumerate().filter(|(at, _)| *at != index);
                    all.map(|(_, it)| told(it, text)).collect()
                };
                assert_eq!(others(&after, &changed), others(&tree, &text), "{name}: {by:?} at {}", range.start);
                broken += 1;
            }
        }
    }
    assert!(broken > 1_000, "only {broken} instructions were broken");
}

use crate::shell::{Assignment, Redirection, Script, Word, from_exec, parse};
use crate::text::TextRange;
use std::time::{Duration, Instant};

const SAMPLES: &[&str] = &[
    "apt-get update && apt-get install -y \"curl=${V:-1.0}\" 'ä b' || exit 1; rm -rf /var/* & wait\n",
    "A=1 B+=\"x y\" c=(1 $'\\n\\u00e9ü' \"3\") cmd >out 2>&1 <<<\"hi\" &>>log <(a b) $((1 + n)) # té",
    "if [ -f \"$a\" ]; then\n b\nelif c; then d\nelse e; fi\nfor x in a b; do echo ${x%%*/}; done | while read y; do z; done",
    "case \"$1\" in ä|b) echo 1;; (c) f() { g; };; *) ;; esac; [[ $a == b* && ( -f c ) ]] && (( x > 1 ))",
    "cat <<EOF > f && bash <<-'E'\nhello $U `id \\`é\\`` ${x:-\"$(b)\"}\nEOF\n\tsudo x\n\tE\nafter",
    "sudo -u ü env A=\"1 $x\" sh -c \"a \\\"b $(id) ß\\\" `c \\`d\\`` && eval 'e; f'\" ; eval a \"b $'\\x41'\" c",
    "echo \"${a:+\"é $(b \"c\")\"}\" `x \"y\"` \"`p \\\"q r\\\"`\" \\\n $'\\'ö' {a,b} @(x|y) \\ü",
    "time ( { a; } ; ! b |& c ) ; function f () { g; } ; until a; do b; done <<< x",
];

struct Checker<'t> {
    text: &'t str,
}

impl Checker<'_> {
    fn range(&self, range: TextRange) {
        assert!(range.start <= range.end && range.end <= self.text.len(), "{range:?} in {:?}", self.text);
        let is_whole = self.text.is_char_boundary(range.start) && self.text.is_char_boundary(range.end);
        assert!(is_whole, "{range:?} in {:?}", self.text);
    }

    fn word(&self, word: &Word) {
        self.range(word.range);
        let value = word.unquoted();
        assert_eq!(word.literal().is_none(), word.has_expansion);
        assert!(value.len() <= word.raw().len() || value.contains('\u{fffd}') || word.raw().contains("$'"));
        for parameter in &word.parameters {
            self.range(parameter.range);
            self.range(parameter.name_range);
            assert!(parameter.range.encloses(parameter.name_range));
        }
    }

    fn redirections(&self, redirections: &[Redirection]) {
        for redirection in redirections {
            self.range(redirection.range);
            redirection.target.iter().chain(&redirection.body).for_each(|word| self.word(word));
        }
    }

    fn assignment(&self, assignment: &Assignment) {
        self.range(assignment.range);
        self.range(assignment.name_range);
        self.word(&assignment.value);
        assignment.elements.iter().for_each(|word| self.word(word));
    }

    fn script(&self, script: &Script) {
        for (index, command) in script.commands.iter().enumerate() {
            assert_eq!(command.id.0, index);
            self.range(command.range);
            command.words.iter().for_each(|word| self.word(word));
            command.assignments.iter().for_each(|assignment| self.assignment(assignment));
            self.redirections(&command.redirections);
            let place = command.place;
            place.operator.iter().for_each(|range| self.range(*range));
            assert!(place.position < script.pipeline_of(command).length);
            assert!(script.ancestors(command).count() <= script.blocks.len());
            assert!(!command.words.is_empty() || !command.assignments.is_empty() || !command.redirections.is_empty());
            for view in [command.plain(), command.unwrapped()] {
                view.assignments().for_each(|assignment| self.assignment(assignment));
                view.flags().iter().for_each(|flag| self.range(flag.range));
                view.flag_value(&["-c", "--x"]).iter().for_each(|value| self.range(value.range));
                self.range(view.range());
                let _ = (view.operands(&["-u"]), view.subcommand(), view.base_name(), view.has_flag("-y"));
            }
        }
        for block in &script.blocks {
            self.range(block.range);
            block.words.iter().for_each(|word| self.word(word));
            self.redirections(&block.redirections);
        }
        script.pipelines.iter().for_each(|pipeline| self.range(pipeline.range));
        script.comments.iter().for_each(|comment| self.range(*comment));
        script.errors.iter().for_each(|error| self.range(error.range));
    }
}

fn check(text: &str) {
    let script = parse(text);
    Checker { text }.script(&script);
    // Without a second reading of decoded text, words are where they say.
    if !text.contains('`') {
        for word in script.plain_commands().flat_map(|command| &command.words) {
            assert_eq!(word.raw(), word.range.of(text));
        }
    }
}

#[test]
fn every_prefix_and_suffix() {
    for sample in SAMPLES {
        for (at, _) in sample.char_indices() {
            check(&sample[..at]);
            check(&sample[at..]);
        }
        check(sample);
        let exec = [
            ("sh".into(), TextRange::new(0, 2)),
            ("-c".into(), TextRange::new(2, 4)),
            ((*sample).into(), TextRange::new(4, 9)),
        ];
        Checker { text: "0123456789" }.script(&from_exec(&exec));
    }
}

#[test]
fn finished_samples_have_no_errors() {
    for sample in SAMPLES {
        assert_eq!(parse(sample).errors, [], "{sample}");
    }
}

/// The generator of Knuth's MMIX: enough to shake a parser.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

#[test]
fn random_mutations() {
    const PARTS: &[&str] = &[
        "'", "\"", "`", "$(", "${", "$((", "((", "(", ")", "))", "{ ", "}", ";", ";;", "&", "&&", "|", "\\", "\n",
        "<<E\n", "E\n", "#", "$", "if ", "then ", "fi ", "do ", "done ", "case ", "in ", "esac ", "[[ ", "]] ", "é",
        "=", "a=(", "sh -c ", "eval ", "\\`", "<(",
    ];
    let mut random = Random(42);
    for round in 0..6000 {
        let mut text: Vec<char> = SAMPLES[round % SAMPLES.len()].chars().collect();
        for _ in 0..=random.below(6) {
            let at = random.below(text.len() + 1);
            if random.below(3) == 0 && !text.is_empty() {
                let end = (at + random.below(8)).min(text.len());
                text.drain(at..end);
            } else {
                let part = PARTS[random.below(PARTS.len())];
                text.splice(at..at, part.chars());
            }
        }
        check(&text.iter().collect::<String>());
    }
}

#[test]
fn only_parts() {
    let parts = [
        "'", "\"", "`", "$(", "${x:-", "$((", "(", ")", "{ ", "}", "\\", "\n", "<<E ", "a ", "sh -c ", "if ", "case ",
        "é",
    ];
    let mut random = Random(7);
    for _ in 0..6000 {
        let length = random.below(14);
        let text: String = (0..length).map(|_| parts[random.below(parts.len())]).collect();
        check(&text);
    }
}

/// Long texts that would hurt a reader that goes back, copies or recurses.
fn hostile() -> Vec<(&'static str, String)> {
    let mut texts = Vec::new();
    for part in [
        "(",
        "((",
        "$(",
        "$((",
        "`",
        "${x:-",
        "\"$(",
        "\"${a:-",
        "{ ",
        "if ",
        "while ",
        "case x in a) ",
        "f() ",
        "f(",
        "<<E ",
        "<<E\n",
        "<(",
        "a=(",
        "a[",
        "@(",
        "[[ ",
        "'",
        "\"",
        "\\",
        "\\\n",
        "!",
        "! ",
        "time ",
        "eval ",
        "sudo ",
        "env A=1 ",
        "sh -c '",
        "sh -c \"\\\"",
        "$'",
        "a;",
        "a|",
        "a&&",
        ")",
        "fi ",
        "}",
        ";;",
        "((a) ",
        "x $((1) ",
        "é",
        "#\n",
        "\n",
        " ",
        "-y ",
        "a$(b)",
        "`a`",
        "((1)) ",
        "eval \"$(",
        "$\"",
        "bash <<E\n",
        "sudo bash -c \"$(a)\" ",
        "function ",
        "${#",
        "${a[",
        "9",
        "a\\`",
    ] {
        texts.push((part, part.repeat(200_000 / part.len())));
    }
    texts
}

#[test]
fn long_hostile_texts_take_linear_time() {
    for (part, text) in hostile() {
        let start = Instant::now();
        let script = parse(&text);
        let whole = start.elapsed();
        assert!(script.blocks.len() < 200_000, "{part:?}");
        // Many times what the slowest takes without optimisation; quadratic time would be minutes.
        assert!(whole < Duration::from_secs(10), "{part:?} took {whole:?}");
    }
}

#[test]
fn a_megabyte_of_ordinary_script() {
    let line =
        "apt-get update && apt-get install -yq \"curl=${V}\" $(cat list) 'x' | tee log; rm -rf /var/lib/apt/lists/*\n";
    let text = line.repeat(1_000_000 / line.len());
    let start = Instant::now();
    let script = parse(&text);
    assert_eq!(script.errors, []);
    assert_eq!(script.commands.len(), 5 * text.lines().count());
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

/// Runs with the stack that a WebAssembly module has by default; code that is not optimised needs most of it.
fn with_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(1024 * 1024).spawn(run);
    thread.expect("the system gives a thread").join().expect("the reader does not panic");
}

#[test]
fn deep_nesting_is_given_up_not_overflowed() {
    with_small_stack(|| {
        for (open, close) in [
            ("( ", ")"),
            ("$(", ")"),
            ("{ ", ";}"),
            ("\"$(", ")\""),
            ("${x:-", "}"),
            ("\"${x:-", "}\""),
            ("if a; then ", "; fi"),
            ("f() ", ""),
            ("case x in a) ", ";; esac"),
            ("while ", "; do :; done"),
            ("<(", ")"),
        ] {
            let close_all = |count: usize| close.repeat(count);
            let text = format!("{}a{}", open.repeat(100_000), close_all(100_000));
            let script = parse(&text);
            assert_eq!(script.errors.first().map(|error| error.message.as_str()), Some("nested too deeply"), "{open}");
            if open != "f() " {
                let fine = format!("{}a{}", open.repeat(50), close_all(50));
                assert_eq!(parse(&fine).errors, [], "{open}");
            }
        }
    });
}

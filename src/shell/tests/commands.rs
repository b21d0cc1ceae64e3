use super::check;
use crate::shell::{BlockKind, Invocation, Script, from_exec, parse};
use crate::text::TextRange;

fn texts(command: Invocation<'_>) -> Vec<&str> {
    command.words().iter().map(crate::shell::Word::raw).collect()
}

/// What runs behind wrappers, one command per item.
fn effective(script: &Script) -> Vec<String> {
    script.effective_commands().map(|command| texts(command).join(" ")).collect()
}

#[test]
fn wrappers_and_strings() {
    check(&[
        ("sudo -u www -E apt-get install -y x", "[sudo^ -u www -E apt-get install -y x]"),
        (
            "sudo A=1 env -i B=\"2 3\" timeout -k 5 10 nice -n 5 /usr/bin/time -p make -n",
            "[sudo^ A=1 env^ -i 'B=2 3' timeout^ -k 5 10 nice^ -n 5 /usr/bin/time^ -p make -n]",
        ),
        (
            "xargs -0 -n 1 -I{} rm -f; su-exec www:www node x.js",
            "[xargs^ -0 -n 1 -I{} rm -f] ; [su-exec^ www:www node x.js]",
        ),
        (
            "command -v x; command ls; sudo -l; exec 2>&1; env; nohup -- a &",
            "[command -v x] ; [command^ ls] ; [sudo -l] ; [exec 2>&1] ; [env] ; [nohup^ -- a]",
        ),
        ("bash -euxo pipefail -c \"a && b\" c", "[bash -euxo pipefail -c 'a && b' c runs{[a] && [b]}]"),
        ("sudo sh -c 'x; y'", "[sudo^ sh -c 'x; y' runs{[x] ; [y]}]"),
        (
            "sh -c \"echo \\\"$HOME\\\" $(id)\"",
            "[sh -c 'echo \"$HOME\" $(id)'%HOME${[id]} runs{[echo $HOME%HOME $(id)]}]",
        ),
        (
            "eval \"a && b\" c; eval; sh x.sh; sh -c",
            "[eval 'a && b' c runs{[a] && [b c]}] ; [eval] ; [sh x.sh] ; [sh -c]",
        ),
        ("su - bob -c 'npm start'", "[su - bob -c 'npm start' runs{[npm start]}]"),
        (
            "sh -c 'sh -c \"a \\\"b c\\\"\"'",
            "[sh -c 'sh -c \"a \\\"b c\\\"\"' runs{[sh -c 'a \"b c\"' runs{[a 'b c']}]}]",
        ),
        ("bash <<EOF\na\nsudo b\nEOF\nc", "[bash <<EOF='a\\nsudo b\\n' runs{[a] / [sudo^ b]}] / [c]"),
        ("bash x.sh <<EOF\na\nEOF", "[bash x.sh <<EOF='a\\n']"),
    ]);
}

#[test]
fn effective_commands_replace_what_carries_them() {
    let script = parse("sudo apt-get update && bash -c 'cd /x; nice make' && eval \"$CMD\" | tee log");
    assert_eq!(effective(&script), ["apt-get update", "cd /x", "make", "$CMD", "tee log"]);
    let plain: Vec<_> = script.plain_commands().map(|command| command.name().unwrap_or("?")).collect();
    assert_eq!(plain, ["sudo", "bash", "eval", "tee"]);
    let make = &script.commands[3];
    assert!(make.in_shell_string && script.is_inside(make, BlockKind::ShellString));
    assert_eq!(script.pipeline_of(&script.commands[4]).length, 2);
}

#[test]
fn ranges_inside_strings_are_those_of_the_outer_text() {
    let text = r#"x && bash -c "echo \"a b\" && sudo apt-get install 'c'" `d \`e f\``"#;
    let script = parse(text);
    let mut seen = Vec::new();
    for command in &script.commands {
        seen.extend(command.words.iter().map(|word| word.range.of(text)));
        assert_eq!(command.range.of(text).split(' ').next(), command.words[0].range.of(text).split(' ').next());
    }
    assert!(seen.contains(&r#"\"a b\""#), "{seen:?}");
    for part in ["install", "'c'", r"\`e f\`", "d", "e", "f"] {
        assert!(seen.contains(&part), "{part} in {seen:?}");
    }
}

#[test]
fn names() {
    let script = parse("'/usr/bin/apt-get' x; $CMD y; A=1; ap\"t\" z; \"$X\"");
    let names: Vec<_> = script.commands.iter().map(|command| (command.name(), command.base_name())).collect();
    let apt = (Some("/usr/bin/apt-get"), Some("apt-get"));
    assert_eq!(names, [apt, (None, None), (None, None), (Some("apt"), Some("apt")), (None, None)]);
}

#[test]
fn flags_with_their_ranges() {
    let text = "apt-get -yqq install --no-install-recommends -q=2 --option='a b' \"-t\" stable -- -x";
    let script = parse(text);
    let flags: Vec<_> = script.commands[0]
        .flags()
        .into_iter()
        .map(|flag| (flag.name, flag.value.unwrap_or_default(), flag.range.of(text)))
        .collect();
    let expected = [
        ("-y", "", "y"),
        ("-q", "", "q"),
        ("-q", "", "q"),
        ("--no-install-recommends", "", "--no-install-recommends"),
        ("-q", "2", "q"),
        ("--option", "a b", "--option"),
        ("-t", "", "t"),
    ];
    assert_eq!(flags.len(), expected.len());
    for (flag, (name, value, range)) in flags.iter().zip(expected) {
        assert_eq!((flag.0.as_str(), flag.1.as_str(), flag.2), (name, value, range));
    }
    let command = &script.commands[0];
    for flag in ["-y", "-q", "--no-install-recommends", "--option", "-t", "-yqq"] {
        assert!(command.has_flag(flag), "{flag}");
    }
    for flag in ["-x", "--yes", "-i", "--", "-", "y", "install"] {
        assert!(!command.has_flag(flag), "{flag}");
    }
    assert_eq!(command.subcommand(), Some("install"));
}

#[test]
fn operands_leave_out_flag_values() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("apt-get install -y -t stable curl git", &["-t"], &["install", "curl", "git"]),
        ("apt-get install -yt stable curl", &["-t"], &["install", "curl"]),
        ("apt-get install -tstable curl", &["-t"], &["install", "curl"]),
        ("apt-get install --target-release=x --target-release y curl", &["--target-release"], &["install", "curl"]),
        ("pip install -r a.txt -- -b -r", &["-r"], &["install", "-b", "-r"]),
        ("tar - -x", &[], &["-"]),
        ("find . -name '*.a'", &["-name"], &["."]),
        ("a $X -$Y \"$@\"", &[], &["$X", "\"$@\""]),
    ];
    for (text, value_flags, expected) in cases {
        let script = parse(text);
        let operands: Vec<_> = script.commands[0].operands(value_flags).iter().map(|word| word.raw()).collect();
        assert_eq!(operands, *expected, "{text}");
    }
}

#[test]
fn values_of_flags() {
    let cases = [
        ("useradd -u 1000 x", Some(("1000", "1000"))),
        ("useradd -u1000 x", Some(("1000", "1000"))),
        ("useradd -mu=1000 x", Some(("1000", "1000"))),
        ("useradd --uid=1000 x", Some(("1000", "1000"))),
        ("useradd --uid \"$U\" x", Some(("$U", "\"$U\""))),
        ("useradd -u 1 --uid 2", Some(("2", "2"))),
        ("useradd x -- -u 1", None),
        ("useradd -u", None),
    ];
    for (text, expected) in cases {
        let script = parse(text);
        let value = script.commands[0].plain().flag_value(&["-u", "--uid"]);
        let value = value.as_ref().map(|value| (value.text.as_str(), value.range.of(text)));
        assert_eq!(value, expected, "{text}");
    }
}

#[test]
fn parameters_tell_where_they_stand() {
    let text = r#"a "${HOME:-/root}/$x" '$no' $((n+1)) $(b $inner)"#;
    let script = parse(text);
    let found: Vec<_> = script.commands[0]
        .words
        .iter()
        .flat_map(|word| &word.parameters)
        .map(|found| (found.range.of(text), found.name_range.of(text), found.operator, found.in_quotes))
        .collect();
    let expected = [("${HOME:-/root}", "HOME", ":-", true), ("$x", "x", "", true), ("n", "n", "", true)];
    assert_eq!(found, expected);
    assert_eq!(script.commands[1].words[1].parameters[0].name, "inner");
    assert_eq!(script.commands[0].words[2].literal(), Some("$no"));
    assert_eq!(script.commands[0].words[1].literal(), None);
}

#[test]
fn assignments_of_a_command_and_its_wrappers() {
    let text = "A=1 sudo B=2 env C=\"$x\" pip install y; env D=4";
    let script = parse(text);
    let found: Vec<_> = script.commands[0]
        .unwrapped()
        .assignments()
        .map(|found| (found.name.as_str(), found.name_range.of(text), found.value.unquoted()))
        .collect();
    assert_eq!(found, [("A", "A", "1".into()), ("B", "B", "2".into()), ("C", "C", "$x".into())]);
    assert_eq!(script.commands[1].wrappers, []);
}

#[test]
fn exec_form_is_one_command() {
    let text = r#"["sh", "-c", "sudo a && b 'c'"]"#;
    let words: Vec<(String, TextRange)> = [("sh", 1, 5), ("-c", 7, 11), ("sudo a && b 'c'", 13, 30)]
        .map(|(value, start, end)| (value.to_owned(), TextRange::new(start, end)))
        .into();
    let script = from_exec(&words);
    assert_eq!(effective(&script), ["a", "b 'c'"]);
    assert_eq!(script.commands[2].words[1].range.of(text), "'c'");
    assert_eq!(script.commands[0].words[2].range.of(text), "\"sudo a && b 'c'\"");

    let plain = from_exec(&[("echo".to_owned(), TextRange::new(1, 7)), ("$x | y".to_owned(), TextRange::new(9, 17))]);
    assert_eq!(plain.commands.len(), 1);
    assert_eq!(plain.commands[0].words[1].literal(), Some("$x | y"));
    assert_eq!(from_exec(&[]).commands, []);
}

#[test]
fn an_escaped_exec_form_string_stands_as_a_whole() {
    // The JSON string is `"a \"b\" c"`, twelve bytes for seven.
    let words = [("sh", 1, 5), ("-c", 6, 10), ("a \"b\" c", 11, 23)]
        .map(|(value, start, end)| (value.to_owned(), TextRange::new(start, end)));
    let script = from_exec(&words);
    assert_eq!(effective(&script), ["a \"b\" c"]);
    assert!(script.commands[1].words.iter().all(|word| word.range == TextRange::new(11, 23)));
}

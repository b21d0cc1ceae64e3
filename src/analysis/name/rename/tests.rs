use proptest::prelude::*;

use super::*;
use crate::analysis::name_at;
use crate::text::apply;

/// Renames what is named at `‸`.
fn answer(text: &str, to: &str) -> (String, Result<Renamed, String>) {
    let offset = text.find('‸').expect("the text marks a place");
    let plain = text.replace('‸', "");
    let renamed = rename(&plain, offset, to);
    (plain, renamed)
}

/// The name `A` becomes `NEW` wherever it is written `§`, and nowhere else.
#[track_caller]
fn check(text: &str) {
    let (plain, renamed) = answer(&text.replace('§', "A"), "NEW");
    let renamed = renamed.unwrap_or_else(|reason| panic!("{text}: {reason}"));
    assert_eq!(apply(&plain, &renamed.edits).expect("disjoint"), text.replace('‸', "").replace('§', "NEW"));
}

#[track_caller]
fn refused(text: &str, to: &str, part: &str) {
    let (_, renamed) = answer(text, to);
    let reason = renamed.expect_err("it is refused");
    assert!(reason.contains(part), "{reason}");
}

#[test]
fn an_argument_before_the_first_stage_and_what_takes_it_over() {
    check("ARG ‸§=1\nARG B=$§\nFROM a:${§:-x}-$B\nRUN echo $A\nFROM b\nARG §\nUSER $§\nFROM c\nARG A=2\nRUN $A");
    check("ARG §=1\nFROM a\nARG §\nRUN echo ‸$§");
    check("ARG A=1\nFROM a:$A\nARG ‸§=2\nRUN echo $§");
    check("ARG §=1\nFROM a\nARG §=2\nARG ‸§\nRUN echo $§");
    check("ARG ‸§\nFROM --platform=$§ $§ AS A\nFROM A");
}

#[test]
fn what_stages_hand_on() {
    check(
        "FROM x AS one\nENV ‸§=1\nFROM one AS two\nRUN echo $§\nFROM y\nRUN echo $A\nFROM two\nENV §=$§:2\nCMD echo $§",
    );
    check("FROM x AS one\nARG §=1\nFROM one\nRUN echo $‸§\nCMD echo $A");
    check("FROM x\nENV ‸§=1\nFROM x\nENV A=1");
}

#[test]
fn everywhere_where_the_builder_expands() {
    check(
        "FROM x\nENV ‸§=1\nENV B=${§} C=\"$§\" D='$A' E=\\$A\nLABEL a.$§=$§\nWORKDIR /$§\nEXPOSE $§\nVOLUME /$§\nUSER $§",
    );
    check("FROM x\nENV ‸§=1\nCOPY --chown=$§ a$§ /b\nCOPY [\"$§/a\", \"/\"]\nVOLUME [\"/$§\"]\nSTOPSIGNAL $§");
    check("FROM x\nENV ‸§=1\nCOPY <<E /x\nit's ${§}, not \\$A\nE\nCOPY <<'E' /x\n$A\nE\n");
    check(
        "FROM x\nENV ‸§=1\nADD \\\n# $A\n  /a$§ \\\n\n /b\nENV B=a\\\n$§\\\n/$§\nRUN --mount=type=cache,target=/$§ ls",
    );
    check("# escape=`\nFROM x\nENV ‸§=1\nUSER `$A\nUSER \\$§");
}

#[test]
fn everywhere_where_a_shell_reads_it() {
    check(
        "FROM x\nARG ‸§\nRUN echo $§ ${§%x} \"$§\" '$A' \\$A $(ls $§) \\\n  && cat <<E\n$§\nE\nRUN <<E\nif [ $§ ]; then :; fi\nE\n",
    );
    check(
        "FROM x\nENV ‸§=1\nRUN A=2 && echo $A\nRUN §=${§:-3} && echo $§\nRUN A=1 make\nCMD [\"sh\", \"-c\", \"echo $§\"]",
    );
    check("FROM x\nENV ‸§=1\nCMD [\"echo\", \"$A\"]\nHEALTHCHECK CMD curl $§\nENTRYPOINT exec $§");
}

#[test]
fn what_is_known_beside_the_edits() {
    let renamed = |text: &str| answer(text, "NEW").1.expect("it is renamed");
    let env =
        renamed("FROM x\nENV ‸A=1\nRUN echo '$A' && awk '{ print ENVIRON[\"A\"] }'\nRUN A=2 make AB\nONBUILD RUN $A");
    assert_eq!((env.is_argument, env.is_kept, env.left), (false, true, vec![3, 4, 5]));
    let both = renamed("FROM x\nARG A=1\nENV A=$‸A");
    assert_eq!((both.is_argument, both.is_kept, both.edits.len(), both.left), (true, true, 3, vec![]));
    let powershell = renamed("FROM x\nSHELL [\"powershell\"]\nARG ‸A\nRUN echo $env:A");
    assert_eq!((powershell.is_kept, powershell.left), (false, vec![4]));
    assert!(answer("FROM x\nENV ‸A=1", "A").1.is_ok_and(|it| it.edits.is_empty()));
}

#[test]
fn names_that_no_variable_can_get() {
    let text = "ARG G\nFROM x AS one\nENV C=1\nFROM one\nENV ‸A=1\nRUN echo $A $D\nRUN read E\nFROM y\nENV F=1";
    for (to, part) in [
        ("1A", "no name of a variable"),
        ("A-B", "no name of a variable"),
        ("", "no name of a variable"),
        ("a`b", "no name of a variable"),
        ("É", "no name of a variable"),
        ("TARGETARCH", "the builder knows"),
        ("http_proxy", "the builder knows"),
        ("PATH", "every shell"),
        ("C", "line 3"),
        ("D", "line 6"),
        ("E", "line 7"),
    ] {
        refused(text, to, part);
    }
    assert!(answer(text, "F").1.is_ok() && answer(text, "G").1.is_ok());
    refused("ARG ‸A=1\nFROM x\nARG B\nRUN echo $B", "B", "line 3");
    refused("ARG ‸A=1\nARG B=1\nFROM $A", "B", "line 2");
    refused("ARG B=1\nFROM x\nARG ‸A", "B", "line 1");
    refused("ARG ‸A=1\nFROM $A:$B", "B", "line 2");
    refused("FROM one AS two\nENV ‸A=1\nFROM two\nENV B=1", "B", "line 4");
}

#[test]
fn names_that_others_know() {
    refused("FROM --platform=$‸TARGETPLATFORM x", "A", "comes with the builder");
    refused("FROM x\nARG ‸TARGETARCH\nRUN $TARGETARCH", "A", "The builder gives");
    refused("FROM x\nARG ‸http_proxy", "A", "The builder gives");
    refused("FROM x\nENV ‸PATH=/a:$PATH", "A", "comes with the base image");
    refused("FROM x\nRUN echo ‸$A", "B", "Nothing in this file sets");
    refused("FROM x\nRUN ech‸o a", "B", "no name of a stage or variable");
    refused("FROM x\nENV ‸A=1\nCOPY [\"\\u0024A\", \"/\"]", "B", "Line 3 spells");
    assert!(answer("FROM x\nENV ‸HTTP_PROXY=a", "B").1.is_ok_and(|it| it.is_kept));
}

/// A line of a Dockerfile with three of the names.
fn line(kind: usize, [a, b, c]: [&str; 3]) -> String {
    let s = a.to_ascii_lowercase();
    match kind {
        0 => format!("ARG {a}"),
        1 => format!("ARG {a}=1"),
        2 => format!("ARG {a}=${b} {c}"),
        3 => format!("ENV {a}=1"),
        4 => format!("ENV {a}=${{{b}:-${c}}} {c}=\"${a}\" \\\n # ${a}\n D='${a}'"),
        5 => "FROM x".to_owned(),
        6 => format!("FROM x:${a} AS {}", b.to_ascii_lowercase()),
        7 => format!("FROM {s} AS {}", c.to_ascii_lowercase()),
        8 => format!("RUN echo ${a} \"${{{b}}}\" '${c}'"),
        9 => format!("RUN {a}=2; echo ${a} ${b}"),
        10 => format!("RUN [ \"${a}\" ] || {a}=${b}; echo ${a}"),
        11 => format!("RUN <<E\ncat ${a} <<F\n${b}\nF\nE"),
        12 => format!("CMD echo ${a}"),
        13 => format!("COPY --chown=${a} ${b} \\\n /${c}"),
        14 => format!("USER ${a}"),
        _ => format!("COPY <<E /\n'${a}'\nE"),
    }
}

/// Where a byte of the old text is in the new one.
fn moved(edits: &[Edit], at: usize) -> usize {
    let before = edits.iter().filter(|edit| edit.range.end <= at);
    before.fold(at, |at, edit| at - edit.range.len() + edit.text.len())
}

/// What every byte of the text means: the name there, and where it comes from.
fn meanings(
    text: &str,
    edits: &[Edit],
    at: impl Fn(usize) -> usize,
    offsets: usize,
) -> Vec<Option<(usize, Option<usize>)>> {
    let start = |range: TextRange| moved(edits, range.start);
    let name = |offset| name_at(text, at(offset)).map(|name| (start(name.here), name.definition.map(start)));
    (0..offsets).map(name).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn all_means_the_same_afterwards_and_there_is_a_way_back(
        lines in prop::collection::vec((0..16_usize, 0..3_usize, 0..3_usize, 0..3_usize), 1..14),
        place in 0..1000_usize,
        to in prop::sample::select(vec!["NEW", "A", "B", "C"]),
    ) {
        let names = ["A", "B", "C"];
        let lines: Vec<String> =
            lines.iter().map(|&(kind, a, b, c)| line(kind, [names[a], names[b], names[c]])).collect();
        let text = lines.join("\n");
        let offset = place % (text.len() + 1);
        let Ok(renamed) = rename(&text, offset, to) else { return Ok(()) };
        prop_assume!(renamed.kind == NameKind::Variable);
        let edits = &renamed.edits;
        let new = apply(&text, edits).expect("sorted and disjoint");

        // The first byte of a name is that of the new name.
        let starts: Vec<usize> = (0..text.len()).filter(|&at| !edits.iter().any(|it| it.range.start < at && at < it.range.end)).collect();
        let before = meanings(&text, edits, |nth| starts[nth], starts.len());
        let after = meanings(&new, &[], |nth| moved(edits, starts[nth]), starts.len());
        prop_assert_eq!(before, after, "{}\n---\n{}", text, new);

        if let Some(first) = edits.first().filter(|_| renamed.left.is_empty()) {
            let back = rename(&new, first.range.start, &renamed.old);
            let back = back.map(|it| apply(&new, &it.edits).expect("sorted and disjoint"));
            prop_assert_eq!(back, Ok(text), "{}", new);
        }
    }
}

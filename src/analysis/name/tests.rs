use super::*;
use crate::text::apply;

/// The text with the definition in `«»` and every other place in `‹›`, for the place of `‸`.
fn shown(text: &str) -> String {
    let offset = text.find('‸').expect("the text marks a place");
    let mut plain = text.replace('‸', "");
    let Some(name) = name_at(&plain, offset) else { return "nothing".to_owned() };
    for place in name.places.iter().rev() {
        let (open, close) = if name.definition == Some(*place) { ('«', '»') } else { ('‹', '›') };
        plain.insert(place.end, close);
        plain.insert(place.start, open);
    }
    plain
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected);
}

#[track_caller]
fn renamed(text: &str, to: &str) -> Result<String, String> {
    let offset = text.find('‸').expect("the text marks a place");
    let plain = text.replace('‸', "");
    rename(&plain, offset, to).map(|renamed| apply(&plain, &renamed.edits).expect("the edits are disjoint"))
}

#[test]
fn stages_by_name_and_number() {
    let expected = "# é\nFROM a AS «one»\nFROM ‹one› AS two\nRUN --mount=type=bind,from=‹one›,target=/x ls\n\
                    COPY --from=‹one› é /\nCOPY --from=‹0› é /\nCOPY --from=two é /\n";
    let plain: String = expected.chars().filter(|c| !"«»‹›".contains(*c)).collect();
    for at in ["one\n", "one AS", "one,", "one é", "0 é"] {
        let offset = plain.find(at).expect("it is there");
        let mut text = plain.clone();
        text.insert(offset + 1, '‸');
        check(&text, expected);
    }
    check("FROM a\nFROM b\nCOPY --from=‸0 é /", "FROM «a»\nFROM b\nCOPY --from=‹0› é /");
    check("FROM alpine‸ AS one", "nothing");
    check("FROM a\nCOPY --from=nginx‸ a b", "nothing");
}

#[test]
fn variables_within_their_reach() {
    check(
        "FROM a\nENV É=1 A=1\nRUN é $A && echo \"${A:-$É}‸\"\nFROM b\nENV A=2",
        "FROM a\nENV É=1 «A»=1\nRUN é $‹A› && echo \"${‹A›:-$É}\"\nFROM b\nENV A=2",
    );
    check(
        "FROM a\nARG V=é\nENV W=$V‸ \\\n    X=${V}\nCOPY $V /\nRUN <<E\necho $V\nE\n",
        "FROM a\nARG «V»=é\nENV W=$‹V› \\\n    X=${‹V›}\nCOPY $‹V› /\nRUN <<E\necho $‹V›\nE\n",
    );
    check("FROM a\nENV A=1\nENV A‸=2\nUSER $A", "FROM a\nENV ‹A›=1\nENV «A»=2\nUSER $‹A›");
    check("FROM a AS x\nENV A=1\nFROM x\nUSER $A‸", "FROM a AS x\nENV «A»=1\nFROM x\nUSER $‹A›");
}

#[test]
fn global_arguments_and_what_takes_them_over() {
    check("ARG V=1\nFROM a:$‸V\nARG V\nRUN $V", "ARG «V»=1\nFROM a:$‹V›\nARG ‹V›\nRUN $‹V›");
    check("ARG V=1\nFROM a:$V\nARG V‸\nRUN $V", "ARG «V»=1\nFROM a:$‹V›\nARG ‹V›\nRUN $‹V›");
    check("ARG V=1\nFROM a:$V\nARG V\nRUN $V‸", "ARG ‹V›=1\nFROM a:$‹V›\nARG «V»\nRUN $‹V›");
    check("ARG V=1\nFROM a:$V\nARG V=2\nRUN $V‸", "ARG V=1\nFROM a:$V\nARG «V»=2\nRUN $‹V›");
    check("FROM --platform=$BUILDPLATFORM‸ a", "FROM --platform=$‹BUILDPLATFORM› a");
}

#[test]
fn what_is_no_variable_of_the_file() {
    check("FROM a\nRUN echo $X‸", "nothing");
    check("FROM a\nENV A=1\nRUN A=2 && echo $A‸", "nothing");
    check("FROM a\nARG A=1\nCMD echo $A‸", "nothing");
    check("FROM a\nENV A=1\nCMD [\"echo\", \"$A‸\"]", "nothing");
    check("‸", "nothing");
}

#[test]
fn a_stage_is_renamed_everywhere() {
    let text = "FROM a AS ‸one\nFROM one\nCOPY --from=one é /\nCOPY --from=0 é /\nRUN --mount=from=one,target=/é ls\n";
    let expected = "FROM a AS né\nFROM né\nCOPY --from=né é /\nCOPY --from=0 é /\nRUN --mount=from=né,target=/é ls\n";
    assert_eq!(renamed(text, "new").as_deref(), Ok(expected.replace("né", "new").as_str()));
    assert_eq!(renamed(text, "one"), Ok(text.replace('‸', "")));
}

#[test]
fn names_that_no_stage_can_get() {
    let text = "FROM a AS ‸one\nFROM b AS two\nFROM alpine\nCOPY --from=one x y";
    let refused = |to: &str, part: &str| {
        let message = renamed(text, to).expect_err("it is refused");
        assert!(message.contains(part), "{message}");
    };
    refused("two", "taken: the stage on line 2");
    refused("1x", "no stage name");
    refused("é", "no stage name");
    refused("", "no stage name");
    refused("One", "write `one`");
    refused("scratch", "meaning of its own");
    refused("alpine", "something else on line 3");
    assert!(renamed("FROM a‸", "x").is_err());
    assert!(renamed("FROM a\nFROM b\nCOPY --from=0‸ x y", "x").is_err_and(|it| it.contains("no name yet")));
}

#[test]
fn every_place_of_every_text_is_safe() {
    let text = "\u{feff}ARG É=${a\nFROM --platform=$é a:${É AS \u{1d11e}\nRUN --mount=from=é,\"é <<E $É\nü$É\nE\nONBUILD ENV É=é";
    for offset in 0..=text.len() + 1 {
        if let Some(name) = name_at(text, offset) {
            assert!(name.places.iter().all(|place| text.get(place.start..place.end).is_some()));
        }
    }
}

use crate::shell::parse;

/// The text with the places of `A` in `‹›`.
fn shown(text: &str) -> String {
    let script = parse(text);
    let mut places: Vec<_> = script.outer_places().into_iter().filter(|it| it.name == "A").map(|it| it.range).collect();
    places.sort_unstable();
    places.dedup();
    let mut shown = text.to_owned();
    for place in places.iter().rev() {
        shown.insert(place.end, '›');
        shown.insert(place.start, '‹');
    }
    shown
}

/// Each text has the marks that it should get.
#[track_caller]
fn check(texts: &[&str]) {
    for text in texts {
        let plain: String = text.chars().filter(|c| !"‹›".contains(*c)).collect();
        assert_eq!(shown(&plain), *text);
    }
}

#[test]
fn uses_are_found_wherever_a_shell_expands() {
    check(&[
        "echo $‹A› \"$‹A›\" '$A' \\$A ${‹A›:-x} ${B:-$‹A›} $((‹A› + 1)) $AB",
        "cat <<E > $‹A›\n${‹A›} \\$A\nE\ncat <<'E'\n$A\nE",
        "case $‹A› in x) echo $‹A›;; esac; [[ $‹A› = 1 ]]; for x in $‹A›; do :; done; { :; } > $‹A›",
        "x=$(echo `echo $‹A›`) y=($‹A›) z=$‹A› cmd",
        "sh -c 'echo $‹A›'; bash <<'E'\necho $‹A›\nE",
        "export ‹A›; unset ‹A›; echo A",
    ]);
}

#[test]
fn what_a_script_sets_first_is_its_own() {
    check(&[
        "A=1; echo $A",
        "cd /x && A=1 && echo $A && (echo $A | cat)",
        "export A=1 && echo $A",
        "read A; echo $A",
        "A=1\nif true; then echo $A; fi",
        "for A in a b; do echo $A; done",
        "A=1 sh -c 'echo $A'",
        "env A=1 sh -c 'echo $A'",
        "A=1 cmd; env A=1 cmd",
        "f() { local A=1; echo $A; }",
        "A=$(pwd)/x && echo \"$A\"",
    ]);
}

#[test]
fn what_is_used_before_it_is_set_is_one_variable() {
    check(&[
        "echo $‹A› && ‹A›=2 && echo $‹A›",
        "‹A›=${‹A›:-1}; echo $‹A›",
        "‹A›=1 echo $‹A›",
        "[ -n \"$‹A›\" ] || ‹A›=1; echo $‹A›",
        "if [ -z \"$‹A›\" ]; then ‹A›=1; fi; echo $‹A›",
        "x && ‹A›=1; echo $‹A›",
        "x || ‹A›=1 && echo $‹A›",
        "(‹A›=1; echo $‹A›); echo $‹A›",
        "echo x | read ‹A›; echo $‹A›",
        "‹A›=1 & echo $‹A›",
        "for ‹A› in a; do :; done; echo $‹A›",
        ": ${‹A›:=1}; echo $‹A›",
        "f() { ‹A›=1; }; echo $‹A›",
    ]);
}

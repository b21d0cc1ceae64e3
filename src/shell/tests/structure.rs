use super::check;

#[test]
fn lists_and_pipelines() {
    check(&[
        ("", ""),
        ("  \t\n ", ""),
        (
            "apt-get update && apt-get install -y curl || exit 1; rm -rf /tmp/* & wait\nls",
            "[apt-get update] && [apt-get install -y curl] || [exit 1] ; [rm -rf /tmp/*~] & [wait] / [ls]",
        ),
        ("a &&\n\n b ||\n# why\nc", "[a] && [b] || [c]"),
        ("(cd /x; ls) | wc -l |&\n cat", "sub{[cd /x] ; [ls]} | [wc -l] |& [cat]"),
        ("{ a; b; } > f && ! c | d", "group{[a] ; [b]} >f && ! [c] | [d]"),
        ("a # comment && b\nc#d", "[a] / [c#d]"),
        ("echo a}b } {c", "[echo a}b } {c]"),
        ("time { a; }; ! ( b )", "group{[a]} ; ! sub{[b]}"),
        ("echo done fi; echo if", "[echo done fi] ; [echo if]"),
        ("a \\\n  b && \\\r\n c\r\nd", "[a b] && [c] / [d]"),
    ]);
}

#[test]
fn words() {
    check(&[
        (r#"'a b' "c" $'e\'f\x41' g\ h \ls"#, "['a b' c e'fA 'g h' ls]"),
        (r#"a"b"'c'\d"$E"f"#, "[abcd$Ef%E]"),
        (r#""a \"b\" \$c \d" '\n'"#, r#"['a "b" $c \d' \n]"#),
        ("\"a\\\nb\"c\\\nd", "[abcd]"),
        ("'' \"\"", "['' '']"),
        ("$x ${x} $1 $10 ${10} $@ \"$*\" $? $ $. a$", "[$x%x ${x}%x $1%1 $10%1 ${10}%10 $@%@ $*%* $?%? $ $. a$]"),
        (
            "${x:-a} ${x#*/} ${#x} ${!y} ${z//a/b} ${z:1:2}",
            "[${x:-a}%x:- ${x#*/}%x# ${#x}%xlength ${!y}%yindirect ${z//a/b}%z// ${z:1:2}%z:]",
        ),
        (r#"${x:-"y$z"} "${a:+"b$c"}" ${#}"#, r#"[${x:-"y$z"}%x:-,z ${a:+"b$c"}%a:+,c ${#}%#]"#),
        ("$((1 + n)) $(( x * ${y} + 0x1f ))", "['$((1 + n))'%n '$(( x * ${y} + 0x1f ))'%x,y]"),
        ("*.txt a? [ab] [ {a,b} {1..3} {} '*'", "[*.txt~ a?~ '[ab]'~ '[' {a,b}~ {1..3}~ {} *]"),
        ("foo@(a|b) !(x)", "[foo@(a|b)~ !(x)~]"),
    ]);
}

#[test]
fn substitutions() {
    check(&[
        ("a $(b \"$(c d)\") e", "[a '$(b \"$(c d)\")'${[b '$(c d)'${[c d]}]} e]"),
        ("x=$(a | b) y=`c` d", "[x='$(a | b)'${[a] | [b]} y=`c`${[c]} d]"),
        (r"a `b \`c $d\` \\e`", r"[a '`b \`c $d\` \\e`'${[b '`c $d`'${[c $d%d]} e]}]"),
        (r#""`c \"d e\"`""#, r#"['`c \"d e\"`'${[c 'd e']}]"#),
        ("diff <(a b) >(c)", "[diff '<(a b)'process{[a b]} >(c)process{[c]}]"),
        ("$((c); d)", "['$((c); d)'${sub{[c]} ; [d]}]"),
        ("for x in $(a); do b; done", "for<x $(a)${[a]}>{do{[b]}}"),
    ]);
}

#[test]
fn assignments_and_redirections() {
    check(&[
        ("A=1 B=\"x y\" C= cmd D=2", "[A=1 B='x y' C='' cmd D=2]"),
        ("x+=1; y[2]=3; 1x=2; a-b=c", "[x+=1] ; [y=3] ; [1x=2] ; [a-b=c]"),
        ("a=(1 \"2 3\"\n $x) b; declare -a y=(1 2)", "[a=(1 '2 3' $x%x) b] ; [declare -a y= 1 2]"),
        (
            "a >out 2>&1 <<<\"hi $x\" &>log; <in cat >>out 2>/dev/null",
            "[a >out 2>&1 <<<'hi $x'%x &>log] ; [cat <in >>out 2>/dev/null]",
        ),
        ("a 1>&2 2>&- 3<&0 &>>x >|y <>z; >f", "[a 1>&2 2>&- 3<&0 &>>x >|y <>z] ; [>f]"),
        ("a > \"$x\" b", "[a b >$x%x]"),
        ("exec > >(tee log)", "[exec >'>(tee log)'process{[tee log]}]"),
    ]);
}

#[test]
fn here_documents() {
    check(&[
        (
            "cat <<EOF > f && next\nhello \"$U\" `id` \\$x\nEOF\nafter",
            "[cat <<EOF='hello \"$U\" `id` $x\\n'%U${[id]} >f] && [next] / [after]",
        ),
        ("cat <<'E' | b\n$x \\$y\nE\nc", "[cat <<E='$x \\$y\\n'] | [b] / [c]"),
        ("cat <<-E\n\ta\n\t\tb\n\tE\nc", "[cat <<-E='a\\nb\\n'] / [c]"),
        ("a <<A <<B; b\n1\nA\n2\nB\nc", "[a <<A='1\\n' <<B='2\\n'] ; [b] / [c]"),
        ("x=$(cat <<E\nhi\nE\n) && y", "[x='$(cat <<E\\nhi\\nE\\n)'${[cat <<E='hi\\n']}] && [y]"),
        ("while a; do b; done <<E\n$x\nE\nc", "while{test{[a]} do{[b]}} <<E='$x\\n'%x / [c]"),
        ("cat <<E\nfoo", "[cat <<E=foo] !! 6..7 the here-document does not end"),
        ("cat <<E", "[cat <<E] !! 6..7 the here-document has no body"),
        ("a <<E && (\n$(b)\nE\nc)", "[a <<E='$(b)\\n'${[b]}] && sub{[c]}"),
    ]);
}

#[test]
fn compound_commands() {
    check(&[
        (
            "if a; then b; elif c; then d; else e; fi && x",
            "if{test{[a]} then{[b]} test{[c]} then{[d]} else{[e]}} && [x]",
        ),
        ("if [ \"$a\" = b ]; then\n x\nfi\ny", "if{test{['[' $a%a = b ']']} then{[x]}} / [y]"),
        ("for f in a *.txt \"$@\"; do rm \"$f\"; done", "for<f a *.txt~ $@%@>{do{[rm $f%f]}}"),
        ("for f\ndo a\ndone", "for<f>{do{[a]}}"),
        (
            "for ((i=0;i<3;i++)); do a; done; for x in 1; { b; }",
            "for<((i=0;i<3;i++))%i,i,i>{do{[a]}} ; for<x 1>{do{[b]}}",
        ),
        ("while read -r x; do echo $x; done < f", "while{test{[read -r x]} do{[echo $x%x]}} <f"),
        ("until a; do b; done | c", "until{test{[a]} do{[b]}} | [c]"),
        (
            "case \"$1\" in a|b) x 1;; (c) y ;& esac-ape) z;; *) w; esac; q",
            "case<$1%1>{arm<a b>{[x 1]} arm<c>{[y]} arm<esac-ape>{[z]} arm<*~>{[w]}} ; [q]",
        ),
        ("case x in esac", "case<x>{}"),
        (
            "foo() { a; b; }; function bar { c; }; baz()\n(d)",
            "function<foo>{group{[a] ; [b]}} ; function<bar>{group{[c]}} ; function<baz>{sub{[d]}}",
        ),
        (
            "[[ $a == b* && ( -f c || $x =~ ^(a|b)$ ) ]] && (( x > 1 )) || y",
            "[[<$a%a == b*~ -f c $x%x =~ ^ a b $>{} && ((<'(( x > 1 ))'%x>{} || [y]",
        ),
        ("((a); (b))", "sub{sub{[a]} ; sub{[b]}}"),
        ("((x=$(a)+1))", "((<((x=$(a)+1))%x${[a]}>{}"),
    ]);
}

#[test]
fn unfinished_and_wrong_text_is_kept() {
    check(&[
        ("echo a; ) b", "[echo a] ; [b] !! 8..9 unexpected character"),
        ("if a; then b", "if{test{[a]} then{[b]}} !! 0..12 `fi` is missing"),
        ("(a; if b)", "sub{[a] ; if{test{[b]} then{}}} !! 4..8 `then` is missing !! 4..8 `fi` is missing"),
        ("$(a", "[$(a${[a]}] !! 0..3 `)` is missing"),
        ("a && ", "[a] !! 2..4 no command after the operator"),
        ("a | ", "[a] !! 2..3 no command after the operator"),
        ("a | | b", "[a] ; [b] !! 2..3 no command after the operator"),
        ("&& a", "[a] !! 0..2 an operator with no command before it"),
        ("a ;; b", "[a] ; [b] !! 2..4 `;;` outside `case`"),
        ("fi", "[fi] !! 0..2 unexpected `fi`"),
        ("( a; done )", "sub{[a] ; [done]} !! 5..9 unexpected `done`"),
        (
            "if; then b; fi",
            "if{test{} then{[b]}} !! 2..3 an operator with no command before it !! 2..4 a command is missing",
        ),
        ("for x in 1; do done", "for<x 1>{do{}} !! 15..15 a command is missing"),
        ("\"abc", "[abc] !! 0..4 the double quote is not closed"),
        ("a 'b\nc", "[a 'b\\nc'] !! 2..6 the single quote is not closed"),
        ("`a", "[`a${[a]}] !! 0..2 the back quote is not closed"),
        ("${", "[${] !! 0..2 `${` needs a name !! 0..2 `${` is not closed"),
        ("a >", "[a >] !! 2..3 the redirection has no target"),
        ("a \\", "[a \\]"),
        ("echo (a)", "[echo] ; sub{[a]} !! 5..5 an operator is missing"),
    ]);
}

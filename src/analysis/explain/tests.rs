use std::fmt::Write;

use super::*;

/// Everything that is said of the place of `‸` in the text.
fn told(text: &str) -> String {
    let offset = text.find('‸').expect("the text marks a place");
    let project = Project::new(text.replace('‸', ""));
    let explanation = explain(&project, offset);
    let mut told = format!("{} ({})\n", explanation.title, explanation.form.unwrap_or("one form"));
    for (nth, part) in explanation.parts.iter().enumerate() {
        let mark = if explanation.current == Some(nth) { "> " } else { "  " };
        let since = part.since.map(|it| format!(" [{}{}]", it.version, if it.is_newer_than_file { "!" } else { "" }));
        let since = since.unwrap_or_default();
        let _ =
            writeln!(told, "{mark}{}{} | {}{since} | {}", "  ".repeat(part.depth), part.text, part.kind, part.meaning);
    }
    for row in explanation.state {
        let change = match row.change {
            Change::Same => continue,
            Change::Added => "new".to_owned(),
            Change::From(before) => format!("was {before:?}"),
        };
        let _ = writeln!(told, "= {:?} {} {:?} ({}) {change}", row.kind, row.name, row.value, row.origin);
    }
    told
}

#[track_caller]
fn check(text: &str, expected: &expect_test::Expect) {
    expected.assert_eq(&told(text));
}

#[test]
fn a_base_part_by_part() {
    check(
        "ARG TAG=3\nFROM --platform=$BUILDPLATFORM ghcr.io/o/r:1‸ AS a\nFROM a\n",
        &expect_test::expect![[r#"
        FROM (one form)
          FROM | instruction | Starts a stage: on a base image, on an earlier stage or on nothing.
          --platform=$BUILDPLATFORM | flag | The platform of the base image, where it is not that of the build's target.
            $BUILDPLATFORM | value | The value of `--platform`.
              $BUILDPLATFORM | variable | `BUILDPLATFORM` is `linux/amd64`: set by the builder.
          ghcr.io/o/r:1 | base | The image `ghcr.io/o/r:1`.
            ghcr.io | registry | The registry that the image comes from.
            o/r | repository | The repository.
        >   1 | tag | The tag: what it stands for can change from one day to the next.
          AS | keyword | The name of the stage follows.
          a | stage name | The name of the stage; used by `1`.
        = Workdir  Some("/") (unless the base image says otherwise) new
        = User  Some("root") (unless the base image says otherwise) new
        = Shell  Some("/bin/sh -c") (unless the base image says otherwise) new
        = Environment PATH Some("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin") (comes with the base image, usually in this form) new
    "#]],
    );
    check(
        "ARG TAG=3\nFROM py:${T‸AG%.*}${NOPE:-x}\n",
        &expect_test::expect![[r#"
        FROM (one form)
          FROM | instruction | Starts a stage: on a base image, on an earlier stage or on nothing.
          py:${TAG%.*}${NOPE:-x} | base | The image `docker.io/library/py:3x`. It becomes `py:3x`.
        >   ${TAG%.*} | variable [1.7] | `TAG` is `3`: default of the ARG on line 1. The shortest end that matches `.*` is cut off.
            ${NOPE:-x} | variable | `NOPE` is not set here, so nothing. Only an ARG before the first FROM would set it. `x` takes its place where it is not set or empty.
        = Workdir  Some("/") (unless the base image says otherwise) new
        = User  Some("root") (unless the base image says otherwise) new
        = Shell  Some("/bin/sh -c") (unless the base image says otherwise) new
        = Environment PATH Some("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin") (comes with the base image, usually in this form) new
    "#]],
    );
}

#[test]
fn a_command_with_its_variables() {
    check(
        "# syntax=docker/dockerfile:1.1\nFROM a\nENV A=1\nARG B\nWORKDIR /w\nUSER u\n\
         RUN --mount=type=cache,target=/c X=1 sudo pip install -r \"$A‸/$B\" && ls | cat > /o # end\n",
        &expect_test::expect![[r#"
            RUN (shell form)
              RUN | instruction | Runs a command during the build and keeps the files that it changes as a layer.
              --mount=type=cache,target=/c | flag [1.2!] | Mounts something for this command only; nothing of it gets into the layer.
                type=cache | option | A directory that the builder keeps from build to build.
                target=/c | option | Where it appears for the command.
              X=1 | assignment | Sets `X` for this one command.
              sudo | command | `sudo` runs the command behind it.
              pip | command | The command: `/bin/sh -c` runs it as `u` in `/w`.
              install | argument | An argument of `pip`.
              -r | option | An option of `pip`.
            > "$A/$B" | argument | An argument of `pip`.
                $A | variable | The shell expands it. `A` is `1`: ENV on line 3.
                $B | variable | The shell expands it. `B` is a build argument without a value here.
              && | operator | What follows runs only if what stands before succeeds.
              ls | command | The command: `/bin/sh -c` runs it as `u` in `/w`.
              | | operator | What stands before writes into what follows; only the last command's failure counts, unless `pipefail` is set.
              cat | command | The command: `/bin/sh -c` runs it as `u` in `/w`.
              > /o | redirection | Writes into the file, in the place of what was there.
              # end | comment | A comment of the shell, up to the end of its line.
        "#]],
    );
    check(
        "FROM a\nENTRYPOINT [\"x\"]\nCMD [\"-‸c\", \"$A\"]\n",
        &expect_test::expect![[r#"
        CMD (exec form)
          CMD | instruction | Sets what a container runs, or the arguments of the ENTRYPOINT. Nothing runs during the build; the last CMD counts.
        > "-c" | string | Argument 1 for the program of the ENTRYPOINT.
          "$A" | string | Argument 2 for the program of the ENTRYPOINT.
    "#]],
    );
    check(
        "FROM mcr.microsoft.com/windows/nanoserver\nRUN dir‸ C:\\\n",
        &expect_test::expect![[r#"
        RUN (shell form)
          RUN | instruction | Runs a command during the build and keeps the files that it changes as a layer.
        > dir C: | script | A text for the Windows command line; it is not taken apart here.
    "#]],
    );
}

#[test]
fn copies_and_their_sources() {
    check(
        "FROM a AS b\nFROM c\nWORKDIR /w\nCOPY --from=b --chwon=1 x y‸ z/\n",
        &expect_test::expect![[r#"
        COPY (words)
          COPY | instruction | Copies files of the build context, a stage or an image into the image.
          --from=b | flag | Takes the files from a stage, an image or a named context instead of the build context.
            b | value | The stage `b` that starts on line 1.
          --chwon=1 | flag | The instruction has no such flag: a build stops here.
          x | source | A path in the stage `b`.
        > y | source | A path in the stage `b`.
          z/ | destination | Where it goes: the directory `z/`, taken from the working directory `/w/`.
    "#]],
    );
    check(
        "FROM a\nENV V=1\nCOPY <<-E‸ /f\n\tv=$V\n\tE\n",
        &expect_test::expect![[r#"
        COPY (heredoc)
          COPY | instruction | Copies files of the build context, a stage or an image into the image.
        > <<-E | heredoc [1.4] | The lines up to `E` become a file. Tabs at the start of each are cut. The builder expands variables in them.
          /f | destination | Where it goes: the file or directory `/f` of the image.
          v=$V | heredoc body | The content of the file.
            $V | variable | `V` is `1`: ENV on line 2.
          E | heredoc end | The end of the document `E`.
    "#]],
    );
}

#[test]
fn what_changes() {
    check(
        "ARG X=1\nFROM a\nENV A=1\nENV A=${X}‸2 B=3\n",
        &expect_test::expect![[r#"
        ENV (name=value)
          ENV | instruction | Sets variables for the rest of the stage and for every container of the image.
          A | name | The name of the variable. Before this line it is `1`: ENV on line 3.
        > ${X}2 | value | The value. It becomes `2`.
            ${X} | variable | `X` is not set in this stage, so nothing: the ARG on line 1 counts in FROM only, unless the stage says `ARG X`.
          B | name | The name of the variable.
          3 | value | The value.
        = Environment A Some("2") (ENV on line 4) was Some("1")
        = Environment B Some("3") (ENV on line 4) new
    "#]],
    );
    check(
        "FROM a\nARG A=1\nWORKDIR‸ b\n",
        &expect_test::expect![[r#"
        WORKDIR (one form)
        > WORKDIR | instruction | Sets the working directory from here on, and creates it.
          b | path | Taken from `/`, so `/b`.
        = Workdir  Some("/b") (WORKDIR on line 3) was Some("/")
    "#]],
    );
    check(
        "ARG A=1 ‸B\nFROM a\n",
        &expect_test::expect![[r#"
        ARG (one form)
          ARG | instruction | Declares a build argument: a variable of the build that containers do not see.
          A | name | The name of a build argument for the FROMs of this file.
          1 | value | The default, unless `--build-arg` gives another value.
        > B | name | The name of a build argument for the FROMs of this file.
        = BuildArgument A Some("1") (default of the ARG on line 1) new
        = BuildArgument B None (the ARG on line 1 has no default and the build gives it none) new
    "#]],
    );
}

#[test]
fn other_instructions() {
    check(
        "FROM a\nEXPOSE 80‸ 90-91/udp x\n",
        &expect_test::expect![[r#"
        EXPOSE (one form)
          EXPOSE | instruction | Notes on which ports the program listens. It opens none of them.
        > 80 | port | Port 80 of the container, TCP.
          90-91/udp | port | Ports 90 to 91 of the container, UDP.
          x | port | `x`: a port is a number from 0 to 65535, or a range such as 8000-8010.
    "#]],
    );
    check(
        "FROM a\nHEALTHCHECK --interval=5s CMD‸ curl x\n",
        &expect_test::expect![[r#"
        HEALTHCHECK (shell form)
          HEALTHCHECK | instruction | Sets how Docker finds out whether a container still works.
          --interval=5s | flag | How long after one check the next one runs; 30s without it.
            5s | value | The value of `--interval`.
        > CMD | keyword | The command that checks follows.
          curl | command | The command: `/bin/sh -c` runs it as `root` in `/` when the container runs.
          x | argument | An argument of `curl`.
    "#]],
    );
    check(
        "FROM a\nONBUILD‸ COPY $A /b\n",
        &expect_test::expect![[r#"
        ONBUILD (words)
        > ONBUILD | instruction | Puts an instruction off until a build starts from this image.
          COPY | instruction | Copies files of the build context, a stage or an image into the image.
          $A | source | A path in the build context.
            $A | variable | `A`, with the value that it has in the build that this is put off to.
          /b | destination | Where it goes: the file or directory `/b` of the image.
    "#]],
    );
    check(
        "FROM a\nUSE‸ 1:2\n",
        &expect_test::expect![[r#"
        USE (one form)
        > USE | instruction | No instruction has this name: a build stops here. Did you mean `USER`?
    "#]],
    );
}

#[test]
fn what_is_no_instruction() {
    check(
        "# esc‸ape=`\nFROM a\n",
        &expect_test::expect![[r#"
        Parser directive (one form)
        > escape | directive | Chooses the character that joins lines and takes a meaning away.
          ` | value | The escape character: a backslash, or a back quote for Windows paths.
    "#]],
    );
    check(
        "FROM a\n# x‸\n",
        &expect_test::expect![[r#"
        Comment (one form)
    "#]],
    );
    check(
        "FROM a\n\n‸",
        &expect_test::expect![[r#"
        Blank line (one form)
    "#]],
    );
}

#[test]
fn long_instructions_are_told_around_the_place() {
    let mut text = "FROM a\nENV".to_owned();
    for at in 0..1000 {
        let _ = write!(text, " A{at}={at}");
    }
    let project = Project::new(text.as_str());
    let at = text.find("A500").expect("the name is there");
    let explanation = explain(&project, at + 1);
    assert_eq!((explanation.parts.len(), explanation.left_out), (MOST_PARTS, 2001 - MOST_PARTS));
    assert_eq!(explanation.parts[explanation.current.expect("a part is there")].text, "A500");
}

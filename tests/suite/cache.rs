//! The layer cache: what BuildKit was seen to do, rule by rule, and what holds for every build.

use std::time::{Duration, Instant};

use dockerfile_playground::Project;
use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::project::ImageConfig;
use dockerfile_playground::simulate::cache::{
    Builder, CacheReport, FileChangeKind, NoCache, Options, Outcome, Reason, RerunOutput, Store, first_build, simulate,
};
use proptest::prelude::*;

use crate::effort::effort;

const COPY_ALL: &str = include_str!("../../static/samples/flask-copy-all.Dockerfile");
const DEPENDENCIES_FIRST: &str = include_str!("../../static/samples/flask-dev.Dockerfile");

/// A project with a few files that most cases use; the Dockerfile itself is kept out of them.
fn project(dockerfile: &str) -> Project {
    let mut project = Project::new(dockerfile);
    for (path, content) in [
        (".dockerignore", "Dockerfile\n"),
        ("a.txt", "a\n"),
        ("b.txt", "b\n"),
        ("conf/x.yml", "x\n"),
        ("other/x.yml", "x\n"),
        ("src/m.py", "m\n"),
        ("src/sub/n.py", "n\n"),
    ] {
        put(&mut project, path, content);
    }
    project
}

fn put(project: &mut Project, path: &str, content: &str) {
    project.files.insert(path.to_owned(), content.into());
}

/// One letter an instruction: cached, executed (x), or - for no step.
fn letters(report: &CacheReport) -> String {
    let letter = |outcome| match outcome {
        Outcome::Cached => 'c',
        Outcome::Executed => 'x',
        Outcome::None => '-',
    };
    report.steps.iter().map(|step| letter(step.outcome)).collect()
}

#[track_caller]
fn check(before: &Project, after: &Project, expected: &str) {
    let report = simulate(before, after, Options::default());
    assert_eq!(letters(&report), expected, "{}\n---\n{}\n{report:#?}", before.dockerfile, after.dockerfile);
}

/// `FROM a`, then the lines of `before` and of `after`; the letters are those of the lines.
#[track_caller]
fn lines(before: &str, after: &str, expected: &str) {
    check(&project(&format!("FROM a\n{before}\n")), &project(&format!("FROM a\n{after}\n")), &format!("c{expected}"));
}

/// The same lines twice, with another project in the second build.
#[track_caller]
fn edit(lines: &str, expected: &str, edit: impl FnOnce(&mut Project)) {
    let before = project(&format!("FROM a\n{lines}\n"));
    let mut after = before.clone();
    edit(&mut after);
    check(&before, &after, &format!("c{expected}"));
}

#[track_caller]
fn because(before: &Project, after: &Project, expected: &[&str]) {
    let report = simulate(before, after, Options::default());
    let seen: Vec<_> = report.steps.iter().map(|step| step.because.as_str()).collect();
    assert_eq!(seen, expected);
}

mod tutorial {
    use super::*;

    fn build(dockerfile: &str) -> Project {
        let mut project = Project::new(dockerfile);
        put(&mut project, "app.py", "print('hello')\n");
        put(&mut project, "requirements.txt", "flask\n");
        put(&mut project, ".dockerignore", "Dockerfile\n");
        project
    }

    fn with(project: &Project, path: &str) -> Project {
        let mut project = project.clone();
        put(&mut project, path, "# edited\n");
        project
    }

    #[test]
    fn copying_everything_first_installs_again_at_every_edit() {
        let before = build(COPY_ALL);
        because(
            &before,
            &with(&before, "app.py"),
            &[
                "the image is the same as before",
                "nothing that it depends on changed",
                "app.py changed",
                "its input, the COPY in line 6, changed",
                "only sets a variable: no build step",
                "only metadata: no build step",
                "only metadata: no build step",
            ],
        );
        check(&before, &with(&before, "app.py"), "ccxx---");
        check(&before, &with(&before, "requirements.txt"), "ccxx---");
    }

    #[test]
    fn copying_dependencies_first_installs_again_only_when_they_change() {
        let before = build(DEPENDENCIES_FIRST);
        because(
            &before,
            &with(&before, "app.py"),
            &[
                "the image is the same as before",
                "nothing that it depends on changed",
                "nothing that it depends on changed",
                "nothing that it depends on changed",
                "app.py changed",
                "only sets a variable: no build step",
                "only metadata: no build step",
                "only metadata: no build step",
            ],
        );
        check(&before, &with(&before, "app.py"), "ccccx---");
        because(
            &before,
            &with(&before, "requirements.txt"),
            &[
                "the image is the same as before",
                "nothing that it depends on changed",
                "requirements.txt changed",
                "its input, the COPY in line 7, changed",
                "its input, the RUN in line 8, changed; requirements.txt changed too",
                "only sets a variable: no build step",
                "only metadata: no build step",
                "only metadata: no build step",
            ],
        );
    }
}

mod which_instruction_changes_what {
    use super::*;

    #[test]
    fn env_counts_for_run_only() {
        lines("ENV A=1\nRUN x", "ENV A=2\nRUN x", "-x");
        lines("ENV A=1\nRUN x", "ENV B=1\nRUN x", "-x");
        lines("ENV A=1 B=2\nRUN x", "ENV B=2 A=1\nRUN x", "-x");
        lines("ENV A=1\nCOPY a.txt /\nWORKDIR /w", "ENV A=2\nCOPY a.txt /\nWORKDIR /w", "-cc");
        lines("ENV A=1 B=2\nRUN x", "ENV A=1\nENV B=\"2\"\nRUN x", "--c");
        lines("ENV A=1\nRUN x", "ENV A 1\nRUN x", "-c");
        lines("ENV A=1\nENV B=2\nENV A=1\nRUN x", "ENV B=2\nENV A=1\nRUN x", "--c");
        lines("ENV A=1\nENV A=2 B=$A\nRUN x", "ENV A=2 B=1\nRUN x", "-c");
    }

    #[test]
    fn arg_counts_when_it_has_a_value() {
        lines("ARG A=1\nRUN x", "ARG A=2\nRUN x", "-x");
        lines("ARG A=1\nRUN x", "ENV A=1\nRUN x", "-c");
        lines("RUN x", "ARG A\nRUN x", "-c");
        lines("RUN x", "ARG A=\nRUN x", "-x");
        lines("ENV A=1\nARG A=2\nRUN x", "ENV A=2\nRUN x", "-c");
        lines("ARG A=1\nCOPY a.txt /\nWORKDIR /w", "ARG A=2\nCOPY a.txt /\nWORKDIR /w", "-cc");
        lines("RUN x", "ARG TARGETARCH\nRUN x", "-x");
    }

    #[test]
    fn build_arguments_count_when_declared() {
        let argument = |name: &'static str| {
            move |project: &mut Project| drop(project.build_args.insert(name.to_owned(), "2".to_owned()))
        };
        edit("ARG A=1\nRUN x", "-x", argument("A"));
        edit("ARG A\nRUN x", "-x", argument("A"));
        edit("RUN x", "c", argument("A"));
        edit("RUN x", "c", argument("HTTP_PROXY"));
        edit("ARG HTTP_PROXY\nRUN x", "-x", argument("HTTP_PROXY"));
        edit("RUN x\nCOPY a.txt /\nWORKDIR /w", "ccx", argument("SOURCE_DATE_EPOCH"));
        edit("RUN --mount=type=cache,target=/c x", "x", argument("BUILDKIT_CACHE_MOUNT_NS"));
        edit("RUN --mount=type=cache,target=/c,id=i x", "c", argument("BUILDKIT_CACHE_MOUNT_NS"));
        let before = project("ARG V=1\nFROM a\nARG V\nRUN x\nFROM a AS t\nRUN x\nCOPY --from=0 / /");
        let mut after = before.clone();
        argument("V")(&mut after);
        check(&before, &after, "-c-xccx");
    }

    #[test]
    fn user_counts_for_run_and_workdir() {
        lines("USER u\nRUN x", "USER v\nRUN x", "-x");
        lines("USER u\nCOPY a.txt /", "USER v\nCOPY a.txt /", "-c");
        lines("USER u\nWORKDIR /w", "USER v\nWORKDIR /w", "-x");
        lines("RUN x\nWORKDIR /w", "USER root\nRUN x\nWORKDIR /w", "-xx");
        lines("USER u\nWORKDIR /\nCOPY a.txt /", "USER v\nWORKDIR /\nCOPY a.txt /", "--c");
    }

    #[test]
    fn shell_counts_for_the_shell_form() {
        let shell = "SHELL [\"/bin/bash\", \"-c\"]\n";
        lines("RUN x", &format!("{shell}RUN x"), "-x");
        lines("RUN [\"x\"]\nCOPY a.txt /", &format!("{shell}RUN [\"x\"]\nCOPY a.txt /"), "-cc");
        lines("RUN x", "RUN [\"/bin/sh\", \"-c\", \"x\"]", "c");
    }

    #[test]
    fn workdir_is_a_step_but_for_the_root() {
        lines("WORKDIR /w\nRUN x\nCOPY a.txt /", "WORKDIR /v\nRUN x\nCOPY a.txt /", "xxx");
        lines("RUN x", "WORKDIR /\nRUN x", "-c");
        lines("WORKDIR /w\nWORKDIR /w/x\nRUN x", "WORKDIR /w\nWORKDIR x\nRUN x", "ccc");
        lines("WORKDIR /w\nRUN x", "WORKDIR /w\nWORKDIR /w\nRUN x", "cxx");
        lines("WORKDIR /w\nCOPY a.txt .\nRUN x", "WORKDIR /w/\nCOPY a.txt .\nRUN x", "ccx");
    }

    #[test]
    fn metadata_never_counts() {
        for line in [
            "LABEL a=b",
            "EXPOSE 80",
            "CMD x",
            "ENTRYPOINT [\"x\"]",
            "VOLUME /v",
            "STOPSIGNAL TERM",
            "HEALTHCHECK CMD x",
            "ONBUILD RUN x",
            "MAINTAINER m",
        ] {
            lines(
                "RUN x\nCOPY a.txt /\nWORKDIR /w",
                &format!("{line}\nRUN x\n{line}\nCOPY a.txt /\nWORKDIR /w"),
                "-c-cc",
            );
            lines(&format!("{line}\nRUN x"), "RUN x", "c");
        }
        edit("RUN x", "c", |project| drop(project.labels.insert("a".to_owned(), "b".to_owned())));
        lines("RUN x\nCOPY a.txt /", "# comment\n\nrun x\n  # comment\nCopy a.txt /", "cc");
    }

    #[test]
    fn names_of_stages_do_not_count() {
        check(&project("FROM a\nRUN x"), &project("FROM a AS b\nRUN x"), "cc");
        check(&project("FROM a\nRUN x"), &project("FROM docker.io/library/a:latest AS b\nFROM b\nRUN x"), "c-c");
        let (one, two) = ("FROM a AS one\nRUN make 1\n", "FROM a AS two\nRUN make 2\n");
        let end = "FROM a\nCOPY --from=one /x /1\nCOPY --from=two /x /2\n";
        check(&project(&format!("{one}{two}{end}")), &project(&format!("{two}{one}{end}")), "ccccccc");
    }
}

mod the_environment {
    use super::*;

    #[test]
    fn stages_hand_on_env_and_arg() {
        let child = |first: &str| project(&format!("FROM a AS one\n{first}\nFROM one\nRUN x"));
        check(&child("ARG A=1"), &child("ARG A=2"), "c--x");
        check(&child("ENV A=1"), &child("ENV A=2"), "c--x");
        check(&child("USER u"), &child("USER v"), "c--x");
        check(&child("WORKDIR /"), &child("WORKDIR /w"), "cx-x");
        check(&child("SHELL [\"x\"]"), &child("SHELL [\"y\"]"), "c--x");
        check(&child("CMD x"), &child("CMD y"), "c--c");
    }

    #[test]
    fn a_child_stage_sets_the_variables_of_the_image_again() {
        // In one stage the order is B, A; in a child of it A comes first again, as in the image.
        let same = project("FROM a AS one\nENV A=1\nENV B=2\nENV A=1\nRUN x");
        let child = project("FROM a AS one\nENV A=1\nENV B=2\nENV A=1\nFROM one\nRUN x");
        check(&same, &child, "c----x");
        check(&project("FROM a\nENV A=1 B=2\nRUN x"), &child, "c----c");
    }

    #[test]
    fn in_a_child_stage_env_wins_over_arg() {
        let build = |child: &str| project(&format!("FROM a AS one\nENV A=1\nARG A=2\nFROM one\n{child}"));
        check(&build("COPY <<E /f\n$A\nE"), &build("COPY <<E /f\n1\nE"), "c---c");
        check(&build("WORKDIR /$A"), &build("WORKDIR /1"), "c---c");
    }

    #[test]
    fn the_image_brings_variables() {
        let with = |env: &[(&str, &str)], rest: &str| {
            let mut project = project(&format!("FROM a\n{rest}"));
            let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            project.images.insert("a".to_owned(), ImageConfig { env, ..ImageConfig::default() });
            project
        };
        check(&with(&[("A", "1")], "RUN x"), &with(&[("A", "2")], "RUN x"), "cx");
        check(&with(&[("A", "1"), ("B", "2")], "RUN x"), &with(&[("B", "2"), ("A", "1")], "RUN x"), "cx");
        check(&with(&[("A", "1")], "COPY a.txt /"), &with(&[("A", "2")], "COPY a.txt /"), "cc");
        check(&with(&[("A", "1")], "RUN x"), &with(&[], "ENV A=1\nRUN x"), "c-x");
        let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        check(&with(&[("A", "1")], "RUN x"), &with(&[("A", "1"), ("PATH", path)], "RUN x"), "cc");
    }
}

mod run {
    use super::*;

    #[test]
    fn the_text_for_the_shell_counts() {
        lines("RUN echo  a", "RUN echo a", "x");
        lines("RUN   echo a  ", "RUN echo a", "c");
        lines("RUN echo a && \\\n  # comment\n  echo b", "RUN echo a &&   echo b", "c");
        lines("RUN echo a \\\n  b", "RUN echo a \\\n b", "x");
        lines("RUN echo $A", "ENV B=1\nRUN echo $A", "-x");
    }

    #[test]
    fn heredocs() {
        lines("RUN <<A\nx\nA", "RUN <<'B'\nx\nB", "c");
        lines("RUN <<-A\n\tx\n\tA", "RUN <<A\nx\nA", "c");
        lines("RUN <<A\nx\nA", "RUN [\"/bin/sh\", \"-c\", \"x\\n\"]", "c");
        lines("RUN <<A\nx\nA", "RUN x", "x");
        lines("RUN <<A\n# 1\nA", "RUN <<A\n# 2\nA", "x");
        lines("RUN <<A\n#!/x\nA", "RUN <<B\n#!/x\nB", "x");
        lines("RUN <<A\n#!/x\n1\nA", "RUN <<A\n#!/x\n2\nA", "x");
        lines("RUN cat <<A\nx\nA", "RUN cat <<B\nx\nB", "x");
    }

    #[test]
    fn flags() {
        lines("RUN x", "RUN --network=default --security=sandbox x", "c");
        lines("RUN x", "RUN --network=none x", "x");
        let mut after = project("FROM a\nRUN x");
        after.platform = Some("linux/arm64".to_owned());
        check(&project("FROM a\nRUN x"), &after, "xx");
        after.platform = Some("linux/amd64".to_owned());
        check(&project("FROM a\nRUN x"), &after, "cc");
        let scratch = |platform: &str| {
            let mut project = project("FROM scratch\nWORKDIR /w\nCOPY a.txt .\nRUN x");
            project.platform = Some(platform.to_owned());
            project
        };
        check(&scratch("linux/amd64"), &scratch("linux/arm64"), "-ccx");
        check(&scratch("linux/arm64"), &scratch("linux/arm64/v8"), "-ccc");
    }

    #[test]
    fn bind_mounts_count_by_their_files() {
        let run = "RUN --mount=type=bind,source=src,target=/s x";
        edit(run, "x", |project| put(project, "src/m.py", "2"));
        edit(run, "c", |project| put(project, "a.txt", "2"));
        lines("RUN x", run, "x");
        lines(run, "RUN --mount=source=./src,dst=/s,type=bind,ro x", "c");
        lines(run, "RUN --mount=type=bind,source=src,target=/s,rw x", "x");
        lines(run, "RUN --mount=type=bind,source=src,target=/t x", "x");
        lines("RUN --mount=source=conf/x.yml,target=/x x", "RUN --mount=source=other/x.yml,target=/x x", "c");
        lines("WORKDIR /w\nRUN --mount=target=x x", "WORKDIR /w\nRUN --mount=target=/w/x x", "cc");
    }

    #[test]
    fn bind_mounts_from_one_source_share_a_key_in_which_their_order_is_lost() {
        let run = |one: &str, two: &str| format!("RUN --mount=source={one},target=/1 --mount=source={two},target=/2 x");
        lines(&run("a.txt", "b.txt"), &run("b.txt", "a.txt"), "c");
    }

    #[test]
    fn cache_mounts() {
        let cache = |options: &str| format!("RUN --mount=type=cache,target=/c{options} x");
        lines(&cache(""), &cache(",id=/c"), "c");
        lines(&cache(""), &cache(",sharing=shared"), "c");
        lines(&cache(""), &cache(",id=a"), "x");
        lines(&cache(",id=a"), &cache(",id=b"), "c");
        lines(&cache(""), &cache(",sharing=locked"), "x");
        lines(&cache(",sharing=locked"), &cache(",sharing=private"), "c");
        lines(&cache(""), &cache(",ro"), "x");
        lines(&cache(""), &cache(",uid=1"), "x");
        lines(&cache(",mode=0700"), &cache(",mode=0755"), "x");
        lines(&cache(""), "RUN --mount=type=cache,target=/d x", "x");
        let two =
            |one: &str, two: &str| format!("RUN --mount=type=cache,target={one} --mount=type=cache,target={two} x");
        lines(&two("/1", "/2"), &two("/2", "/1"), "c");
    }

    #[test]
    fn other_mounts() {
        let tmpfs = |size: &str| format!("RUN --mount=type=tmpfs,target=/t{size} x");
        lines(&tmpfs(""), &tmpfs(",size=1"), "x");
        let secret = |options: &str| format!("RUN --mount=type=secret,id=s{options} x");
        for options in [",target=/x", ",uid=1", ",mode=0444", ",required", ",env=S"] {
            lines(&secret(""), &secret(options), "x");
        }
        lines(&secret(""), &secret(",target=/run/secrets/s,mode=0400,uid=0"), "c");
        lines(&secret(""), "RUN --mount=type=secret,id=t x", "x");
        edit(&secret(""), "c", |project| drop(project.secrets.insert("s".to_owned(), "v".to_owned())));
        let both = |one: &str, two: &str| format!("RUN --mount=type=secret,id={one} --mount=type=secret,id={two} x");
        lines(&both("a", "b"), &both("b", "a"), "x");
        lines("RUN --mount=type=ssh x", "RUN --mount=type=ssh,id=default x", "c");
        lines("RUN --mount=type=ssh x", "RUN --mount=type=ssh,id=other x", "x");
    }

    #[test]
    fn a_mount_of_the_stage_itself_makes_the_root_count_by_content() {
        let build = |first: &str, mount: &str| {
            project(&format!("FROM scratch AS one\nCOPY {first} /f\nFROM one\nRUN --mount={mount},target=/m x"))
        };
        check(&build("conf/x.yml", "from=one"), &build("--chown=0:0 conf/x.yml", "from=one"), "-x-x");
        let twice = |order: [&str; 2]| {
            let [first, second] = order.map(|it| format!("COPY {it} /{it}\n"));
            project(&format!("FROM scratch AS one\n{first}{second}FROM one\nRUN --mount=from=one,target=/m x\n"))
        };
        // Other steps, the same files.
        check(&twice(["a.txt", "b.txt"]), &twice(["b.txt", "a.txt"]), "-xx-c");
    }
}

mod copy {
    use super::*;

    #[test]
    fn the_fields_of_the_step() {
        let same = [
            ("COPY a.txt /d/", "COPY ./a.txt /d/"),
            ("COPY a.txt /d/", "COPY /a.txt /d/"),
            ("COPY a.txt /d/", "COPY [\"a.txt\", \"/d/\"]"),
            ("COPY src /d", "COPY src/ /d"),
            ("COPY conf/x.yml /d", "COPY other/x.yml /d"),
            ("COPY conf/*.yml /d/", "COPY other/*.yml /d/"),
            ("COPY --chmod=644 a.txt /d", "COPY --chmod=0644 a.txt /d"),
            ("COPY a.txt .", "COPY a.txt ./"),
            ("COPY a.txt /d", "ADD --unpack=false a.txt /d"),
            ("COPY a.txt x", "COPY a.txt /x"),
            ("COPY --link=false a.txt /d", "COPY a.txt /d"),
        ];
        for (before, after) in same {
            lines(before, after, "c");
        }
        let other = [
            ("COPY a.txt /d/", "COPY a.txt /d/a.txt"),
            ("COPY a.txt /d", "COPY a.txt /d/"),
            ("COPY a.txt /d", "ADD a.txt /d"),
            ("COPY a.txt /d", "COPY --chown=0:0 a.txt /d"),
            ("COPY --chown=1000 a.txt /d", "COPY --chown=1000:1000 a.txt /d"),
            ("COPY --chown=u a.txt /d", "COPY --chown=1000 a.txt /d"),
            ("COPY --chmod=644 a.txt /d", "COPY --chmod=u=rw,go=r a.txt /d"),
            ("COPY src /d", "COPY --exclude=*.zip src /d"),
            ("COPY src /d/", "COPY --parents src /d/"),
            ("COPY a.txt b.txt /d/", "COPY b.txt a.txt /d/"),
            ("COPY a.txt b.txt /d/", "COPY [\"a.txt\", \"a.txt\", \"/d/\"]"),
        ];
        for (before, after) in other {
            lines(before, after, "x");
        }
        lines("COPY a.txt b.txt /d/", "COPY a.txt /d/\nCOPY b.txt /d/", "xx");
    }

    #[test]
    fn sources_of_one_name_can_be_swapped_unseen() {
        let before = project("FROM a\nCOPY conf/x.yml other/x.yml /d/\n");
        let mut after = project("FROM a\nCOPY other/x.yml conf/x.yml /d/\n");
        check(&before, &after, "cc");
        put(&mut after, "other/x.yml", "y\n");
        check(&before, &after, "cx");
    }

    #[test]
    fn the_content_of_files() {
        edit("COPY a.txt /d\nRUN x", "xx", |project| put(project, "a.txt", "2"));
        edit("COPY a.txt /d\nRUN x", "cc", |project| put(project, "b.txt", "2"));
        let mode = |path: &'static str, entry: ContextEntry, mode| {
            move |project: &mut Project| drop(project.files.insert(path.to_owned(), entry.with_mode(mode)))
        };
        edit("COPY a.txt /d", "x", mode("a.txt", ContextEntry::file("a\n"), 0o755));
        edit("COPY --chmod=600 a.txt /d", "x", mode("a.txt", ContextEntry::file("a\n"), 0o755));
        // The builder does not notice another mode of a directory that it has already.
        edit("COPY src /d", "c", mode("src", ContextEntry::directory(), 0o700));
        edit("COPY src /d", "x", mode("src/new", ContextEntry::directory(), 0o755));
        edit("COPY src /d", "x", |project| drop(project.files.remove("src/sub/n.py")));
        edit("COPY src /d", "x", |project| put(project, "src/sub/o.py", ""));
        edit("COPY src /d", "x", |project| {
            project.files.remove("src/m.py");
            put(project, "src/main.py", "m\n");
        });
        edit("COPY *.txt /d/", "c", |project| put(project, "c.md", ""));
        edit("COPY *.txt /d/", "x", |project| put(project, "c.txt", ""));
        edit("COPY *.md /d/\nRUN x", "cc", |project| put(project, "c.txt", ""));
        edit("COPY --exclude=*.py src /d", "c", |project| put(project, "src/m.py", "2"));
        edit("COPY --exclude=*.py src /d", "x", |project| put(project, "src/sub/n.py", "2"));
        edit("COPY --parents src/./sub/*.py /d/", "c", |project| put(project, "src/m.py", "2"));
        edit("COPY --parents src/./sub/*.py /d/", "x", |project| put(project, "src/sub/n.py", "2"));
    }

    #[test]
    fn symbolic_links() {
        let link = |path: &'static str, target: &'static str| {
            move |project: &mut Project| drop(project.files.insert(path.to_owned(), ContextEntry::symlink(target)))
        };
        edit("COPY src /d", "x", link("src/l", "m.py"));
        let mut before = project("FROM a\nCOPY l /d\nCOPY dir /e\n");
        link("l", "conf/x.yml")(&mut before);
        link("dir", "src")(&mut before);
        let mut after = before.clone();
        link("l", "other/x.yml")(&mut after);
        check(&before, &after, "ccc");
        put(&mut after, "src/m.py", "2");
        check(&before, &after, "ccx");
        link("l", "a.txt")(&mut after);
        check(&before, &after, "cxx");
    }

    #[test]
    fn heredocs() {
        lines("COPY <<A /d\nx\nA", "COPY <<B /d\nx\nB", "x");
        lines("COPY <<A /d\nx\nA", "COPY <<'A' /d\nx\nA", "c");
        lines("COPY <<A /d\nx\nA", "ADD <<-A /d\n\tx\nA", "c");
        lines("ENV V=1\nCOPY <<A /d\n$V\nA", "ENV V=2\nCOPY <<A /d\n$V\nA", "-x");
        lines("ENV V=1\nCOPY <<'A' /d\n$V\nA", "ENV V=2\nCOPY <<'A' /d\n$V\nA", "-c");
        lines("COPY <<A /d\n1\nA", "COPY <<A /d\n2\nA", "x");
        lines("COPY <<A a.txt /d/\n1\nA", "COPY a.txt <<A /d/\n1\nA", "c");
    }

    #[test]
    fn variables_in_paths() {
        lines("ENV V=a\nCOPY $V.txt /d", "ENV V=b\nCOPY $V.txt /d", "-x");
        lines("ARG D=/d\nCOPY a.txt $D", "ARG D=/e\nCOPY a.txt $D", "-x");
        lines("WORKDIR /w\nCOPY a.txt d", "WORKDIR /w\nCOPY a.txt /w/d", "cc");
    }

    #[test]
    fn add_from_elsewhere() {
        lines("ADD https://x.y/f /d", "ADD https://x.y/f /d", "c");
        lines("ADD https://x.y/f /d", "ADD https://x.y/g /d", "x");
        let sum = |digit: &str| format!("ADD --checksum=sha256:{} https://x.y/f /d", digit.repeat(64));
        lines("ADD https://x.y/f /d", &sum("1"), "c");
        lines(&sum("1"), "ADD https://x.y/f /d", "c");
        lines(&sum("1"), &sum("2"), "x");
        lines(&sum("1"), &sum("1").replace("x.y/f", "mirror.y/z/f"), "c");
        lines("ADD https://x.y/r.git /d", "ADD --keep-git-dir https://x.y/r.git /d", "x");
        lines("ADD https://x.y/r.git#v1 /d", "ADD https://x.y/r.git#v2 /d", "x");
    }

    #[test]
    fn link() {
        let build = |lines: &str| project(&format!("FROM a\n{lines}"));
        let containerd = Options { store: Store::Containerd, ..Options::default() };
        let check = |before: &str, after: &str, expected: &str| {
            assert_eq!(
                letters(&simulate(&build(before), &build(after), containerd.clone())),
                expected,
                "{before} {after}"
            );
        };
        check("RUN 1\nCOPY --link a.txt /\nRUN x", "RUN 2\nCOPY --link a.txt /\nRUN x", "cxcx");
        check("COPY --link a.txt /\nCOPY --link b.txt /", "COPY --link b.txt /\nCOPY --link a.txt /", "ccc");
        let report = simulate(
            &build("RUN 1\nCOPY --link a.txt /\nRUN x"),
            &build("RUN 2\nCOPY --link a.txt /\nRUN x"),
            containerd.clone(),
        );
        assert_eq!(report.steps[3].because, "its input, the RUN in line 2, changed");
        check("COPY a.txt /", "COPY --link a.txt /", "cx");
        check("COPY --chmod=600 a.txt /", "COPY --link --chmod=600 a.txt /", "cc");
        lines("RUN 1\nCOPY --link a.txt /\nRUN x", "RUN 2\nCOPY --link a.txt /\nRUN x", "xxx");
        lines("COPY a.txt /\nRUN x", "COPY --link a.txt /\nRUN x", "cc");
    }
}

mod ignored_files {
    use super::*;

    #[test]
    fn do_not_count() {
        let mut before = project("FROM a\nCOPY . .\nRUN --mount=target=/s x");
        put(&mut before, ".dockerignore", "*.log\n.dockerignore\n");
        put(&mut before, "x.log", "1");
        let mut after = before.clone();
        put(&mut after, "x.log", "2");
        check(&before, &after, "ccc");
        put(&mut after, ".dockerignore", "*.log\n.dockerignore\nother\n");
        check(&before, &after, "cxx");
        because(
            &before,
            &after,
            &[
                "the image is the same as before",
                "other/x.yml is ignored now",
                "its input, the COPY in line 2, changed; other/x.yml is ignored now too",
            ],
        );
        put(&mut after, "Dockerfile.dockerignore", "*ignore\n*.log");
        check(&before, &after, "ccc");
    }

    #[test]
    fn have_their_own_list_in_a_named_context() {
        let mut before = project("FROM a\nCOPY --from=lib . /lib\n");
        let files = [("x", "1"), ("y", "1"), (".dockerignore", "y")];
        let files = files.map(|(path, content)| (path.to_owned(), content.into())).into();
        before.contexts.insert("lib".to_owned(), files);
        let edited = |path: &str| {
            let mut after = before.clone();
            let lib = after.contexts.get_mut("lib").expect("the context was put in");
            lib.insert(path.to_owned(), "2".into());
            after
        };
        check(&before, &edited("y"), "cc");
        because(&before, &edited("x"), &["the image is the same as before", "x changed in the build context `lib`"]);
    }
}

mod stages {
    use super::*;

    fn outcome(before: &str, after: &str, rerun_output: RerunOutput) -> String {
        letters(&simulate(&project(before), &project(after), Options { rerun_output, ..Options::default() }))
    }

    #[test]
    fn files_cut_the_chain() {
        let build =
            |first: &str, from: &str| format!("FROM a AS one\n{first}\nFROM b\nCOPY --from=one {from} /x\nRUN y\n");
        let (before, after) = (build("RUN make", "/out"), build("ENV A=1\nRUN make", "/out"));
        assert_eq!(outcome(&before, &after, RerunOutput::Changed), "c-xcxx");
        assert_eq!(outcome(&before, &after, RerunOutput::Same), "c-xccc");
        // A stage that goes on from another has no such cut.
        let (before, after) =
            ("FROM a AS one\nRUN make\nFROM one\nRUN y", "FROM a AS one\nRUN make all\nFROM one\nRUN y");
        assert_eq!(outcome(before, after, RerunOutput::Same), "cx-x");
        // Files of COPY are known.
        let build = |order: [&str; 2]| build(&format!("COPY {0} /{0}\nCOPY {1} /{1}", order[0], order[1]), "/a.txt");
        assert_eq!(outcome(&build(["a.txt", "b.txt"]), &build(["b.txt", "a.txt"]), RerunOutput::Changed), "cxxccc");
    }

    #[test]
    fn the_reason_tells_of_the_cut() {
        let before = project("FROM a AS one\nCOPY src /src\nRUN make\nFROM b\nCOPY --from=one /out /x\nRUN y\n");
        let mut after = before.clone();
        put(&mut after, "src/m.py", "2");
        let same = Options { rerun_output: RerunOutput::Same, ..Options::default() };
        let report = simulate(&before, &after, same);
        assert_eq!(letters(&report), "cxxccc");
        assert_eq!(report.steps[4].reason, Reason::SameFiles { line: 3 });
        let report = simulate(&before, &after, Options::default());
        assert_eq!(report.steps[4].reason, Reason::Stage { stage: "one".to_owned(), line: Some(3) });
        assert_eq!(report.steps[4].because, "the files that it takes from stage `one` changed: line 3 runs again");
    }

    #[test]
    fn other_paths_of_a_stage_do_not_count() {
        let before =
            project("FROM scratch AS one\nCOPY src /src\nCOPY a.txt b.txt /t/\nFROM a\nCOPY --from=one /src /s\n");
        let edited = |path: &str| {
            let mut after = before.clone();
            put(&mut after, path, "2");
            after
        };
        check(&before, &edited("a.txt"), "-cxcc");
        check(&before, &edited("src/m.py"), "-xxcx");
    }

    #[test]
    fn files_may_come_from_elsewhere() {
        let through = |copy: &str, from: &str| project(&format!("FROM scratch AS s\n{copy}\nFROM a\nCOPY {from} /x\n"));
        let direct = |copy: &str| project(&format!("FROM a\nCOPY {copy} /x\n"));
        check(&through("COPY a.txt /", "--from=s /a.txt"), &direct("a.txt"), "cc");
        check(&direct("src"), &through("COPY src /src", "--from=s /src"), "-xcc");
        check(&through("COPY . /", "--from=s /src/sub"), &direct("src/sub"), "cc");
        check(&through("COPY conf other /d/", "--from=s /d/x.yml"), &direct("other/x.yml"), "cc");
        check(&direct("a.txt"), &through("COPY --chmod=600 a.txt /", "--from=s /a.txt"), "-xcx");
        check(&direct("a.txt"), &through("COPY a.txt /t/a.txt", "--from=s /t/*.txt"), "-xcx");
        let written = "FROM b AS s\nRUN mkdir /d && printf 'a\\n' > /d/a.txt\nFROM a\nCOPY --from=s /d/a.txt /x\n";
        check(&direct("a.txt"), &project(written), "xxcc");
        let copied = "FROM b AS s\nCOPY a.txt /t\nRUN cp /t /d/a.txt\nFROM a\nCOPY --from=s /d/a.txt /x\n";
        check(&direct("a.txt"), &project(copied), "xxxcc");
    }

    #[test]
    fn only_what_the_target_needs_is_built() {
        let dockerfile = "FROM a AS one\nRUN 1\nFROM one AS two\nRUN 2\nFROM a AS three\nCOPY --from=one / /\n";
        let target = |target: Option<&str>| {
            let mut project = project(dockerfile);
            project.target = target.map(str::to_owned);
            project
        };
        check(&target(None), &target(None), "cc--cc");
        check(&target(None), &target(Some("two")), "cc-x--");
        check(&target(Some("TWO")), &target(Some("2")), "cc--cx");
        check(&target(None), &target(Some("none")), "------");
        let report = simulate(&target(None), &target(None), Options::default());
        assert_eq!(report.steps[3].because, "stage `two` is not needed for the target");
        assert_eq!((report.summary.cached, report.summary.executed), (4, 0));
    }

    #[test]
    fn equal_steps_are_one() {
        let before = project("FROM a AS one\nRUN x\nFROM a\nRUN x\nCOPY --from=one /f /f");
        check(&before, &project("FROM a\nRUN x\n"), "cc");
    }

    #[test]
    fn a_context_can_stand_in_for_a_stage() {
        let mut before = project("FROM a AS one\nRUN x\nFROM a\nCOPY --from=one /f /f\n");
        before.contexts.insert("one".to_owned(), [("f".to_owned(), "1".into())].into());
        let mut after = before.clone();
        check(&before, &after, "--cc");
        after.contexts.insert("one".to_owned(), [("f".to_owned(), "2".into())].into());
        check(&before, &after, "--cx");
        assert_eq!(
            simulate(&before, &after, Options::default()).steps[1].reason,
            Reason::Replaced { context: "one".to_owned() }
        );
    }
}

mod base_images {
    use super::*;

    fn image(rest: &str, config: ImageConfig) -> Project {
        let mut project = project(&format!("FROM a\n{rest}"));
        project.images.insert("a".to_owned(), config);
        project
    }

    #[test]
    fn count_by_digest() {
        let digest =
            |digest: &str| image("RUN x", ImageConfig { digest: Some(digest.to_owned()), ..ImageConfig::default() });
        check(&digest("sha256:1"), &digest("sha256:1"), "cc");
        check(&digest("sha256:1"), &digest("sha256:2"), "xx");
        lines("RUN x", "RUN x", "c");
        check(&project("FROM a\nRUN x"), &project("FROM b\nRUN x"), "xx");
        because(
            &project("FROM a\nRUN x"),
            &project("FROM b\nRUN x"),
            &["the image is b, and was a before", "its base image, the FROM in line 1, changed"],
        );
    }

    #[test]
    fn bring_user_and_directory() {
        let user =
            |user: &str| image("RUN x\nCOPY a.txt .", ImageConfig { user: user.to_owned(), ..ImageConfig::default() });
        check(&user(""), &user("u"), "cxx");
        let workdir =
            |path: &str| image("COPY a.txt .", ImageConfig { workdir: path.to_owned(), ..ImageConfig::default() });
        check(&workdir("/"), &workdir("/w"), "cx");
    }

    #[test]
    fn bring_triggers() {
        let onbuild =
            |trigger: &str| image("RUN y", ImageConfig { onbuild: vec![trigger.to_owned()], ..ImageConfig::default() });
        check(&onbuild("RUN x"), &onbuild("RUN x"), "ccc");
        check(&onbuild("RUN x"), &onbuild("RUN z"), "cxx");
        check(&onbuild("RUN x"), &project("FROM a\nRUN x\nRUN y"), "ccc");
        check(&onbuild("ENV A=1"), &onbuild("ENV A=2"), "c-x");
        let report = simulate(&onbuild("RUN x"), &onbuild("RUN z"), Options::default());
        assert_eq!((report.steps[1].line, report.steps[1].text.as_str()), (1, "ONBUILD RUN z"));
        let stage = |trigger: &str| project(&format!("FROM a AS one\nONBUILD RUN {trigger}\nFROM one\nRUN y\n"));
        check(&stage("x"), &stage("z"), "c--xx");
    }
}

#[test]
fn reasons_name_what_is_to_blame() {
    let one = |before: &str, after: &str| {
        let (before, after) = (format!("FROM a\n{before}"), format!("FROM a\n{after}"));
        let report = simulate(&project(&before), &project(&after), Options::default());
        report.steps.last().map(|step| step.because.clone()).unwrap_or_default()
    };
    let cases = [
        ("ENV A=1\nRUN x", "ENV A=2\nRUN x", "ENV A (line 2) changed and RUN sees every variable"),
        ("RUN x", "ARG A=2\nRUN x", "ARG A (line 2) is new and RUN sees every variable"),
        ("ENV A=1\nRUN x", "RUN x", "ENV A (line 2) is gone and RUN sees every variable"),
        (
            "ENV A=1 B=2\nRUN x",
            "ENV B=2 A=1\nRUN x",
            "ENV B (line 2) is set in another order and RUN sees every variable",
        ),
        ("RUN x", "RUN y", "its command changed"),
        ("RUN x", "USER u\nRUN x", "the user (line 2) changed"),
        ("RUN x", "SHELL [\"bash\", \"-c\"]\nRUN x", "the shell that runs it (line 2) changed"),
        ("WORKDIR /w", "WORKDIR /v", "the working directory changed"),
        ("RUN x", "RUN --mount=type=cache,target=/c x", "what is mounted changed"),
        ("COPY a.txt /", "COPY a.txt /d", "its destination changed"),
        ("COPY a.txt /", "COPY b.txt /", "the list of what it copies changed"),
        ("COPY a.txt /", "COPY --chown=u a.txt /", "the owner of the copied files changed"),
        ("RUN x", "RUN x\nRUN y", "it is new at this place: the build before had no such step here"),
        ("RUN x\nRUN y", "RUN z\nRUN y", "its input, the RUN in line 2, changed"),
        ("CMD x", "CMD y", "only metadata: no build step"),
        ("RUN x", "WORKDIR /", "the root directory is there already: no build step"),
    ];
    for (before, after, expected) in cases {
        assert_eq!(one(before, after), expected, "{before} -> {after}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let before = project("FROM a\nCOPY a.txt /\nRUN x\n");
    let mut after = before.clone();
    put(&mut after, ".dockerignore", "*.txt");
    let report = simulate(&before, &after, Options::default());
    assert_eq!(report.steps[1].because, "a.txt is not in the build context, so the build stops here");
    // Without any files, nothing is known of the context.
    let unknown = Project::new("FROM a\nCOPY a.txt /\nRUN x\n");
    assert_eq!(first_build(&unknown, Options::default()).steps[1].reason, Reason::FirstBuild);
    check(&unknown, &unknown, "ccc");
}

/// The one recording that differs, see docs/layer-cache.md: the builder is not sent files of one size and time again.
#[test]
fn files_that_change_places_are_seen() {
    let before = project("FROM a\nCOPY . /w\nRUN cat /w/a.txt\n");
    let mut after = before.clone();
    put(&mut after, "a.txt", "b\n");
    put(&mut after, "b.txt", "a\n");
    check(&before, &after, "cxx");
}

#[test]
fn file_changes_are_told_apart() {
    let before = project("FROM a\nCOPY . /\n");
    let mut after = before.clone();
    after.files.remove("conf/x.yml");
    put(&mut after, "src/m.py", "2");
    put(&mut after, "c.txt", "");
    after.files.insert("b.txt".to_owned(), ContextEntry::file("b\n").with_mode(0o600));
    let report = simulate(&before, &after, Options::default());
    let Reason::Files { files, context: None } = &report.steps[1].reason else { panic!("{report:?}") };
    let seen: Vec<_> = files.listed.iter().map(|file| (file.path.as_str(), file.change)).collect();
    let expected = [
        ("b.txt", FileChangeKind::Permissions),
        ("c.txt", FileChangeKind::Added),
        ("conf/x.yml", FileChangeKind::Removed),
        ("src/m.py", FileChangeKind::Changed),
    ];
    assert_eq!(seen, expected);
    assert_eq!(report.steps[1].because, "b.txt, c.txt and 2 more files changed");
}

mod without_the_cache {
    use super::*;

    const STAGES: &str = "FROM a AS one\nWORKDIR /w\nRUN make\nWORKDIR /v\nCOPY a.txt .\nFROM one AS two\nRUN x\n\
        FROM a\nCOPY --from=one /w /w\nRUN y\n";

    fn outcome(no_cache: NoCache, rerun_output: RerunOutput) -> String {
        let project =
            Project { target: None, ..project(&STAGES.replace("FROM a\n", "FROM a\nCOPY --from=two /v /v\n")) };
        letters(&simulate(&project, &project, Options { no_cache, rerun_output, ..Options::default() }))
    }

    #[test]
    fn run_copy_and_add_run_and_all_below() {
        assert_eq!(outcome(NoCache::Everything, RerunOutput::Changed), "ccxxx-xcxxx");
        assert_eq!(outcome(NoCache::Nothing, RerunOutput::Changed), "ccccc-ccccc");
    }

    #[test]
    fn stages_are_named_and_a_copy_from_them_goes_by_content() {
        let only = |name: &str| NoCache::Stages(vec![name.to_owned()]);
        assert_eq!(outcome(only("ONE"), RerunOutput::Changed), "ccxxx-xcxxx");
        assert_eq!(outcome(only("one"), RerunOutput::Same), "ccxxx-xcccc");
        assert_eq!(outcome(only("two"), RerunOutput::Same), "ccccc-xcccc");
        // A stage without a name cannot be meant, not even by its number.
        assert_eq!(outcome(only("2"), RerunOutput::Changed), "ccccc-ccccc");
    }

    #[test]
    fn the_reason_tells_who_asked_for_it() {
        let project = project("FROM a AS one\nRUN make\nRUN x\n");
        let because = |no_cache| {
            let report = simulate(&project, &project, Options { no_cache, ..Options::default() });
            report.steps[1].because.clone()
        };
        assert!(because(NoCache::Everything).starts_with("`--no-cache` tells"));
        assert!(because(NoCache::Stages(vec!["One".to_owned()])).starts_with("`--no-cache-filter one` tells"));
    }
}

mod the_builder_before_buildkit {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, edit: impl FnOnce(&mut Project), expected: &str) {
        let before = project(&format!("FROM a\n{before}\n"));
        let mut after = project(&format!("FROM a\n{after}\n"));
        edit(&mut after);
        let report = simulate(&before, &after, Options { builder: Builder::Legacy, ..Options::default() });
        assert_eq!(letters(&report), format!("c{expected}"), "{report:#?}");
    }

    fn unchanged(_: &mut Project) {}

    #[test]
    fn metadata_are_steps_that_end_the_cache() {
        check("LABEL a=b\nRUN x\nCMD y", "LABEL a=c\nRUN x\nCMD y", unchanged, "xxx");
        check("RUN x\nCMD y\nCOPY a.txt /", "RUN x\nCMD z\nCOPY a.txt /", unchanged, "cxx");
        check("ENV A=1 B=2\nCOPY a.txt /", "ENV A=\"1\" B=2\nCOPY a.txt /", unchanged, "cc");
        check("WORKDIR /\nEXPOSE 80", "WORKDIR /\nEXPOSE 80", unchanged, "cc");
        check("USER u\nCOPY a.txt /", "USER v\nCOPY a.txt /", unchanged, "xx");
    }

    #[test]
    fn build_arguments_count_from_the_next_run() {
        let lines = "ARG V=1\nCOPY a.txt /\nRUN x\nLABEL a=b";
        check(lines, lines, |after| drop(after.build_args.insert("V".to_owned(), "2".to_owned())), "ccxx");
        check(lines, &lines.replace("V=1", "V=2"), unchanged, "xxxx");
        let hidden = "ARG V=1\nENV V=3\nRUN x";
        check(hidden, hidden, |after| drop(after.build_args.insert("V".to_owned(), "2".to_owned())), "ccc");
    }

    #[test]
    fn a_copy_goes_by_content_and_by_what_is_before_it() {
        check("COPY a.txt /\nRUN x", "COPY a.txt /\nRUN x", |after| put(after, "a.txt", "z"), "xx");
        check("COPY src /s\nRUN x", "COPY src /s\nRUN x", |after| put(after, "a.txt", "z"), "cc");
        check("RUN 1\nCOPY src /s", "RUN 2\nCOPY src /s", unchanged, "xx");
    }

    #[test]
    fn all_stages_up_to_the_target_are_built() {
        let text = "FROM a AS one\nRUN x\nFROM a AS two\nRUN y\nFROM a AS three\nRUN z\n";
        let project = Project { target: Some("two".to_owned()), ..project(text) };
        let report = simulate(&project, &project, Options { builder: Builder::Legacy, ..Options::default() });
        assert_eq!(letters(&report), "cccc--");
    }

    #[test]
    fn what_it_does_not_know_stops_the_build() {
        for line in ["RUN --mount=type=cache,target=/c x", "COPY --link a.txt /", "COPY <<E /f\nx\nE"] {
            let project = project(&format!("FROM a\n{line}\n"));
            let report = simulate(&project, &project, Options { builder: Builder::Legacy, ..Options::default() });
            assert!(matches!(report.steps[1].reason, Reason::Refused { .. }), "{report:#?}");
        }
    }
}

#[test]
fn the_first_build_runs_everything() {
    let report = first_build(&project("FROM a\nENV A=1\nRUN x\nCOPY . .\n"), Options::default());
    assert_eq!(letters(&report), "x-xx");
    assert_eq!(report.steps[2].because, "the cache is empty: nothing was built before");
    assert_eq!(first_build(&Project::default(), Options::default()).steps, []);
}

#[test]
fn broken_files_are_survived() {
    let texts = [
        "",
        "RUN x",
        "FROM",
        "FROM a\nCOPY",
        "FROM a\nCOPY x",
        "FROM a\nRUN",
        "FROM a\nRUN --mount= x",
        "FROM a\nWORKDIR",
        "FROM a\nADD <<A /\n",
        "FROM ${A\nCOPY --from=9 [ /\nRNU",
        "FROM a AS a\nFROM a\nCOPY --from=a --parents /./ /",
    ];
    for before in texts {
        for after in texts {
            simulate(&project(before), &project(after), Options::default());
        }
    }
}

#[test]
fn ten_thousand_steps_and_a_hundred_thousand_files_are_fine() {
    let (before, after) = builds_of(100);
    let start = Instant::now();
    let report = simulate(&before, &after, Options::default());
    let time = start.elapsed();
    println!("10,002 steps and 100,000 files twice: {time:?}");
    assert_eq!(report.summary.executed, 7_501 - 1 + 1);
    assert!(time < Duration::from_secs(20), "{time:?}");
}

/// A build of `scale` times a hundred steps over `scale` times a thousand files, before and after the edit of one.
fn builds_of(scale: usize) -> (Project, Project) {
    let mut dockerfile = String::from("FROM a\n");
    for step in 0..scale * 25 {
        dockerfile.push_str(&format!("ENV V{step}={step}\nRUN make {step}\nCOPY d{step} /d{step}\nWORKDIR /w{step}\n"));
    }
    dockerfile.push_str("COPY . /all\nRUN --mount=target=/src x\n");
    let mut before = Project::new(dockerfile);
    for file in 0..scale * 1_000 {
        put(&mut before, &format!("d{}/f{file}", file % (scale * 25)), "some text\n");
    }
    let mut after = before.clone();
    put(&mut after, "d0/f0", "other text\n");
    (before, after)
}

#[test]
fn time_grows_with_steps_and_files_and_no_faster() {
    let time = |scale: usize| {
        let (before, after) = builds_of(scale);
        effort(|| drop(simulate(&before, &after, Options::default())))
    };
    let (short, long) = (time(5), time(20));
    let factor = long.as_secs_f64() / short.as_secs_f64();
    assert!(factor < 10.0, "4 times as much takes {factor:.1} times as long ({short:?}, {long:?})");
}

#[test]
fn many_copies_from_a_long_stage_with_many_files_are_fine() {
    let mut dockerfile = String::from("FROM a AS one\nCOPY . /all\n");
    for step in 0..1_000 {
        dockerfile.push_str(&format!("COPY d{step} /d{step}\n"));
    }
    dockerfile.push_str("FROM a\n");
    for step in 0..1_000 {
        dockerfile.push_str(&format!("COPY --from=one /all/d{step} /d{step}/f{step} /x{step}/\n"));
    }
    let mut before = Project::new(dockerfile);
    for file in 0..100_000 {
        put(&mut before, &format!("d{}/f{file}", file % 1_000), "some text\n");
    }
    let mut after = before.clone();
    put(&mut after, "d7/f7", "other text\n");
    let start = Instant::now();
    let report = simulate(&before, &after, Options::default());
    let time = start.elapsed();
    println!("2,001 COPYs and 100,000 files twice: {time:?}");
    // The first COPY takes all files, so everything in its stage runs; what is copied from there is the same up to 7.
    assert_eq!(report.summary.executed, 1_001 + 993);
    assert!(time < Duration::from_secs(20), "{time:?}");
}

/// Lines that may stand in any order.
fn any_lines() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "RUN make",
        "RUN --mount=target=/s make",
        "COPY . .",
        "COPY a.txt src /d/",
        "COPY *.txt /t/",
        "ADD --chown=u src /e",
        "WORKDIR w",
        "ENV A=1",
        "ENV B=$A",
        "ARG A=2",
        "USER u",
        "LABEL a=b",
        "FROM b AS b",
        "FROM b",
        "FROM scratch AS c",
        "COPY --from=b /d /x",
        "COPY --from=c / /",
        "RUN --mount=from=b,target=/m make",
        "COPY <<E /doc\n$A\nE",
        "ONBUILD RUN trigger",
    ]);
    prop::collection::vec(line, 0..14).prop_map(|lines| format!("FROM a\n{}\n", lines.join("\n")))
}

/// Instructions that only edit metadata, each before and after an edit; empty where one comes or goes.
const METADATA: &[(&str, &str)] = &[
    ("", "LABEL c=d"),
    ("LABEL c=d", "LABEL c=e"),
    ("CMD [\"x\"]", "CMD y"),
    ("ENTRYPOINT x", ""),
    ("EXPOSE 80", "EXPOSE 8080/udp"),
    ("VOLUME /v", "VOLUME /w"),
    ("STOPSIGNAL INT", "STOPSIGNAL TERM"),
    ("HEALTHCHECK CMD x", "HEALTHCHECK NONE"),
    ("MAINTAINER x", "MAINTAINER y"),
    ("# x", "# y"),
];

/// The text with a line more, behind the first line and not inside of the heredoc.
fn inserted(dockerfile: &str, place: usize, line: &str) -> String {
    let mut lines: Vec<&str> = dockerfile.lines().collect();
    let is_outside =
        |at: &usize| lines.get(*at).is_none_or(|next| !next.starts_with(['$', 'E']) || next.starts_with("EN"));
    let place = (1..=place.min(lines.len())).rev().find(is_outside).unwrap_or(1);
    lines.insert(place, line);
    lines.join("\n") + "\n"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_build_against_itself_runs_nothing(dockerfile in any_lines(), same: bool, containerd: bool, legacy: bool) {
        let options = Options {
            rerun_output: if same { RerunOutput::Same } else { RerunOutput::Changed },
            store: if containerd { Store::Containerd } else { Store::Overlay2 },
            builder: if legacy { Builder::Legacy } else { Builder::Buildkit },
            ..Options::default()
        };
        let project = project(&dockerfile);
        let mut report = simulate(&project, &project, options);
        // What the builder refuses, it refuses each time.
        report.steps.retain(|step| !matches!(step.reason, Reason::Refused { .. }));
        prop_assert!(report.steps.iter().all(|step| step.outcome != Outcome::Executed), "{:#?}", report);
    }

    #[test]
    fn an_edit_of_metadata_runs_nothing(
        dockerfile in any_lines(),
        place in 0_usize..14,
        (old, new) in prop::sample::select(METADATA),
    ) {
        let before = project(&inserted(&dockerfile, place, old));
        let after = project(&inserted(&dockerfile, place, new));
        let report = simulate(&before, &after, Options::default());
        prop_assert_eq!(report.summary.executed, 0, "{}{:#?}", after.dockerfile, report);
    }

    #[test]
    fn a_stage_that_nothing_needs_changes_nothing(dockerfile in any_lines(), path in "(a.txt|src/m.py|none)") {
        let (before, mut after) = (project(&dockerfile), project(&dockerfile));
        put(&mut after, &path, "edited");
        let with_stage = |it: &Project| {
            let dockerfile = format!("FROM a AS unused\nCOPY . /all\nRUN nothing\n{}", it.dockerfile);
            Project { dockerfile, ..it.clone() }
        };
        let plain = simulate(&before, &after, Options::default());
        // Whether both builds have it, or it comes or goes between them.
        for (before, after) in [
            (with_stage(&before), with_stage(&after)),
            (before.clone(), with_stage(&after)),
            (with_stage(&before), after.clone()),
        ] {
            let mut report = simulate(&before, &after, Options::default());
            report.steps.retain(|step| step.stage != "unused");
            // The lines are others.
            let counts = |it: &CacheReport| (it.summary.cached, it.summary.executed, it.summary.stops.is_some());
            prop_assert_eq!(counts(&report), counts(&plain));
            prop_assert_eq!(letters(&report), letters(&plain), "{}{:#?}", after.dockerfile, report);
        }
    }

    #[test]
    fn the_order_of_files_does_not_count(
        dockerfile in any_lines(),
        files in Just(project("").files.into_iter().collect::<Vec<_>>()).prop_shuffle(),
        path in "(a.txt|src/m.py|conf/x.yml)",
    ) {
        // JSON has an order, and its reader must lose it.
        let read = |files: &[(String, ContextEntry)], edited: bool| -> Project {
            let of = |(name, entry): &(String, ContextEntry)| {
                let is_edited = edited && *name == path;
                let entry = if is_edited { ContextEntry::file("edited") } else { entry.clone() };
                format!("{}: {}", serde_json::json!(name), serde_json::json!(entry))
            };
            let files: Vec<String> = files.iter().map(of).collect();
            let json = format!("{{\"dockerfile\": {}, \"files\": {{{}}}}}", serde_json::json!(dockerfile), files.join(", "));
            serde_json::from_str(&json).expect("a project")
        };
        let sorted: Vec<_> = project("").files.into_iter().collect();
        let expected = simulate(&read(&sorted, false), &read(&sorted, true), Options::default());
        prop_assert_eq!(&simulate(&read(&files, false), &read(&files, true), Options::default()), &expected);
        prop_assert_eq!(&simulate(&read(&sorted, false), &read(&files, true), Options::default()), &expected);
        let unchanged = simulate(&read(&sorted, false), &read(&files, false), Options::default());
        prop_assert_eq!(unchanged.summary.executed, 0);
    }

    #[test]
    fn what_runs_has_a_cause_above(dockerfile in any_lines(), path in "(a.txt|src/m.py|conf/x.yml)") {
        let before = project(&dockerfile);
        let mut after = before.clone();
        put(&mut after, &path, "edited");
        let report = simulate(&before, &after, Options::default());
        for step in &report.steps {
            match &step.reason {
                Reason::Files { files, .. } => prop_assert_eq!(&files.listed[0].path, &path),
                Reason::Input { line, .. } => {
                    let cause = report.steps.iter().find(|it| it.line == *line && it.outcome == Outcome::Executed);
                    prop_assert!(cause.is_some() && *line <= step.line, "{:#?}", report);
                }
                Reason::New | Reason::Setting { .. } | Reason::Variable { .. } | Reason::Image { .. } => {
                    prop_assert!(false, "only a file was edited: {:#?}", report);
                }
                _ => {}
            }
        }
    }
}

mod stops {
    use super::*;
    use dockerfile_playground::simulate::cache::{CacheReport, Stop};

    fn project(dockerfile: &str, files: &[(&str, &str)]) -> Project {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), ContextEntry::file(text)));
        Project { files: files.collect(), ..Project::new(dockerfile) }
    }

    fn twice(dockerfile: &str) -> CacheReport {
        let project = project(dockerfile, &[("app.py", "1\n")]);
        simulate(&project, &project, Options::default())
    }

    fn outcomes(report: &CacheReport) -> Vec<(usize, Outcome)> {
        report.steps.iter().map(|step| (step.line, step.outcome)).collect()
    }

    #[test]
    fn what_is_refused_stops_before_the_first_step() {
        for (text, line) in [
            ("FROM a\nRUN b\nCOOPY c d\n", 3),
            ("FROM $NONE\nRUN b\n", 1),
            ("ARG TAG\nFROM a:$TAG\nRUN b\n", 2),
            ("FROM a AS x\nCOPY --from=y /f /f\nFROM a AS y\nCOPY --from=x /f /f\n", 2),
            ("FROM a AS x\nRUN b\nFROM a AS y\nRUN c\nFROM x\nCOPY --from=z /f /f\nRUN --wrong=1 d\n", 7),
            ("FROM a\nRUN --mount=type=cache b\n", 2),
        ] {
            let report = twice(text);
            assert_eq!(report.summary.stops.as_ref().map(|it| it.line), Some(line), "{text}");
            assert!(report.steps.iter().all(|step| step.outcome == Outcome::None), "{text}{report:#?}");
        }
    }

    #[test]
    fn a_stage_that_nobody_needs_may_hold_what_it_wants() {
        let report = twice("FROM a AS x\nCOPY none /\nFROM a\nRUN b\n");
        assert_eq!(report.summary.stops, None);
        assert_eq!(report.summary.cached, 2);
    }

    #[test]
    fn a_missing_file_stops_its_step_and_all_behind() {
        use Outcome::{Cached, Executed, None};
        let report =
            twice("FROM a AS x\nRUN b\nCOPY app.py none /f/\nRUN c\nFROM a\nRUN d\nCOPY --from=x /f /f\nRUN e\n");
        let expected =
            [(1, Cached), (2, Cached), (3, Executed), (4, None), (5, Cached), (6, Cached), (7, None), (8, None)];
        assert_eq!(outcomes(&report), expected);
        let because = "none is not in the build context, so the build stops here".to_owned();
        assert_eq!(report.summary.stops, Some(Stop { line: 3, because }));
    }

    #[test]
    fn an_ignored_file_is_missing_and_a_pattern_without_a_match_is_not() {
        let files = [("app.py", "1\n"), (".dockerignore", "app.py\n")];
        let ignored = project("FROM a\nCOPY app.py /\n", &files);
        let stops = |project: &Project| simulate(project, project, Options::default()).summary.stops;
        assert_eq!(stops(&ignored).map(|it| it.line), Some(2));
        assert_eq!(stops(&project("FROM a\nCOPY *.py /\n", &files)), None);
        assert_eq!(stops(&project("FROM a\nCOPY app.py /\n", &[])), None, "of no files nothing is known");
        let partly = Options { has_more_files: true, ..Options::default() };
        assert_eq!(simulate(&ignored, &ignored, partly).summary.stops, None);
    }

    #[test]
    fn what_was_built_before_the_stop_is_kept() {
        use Outcome::{Cached, Executed};
        let text = "FROM a\nRUN b\nCOPY none /\nRUN c\n";
        let before = project(text, &[("app.py", "1\n")]);
        let after = project(text, &[("app.py", "1\n"), ("none", "2\n")]);
        let report = simulate(&before, &after, Options::default());
        assert_eq!(outcomes(&report), [(1, Cached), (2, Cached), (3, Executed), (4, Executed)]);
        let wrong = project("FROM a\nRUN b\nWRONG\n", &[("app.py", "1\n")]);
        let report = simulate(&wrong, &after, Options::default());
        assert_eq!(report.summary.cached, 0);
        assert_eq!(report.steps[1].because, "the build before stopped in line 3 and never got here");
    }
}

mod the_dockerfile_itself {
    use super::*;

    fn cached(path: &str, copy: &str, ignore: &str) -> bool {
        let mut before = Project::new(format!("FROM a\nCOPY {copy}\n"));
        path.clone_into(&mut before.dockerfile_path);
        before.files.insert("src/app.py".to_owned(), ContextEntry::file("1\n"));
        before.files.insert(".dockerignore".to_owned(), ContextEntry::file(ignore));
        let mut after = before.clone();
        after.dockerfile.push_str("# a comment\n");
        simulate(&before, &after, Options::default()).steps[1].outcome == Outcome::Cached
    }

    #[test]
    fn is_a_file_of_the_build_context() {
        assert!(!cached("Dockerfile", ". /app", ""));
        assert!(!cached("src/prod.Dockerfile", "src /app", ""));
        assert!(!cached("docker/Dockerfile", "docker/Docker* /app", ""));
        assert!(cached("docker/Dockerfile", "src /app", ""));
        assert!(cached("Dockerfile", ". /app", "Dockerfile\n"));
        assert!(cached("docker/Dockerfile", ". /app", "docker\n"));
        assert!(!cached("Dockerfile", ". /app", "*\n!Dockerfile\n"));
    }
}

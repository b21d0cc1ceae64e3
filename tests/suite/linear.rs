//! Texts made to be slow: the time of every rule set grows no faster than the text.

use std::time::Duration;

use dockerfile_playground::settings::RuleSet;
use dockerfile_playground::{Project, Settings, analyze};

use crate::effort::effort;

/// Makes a text of about that many lines or words.
type Shape = fn(usize) -> String;

const SHAPES: [(&str, Shape); 24] = [
    ("a long list to ignore", |n| {
        let names = list(n, |i| format!("DL{i},"));
        format!("# hadolint global ignore={names}DL1\nFROM a\n{}", "WORKDIR /a\nCMD b\n".repeat(n / 4))
    }),
    ("a long list to skip", |n| {
        let names = list(n, |i| format!("C{i},"));
        format!("# check=skip={names}D\nFROM a\n{}", "CMD b\nEXPOSE 1:2\n".repeat(n / 4))
    }),
    ("comments above an instruction", |n| {
        format!("FROM a\n{}ENV{}\n", "# hadolint ignore=DL1\n# check=skip=A\n".repeat(n / 4), " A=$b".repeat(n / 2))
    }),
    ("comments inside an instruction", |n| {
        format!("FROM a\nRUN x{}\n", " \\\n  # note\n\n && apt-get install y".repeat(n / 4))
    }),
    ("variables in a word", |n| format!("FROM a\nENV A={}\n", list(n, |i| format!("$b{i}")))),
    ("nested defaults", |n| {
        format!("FROM a\nENV A={}{}\n", "${b:+".repeat(n.min(60)), "}".repeat(n.min(60)).repeat(n / 60))
    }),
    ("stages of one name", |n| "FROM a AS B\nCOPY --from=b x y\nUSER root\n".repeat(n / 3)),
    ("commands that are replaced", |n| {
        format!("FROM a\n{}", "CMD a b\nENTRYPOINT c $D\nHEALTHCHECK CMD e\n".repeat(n / 3))
    }),
    ("steps that install, each behind a variable", |n| {
        let step = |i| format!("ENV V{i}=a\nRUN apt-get update && apt-get install -y p{i}\n");
        format!("FROM debian\n{}", list(n / 2, step))
    }),
    ("stages on stages that ask for one variable", |n| {
        let stage = |i| format!("FROM s{i} AS s{}\nENV PIP_NO_CACHE_DIR=0\nRUN pip install flask\n", i + 1);
        format!("FROM python AS s0\n{}", list(n / 3, stage))
    }),
    ("archives that are unpacked", |n| format!("FROM a\n{}", "COPY b.tar /\nRUN tar -xf b.tar\n".repeat(n / 2))),
    ("instructions swallowed by one", |n| {
        format!("FROM a\nRUN x{}\n", " \\\nRUN make \\\n\n# c\nUSER b".repeat(n / 5))
    }),
    ("instructions swallowed by pairs", |n| {
        format!("FROM a\nENV A=1{}\n", " \\\nENV B=\"2\" \\\nUSER b".repeat(n / 2))
    }),
    ("lines that are misread", |n| {
        let line = "COPY a b # c\nRUN RUN x\nCOPY a b --chown=c\nVOLUME ['/a']\nUSER b\u{a0}c # d\nRUN x && y\n";
        format!("FROM a\n{}", line.repeat(n / 6))
    }),
    ("stages with a CMD without effect", |n| {
        let stage = |i| format!("FROM s{i} AS s{}\nCMD [\"a\"]\nRUN x; y\n", i + 1);
        format!("FROM a AS s0\nENTRYPOINT x\n{}", list(n / 3, stage))
    }),
    ("paths of Windows that continue a line", |n| {
        let line = "COPY a C:\\b\\\nRUN dir \\\n  c:\\\n\nRUN apt-get update\n";
        format!("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n{}", line.repeat(n / 5))
    }),
    ("arrays that are no JSON", |n| {
        format!("FROM a\nCMD [{}\nRUN ['a'{}]\n", "'a\\b', ".repeat(n / 2), ", \"c\" d".repeat(n / 2))
    }),
    ("scripts with carriage returns", |n| {
        let script = "RUN <<EOF\r\nset -e\r\nEOF\r\nRUN apt-get update\r\n";
        format!("FROM a\r\n{}", script.repeat(n / 4))
    }),
    ("secrets in words", |n| {
        format!("FROM a\nRUN x{}\n", " && curl -u a:b c --password d e=f token=g; echo h:i | chpasswd".repeat(n / 4))
    }),
    ("settings in one word", |n| format!("FROM a\nRUN x '{}'\n", "token=a&identified by 'password ".repeat(n / 2))),
    ("secrets that are copied", |n| {
        let copies = list(n / 2, |i| format!(" && cp /run/secrets/t /a{i}"));
        format!("FROM a\nRUN --mount=type=secret,id=t true{copies}\n")
    }),
    ("secrets that are printed", |n| {
        let copies = " && echo \"$(cat /run/secrets/t) $(a)\" > b && echo \"$(c)\" > d".repeat(n / 4);
        format!("FROM a\nRUN --mount=type=secret,id=t true{copies}\n")
    }),
    ("caches in the wrong place", |n| {
        let mounts = " --mount=type=cache,target=/home/a/.npm".repeat(n / 4);
        format!("FROM node\n{}RUN{mounts} npm ci\n", "RUN --mount=type=cache,target=/pnpm/store pnpm i\n".repeat(n / 4))
    }),
    ("labels", |n| format!("FROM a\nLABEL{}\n", " A.b--c=\"\"".repeat(n))),
];

/// What `item` makes of the numbers below `count`, in a row.
fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |text, number| text + &item(number))
}

fn time(text: &str, rules: RuleSet) -> Duration {
    let project = Project::new(text);
    let settings = Settings { rules, ..Settings::default() };
    effort(|| drop(analyze(&project, &settings)))
}

#[test]
fn every_rule_set_takes_linear_time() {
    for (name, shape) in SHAPES {
        for rules in [RuleSet::Recommended, RuleSet::Hadolint, RuleSet::Buildkit, RuleSet::All] {
            let (short, long) = (time(&shape(1_000), rules), time(&shape(4_000), rules));
            let factor = long.as_secs_f64() / short.as_secs_f64();
            assert!(
                factor < 10.0,
                "{name}, {rules:?}: 4 times as much takes {factor:.1} times as long ({short:?}, {long:?})"
            );
        }
    }
}

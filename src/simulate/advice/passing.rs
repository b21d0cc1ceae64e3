//! Which of two neighbours may go first without a change of what is built.
//!
//! Careful: whatever is not known to be harmless stays where it is. Commands never pass each other, nor does anything
//! pass an instruction that later ones see, as ENV.

use crate::model::MountKind;
use crate::model::path::{clean, has_wildcard};
use crate::model::{Dockerfile, Install, Manifests, Source};
use crate::shell::Invocation;
use crate::syntax::{Instruction, Keyword};

/// How sure it is that nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// It follows from the file and the build context.
    Sure,
    /// It holds unless a list of dependencies that is not at hand refers to other files, or runs scripts of the project.
    Likely,
}

/// Directories in which programs look for what they need. What is below them stays where it is.
const SYSTEM: &[&str] =
    &["bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "root", "run", "sbin", "sys", "tmp", "usr", "var"];

/// Directories below those that belong to the program that is built.
const PROGRAM: &[&str] = &["/usr/src/", "/usr/share/nginx/html/", "/var/www/", "/var/task/"];

/// Whether the instruction at `later` may stand before the one at `earlier`; both are in one stage, and everything
/// between them passes too.
pub(super) fn may_pass(dockerfile: &Dockerfile, earlier: usize, later: usize) -> Option<Certainty> {
    let [first, second] = [earlier, later].map(|index| &dockerfile.tree.instructions[index]);
    match (first.keyword, second.keyword) {
        (Keyword::Copy | Keyword::Add, Keyword::Run) => run_before_copy(dockerfile, earlier, later),
        (Keyword::Copy, Keyword::Copy) => {
            are_apart(dockerfile, (earlier, first), (later, second)).then_some(Certainty::Sure)
        }
        (Keyword::Workdir, Keyword::Run) => is_alone(dockerfile, later).then_some(Certainty::Sure),
        (copy @ (Keyword::Copy | Keyword::Add), other) | (other, copy @ (Keyword::Copy | Keyword::Add)) => {
            let line = if first.keyword == copy { first } else { second };
            lets_copy_pass(other, line).then_some(Certainty::Sure)
        }
        (Keyword::Run, metadata) | (metadata, Keyword::Run) => is_metadata(metadata).then_some(Certainty::Sure),
        _ => None,
    }
}

const fn is_metadata(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Cmd
            | Keyword::Entrypoint
            | Keyword::Expose
            | Keyword::Healthcheck
            | Keyword::Label
            | Keyword::Maintainer
            | Keyword::Stopsignal
    )
}

/// Files belong to root whoever the user is; variables count where they are named.
fn lets_copy_pass(keyword: Keyword, copy: &Instruction) -> bool {
    match keyword {
        Keyword::User | Keyword::Shell => true,
        Keyword::Env | Keyword::Arg => {
            let flags = copy.flags.iter().filter_map(|flag| flag.value.as_ref());
            !copy.body.text().contains('$') && !flags.into_iter().any(|value| value.text.contains('$'))
        }
        keyword => is_metadata(keyword),
    }
}

/// A RUN before a COPY that stands above it: it must need nothing of what is copied.
fn run_before_copy(dockerfile: &Dockerfile, copy: usize, run: usize) -> Option<Certainty> {
    let targets = targets(dockerfile, copy)?;
    if !targets.iter().all(|target| is_of_the_program(target)) || !has_harmless_mounts(dockerfile, run) {
        return None;
    }
    if !dockerfile.runs_on_manifests(run) || !leaves_alone(dockerfile, run, &targets) {
        return None;
    }
    let workdir = &dockerfile.facts[run].workdir;
    let installs = dockerfile.installs(run);
    let mut certainty = Certainty::Sure;
    let mut files = Vec::new();
    for install in &installs {
        match install.manifests_in(dockerfile.project, &root_of(dockerfile, run, install)) {
            Manifests::Followed(followed) => files.extend(followed.files),
            Manifests::Unclear => return None,
            Manifests::Unknown => {
                certainty = Certainty::Likely;
                files.extend(install.manifests.iter().cloned());
            }
        }
    }
    let read: Vec<String> =
        files.iter().map(|it| clean(&format!("{workdir}/{}", it.trim_end_matches(['*', '/'])))).collect();
    // The files beside a list belong to it: `.npmrc`, `pip.conf`, a lock file of another name.
    let is_beside = |target: &String| {
        let directory = target.rsplit_once('/').map_or("", |(directory, _)| directory);
        let has_list = read.iter().any(|manifest| manifest.rsplit_once('/').is_some_and(|(it, _)| it == directory));
        has_list && !is_directory(dockerfile, copy)
    };
    let is_read = |target: &String| read.iter().any(|manifest| overlap(target, manifest));
    if targets.iter().any(|target| is_read(target) || is_beside(target)) {
        return None;
    }
    Some(certainty)
}

/// The folder of the build context, with its slash or empty, whose manifests an earlier copy puts into the working
/// directory.
fn root_of(dockerfile: &Dockerfile, run: usize, install: &Install) -> String {
    let names: Vec<&str> = install.manifests.iter().map(|it| it.trim_end_matches('*')).collect();
    let stage = dockerfile.facts[run].stage.unwrap_or_default();
    let lines = dockerfile.instructions(&dockerfile.stages[stage]).take_while(|(index, _)| *index < run);
    let copies = lines.filter(|(_, line)| line.flag("from").is_none()).filter_map(|(_, line)| line.copy());
    let found = copies.flat_map(|copy| &copy.sources).find_map(|source| {
        let path = source.text.trim_start_matches("./").trim_start_matches('/');
        names.iter().find_map(|name| {
            let at = path.rfind(*name)?;
            (at > 0 && path[..at].ends_with('/') && !has_wildcard(&path[..at])).then(|| path[..at].to_owned())
        })
    });
    found.unwrap_or_default()
}

/// A RUN that reads and writes nothing where the program is, and so works in any directory.
fn is_alone(dockerfile: &Dockerfile, run: usize) -> bool {
    let has_lists = !dockerfile.installs(run).is_empty();
    !has_lists
        && has_harmless_mounts(dockerfile, run)
        && dockerfile.runs_on_manifests(run)
        && leaves_alone(dockerfile, run, &[])
}

fn has_harmless_mounts(dockerfile: &Dockerfile, run: usize) -> bool {
    let is_harmless = |kind| matches!(kind, Some(MountKind::Cache | MountKind::Secret | MountKind::Ssh));
    let mounts = &dockerfile.facts[run].mounts;
    mounts.iter().all(|mount| is_harmless(mount.kind) && mount.from().is_none())
}

/// Whether no word of the commands names one of `targets`, a path below the working directory, or something unknown.
fn leaves_alone(dockerfile: &Dockerfile, run: usize, targets: &[String]) -> bool {
    let Some(code) = &dockerfile.facts[run].code else { return false };
    code.script.errors.is_empty() && code.script.effective_commands().all(|command| is_harmless(command, targets))
}

fn is_harmless(command: Invocation<'_>, targets: &[String]) -> bool {
    let writes = command.command().redirections.iter().any(|redirection| {
        let target = redirection.target.as_ref().and_then(|target| target.literal());
        target.is_none_or(|target| target != "/dev/null" && !target.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let is_removal = command.base_name() == Some("rm");
    let names_none = |path: &str| {
        !path.contains("..") && !targets.iter().any(|target| overlap(target, path)) && !is_of_the_program(path)
    };
    let words = command.arguments().iter().all(|word| {
        let text = word.unquoted();
        match (text.starts_with('-'), text.starts_with('/')) {
            (true, _) => !text.contains("=/") && !text.contains("=."),
            (false, true) => names_none(text.trim_end_matches('*')),
            (false, false) => !is_removal && !text.starts_with(['.', '~', '$']) && !text.ends_with(".deb"),
        }
    });
    words && !writes
}

/// Whether two copies place different files, so that neither writes over the other.
fn are_apart(dockerfile: &Dockerfile, first: (usize, &Instruction), second: (usize, &Instruction)) -> bool {
    let is_simple = |line: &Instruction| line.flag("parents").is_none() && line.heredocs.is_empty();
    let (Some(ours), Some(theirs)) = (targets(dockerfile, first.0), targets(dockerfile, second.0)) else {
        return false;
    };
    // A copy from the stage itself does not exist, and from others it does not matter what this one holds.
    is_simple(first.1) && is_simple(second.1) && ours.iter().all(|our| theirs.iter().all(|their| !overlap(our, their)))
}

/// The paths that a copy writes, absolute; the directory stands for all that goes into it. `None` if not known.
fn targets(dockerfile: &Dockerfile, index: usize) -> Option<Vec<String>> {
    let instruction = &dockerfile.tree.instructions[index];
    let copy = instruction.copy()?;
    let written = dockerfile.expand(index, copy.destination.as_ref()?);
    if written.contains(['$', '\\']) || !instruction.heredocs.is_empty() {
        return None;
    }
    let workdir = &dockerfile.facts[index].workdir;
    let destination = if written.starts_with('/') { clean(written) } else { clean(&format!("{workdir}/{written}")) };
    let is_into = written.ends_with('/') || matches!(written, "." | "..") || destination == **workdir;
    let targets = copy.sources.iter().map(|source| {
        let source = dockerfile.expand(index, source);
        let name = source.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let is_named = is_into && is_file(dockerfile, index, source) && !has_wildcard(name);
        if is_named { format!("{}{name}", with_slash(&destination)) } else { destination.clone() }
    });
    Some(targets.collect())
}

/// Whether a source is known to be a file of the build context, and no directory that is spread out.
fn is_file(dockerfile: &Dockerfile, index: usize, source: &str) -> bool {
    let instruction = &dockerfile.tree.instructions[index];
    let stage = dockerfile.facts[index].stage.unwrap_or_default();
    let from = instruction.flag_value("from");
    let path = source.trim_start_matches("./").trim_start_matches('/');
    instruction.keyword == Keyword::Copy
        && dockerfile.source(stage, from) == Source::Context
        && dockerfile.project.files.get(path).is_some_and(|entry| !entry.is_directory())
}

/// Whether all that a copy takes are directories with names of their own.
fn is_directory(dockerfile: &Dockerfile, index: usize) -> bool {
    let Some(copy) = dockerfile.tree.instructions[index].copy() else { return false };
    copy.sources.iter().all(|source| {
        let path = source.text.trim_start_matches("./").trim_matches('/');
        let below = format!("{path}/");
        let has_files =
            dockerfile.project.files.range(below.clone()..).next().is_some_and(|(it, _)| it.starts_with(&below));
        !path.is_empty() && path != "." && has_files
    })
}

/// Whether nothing but the program itself looks there.
fn is_of_the_program(path: &str) -> bool {
    let slashed = with_slash(path);
    if PROGRAM.iter().any(|directory| slashed.starts_with(directory)) {
        return true;
    }
    let top = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    !top.is_empty() && !SYSTEM.contains(&top)
}

/// Whether one of two absolute paths is the other or lies below it.
fn overlap(left: &str, right: &str) -> bool {
    let (left, right) = (with_slash(left), with_slash(right));
    left.starts_with(&right) || right.starts_with(&left)
}

fn with_slash(path: &str) -> String {
    if path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;
    use crate::syntax::parse;

    fn of(lines: &str) -> Option<Certainty> {
        beside(lines, "{}")
    }

    /// With that package.json.
    fn beside(lines: &str, package: &str) -> Option<Certainty> {
        let mut project = Project::new(format!("FROM a\nWORKDIR /app\n{lines}\n"));
        for (path, text) in [("requirements.txt", "flask\n"), ("package.json", package), ("src/a.py", ""), ("b.py", "")]
        {
            project.files.insert(path.to_owned(), text.into());
        }
        let tree = parse(&project.dockerfile);
        may_pass(&Dockerfile::resolve(&tree, &project), 2, 3)
    }

    #[test]
    fn what_needs_nothing_of_the_program_may_go_first() {
        for lines in [
            "COPY . .\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*",
            "COPY src src\nRUN pip install -r requirements.txt",
            "COPY src src\nRUN npm ci",
            "COPY . .\nRUN pip install --no-cache-dir gunicorn",
            "COPY . .\nRUN --mount=type=cache,target=/root/.cache pip install gunicorn",
            "COPY src src\nCOPY b.py ./",
            "WORKDIR /srv\nRUN apk add curl",
            "COPY . .\nENV A=1",
            "COPY . .\nUSER app",
            "CMD x\nRUN make",
        ] {
            assert_eq!(of(lines), Some(Certainty::Sure), "{lines}");
        }
        let package = r#"{"dependencies": {"lib": "file:./lib"}}"#;
        assert_eq!(beside("COPY src src\nRUN npm ci", package), None, "no such folder is known");
        let unread = Project::new("FROM a\nWORKDIR /app\nCOPY src /srv/src\nRUN npm ci\n");
        let tree = parse(&unread.dockerfile);
        assert_eq!(may_pass(&Dockerfile::resolve(&tree, &unread), 2, 3), Some(Certainty::Likely));
    }

    #[test]
    fn whatever_may_need_it_stays() {
        for lines in [
            "COPY . .\nRUN make",
            "COPY . .\nRUN pip install -r requirements.txt",
            "COPY requirements.txt ./\nRUN pip install -r requirements.txt",
            "COPY . .\nRUN pip install .",
            "COPY b.py .\nRUN npm ci",
            "COPY . .\nRUN apt-get install -y ./x.deb",
            "COPY . .\nRUN apt-get install -y $(cat list)",
            "COPY sources.list /etc/apt/\nRUN apt-get update",
            "COPY . /\nRUN apt-get update",
            "COPY . .\nRUN rm -rf cache",
            "COPY . .\nRUN rm -rf /app/tests",
            "COPY . .\nRUN echo x > version",
            "COPY . .\nRUN --mount=target=/src apt-get update",
            "COPY . .\nCOPY src src",
            "COPY src .\nCOPY b.py .",
            "COPY b.py $D\nENV D=1",
            "RUN one\nRUN two",
            "ENV A=1\nRUN apt-get update",
            "USER app\nRUN apt-get update",
            "RUN make\nCOPY . .",
            "WORKDIR /srv\nRUN pip install -r requirements.txt",
            "CMD x\nLABEL a=b",
            "VOLUME /data\nRUN x",
        ] {
            assert_eq!(of(lines), None, "{lines}");
        }
    }
}

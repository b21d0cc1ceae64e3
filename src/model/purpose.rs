//! What an image is for, as far as the names that people give tell: those of the file, its folder and the stage.

use crate::settings::Profile;
use crate::syntax::{Instruction, SyntaxTree};

/// A profile that a name proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The profile.
    pub profile: Profile,
    /// The name, as written.
    pub name: String,
    /// What has the name.
    pub of: Named,
}

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// The Dockerfile, with its folder where that counts.
    File,
    /// The stage to build: the target, else the last one.
    Stage,
}

/// Words in names and what they say; the last column: only as the last word, as `local-ai` is something else.
const WORDS: &[(&str, Profile, bool)] = &[
    ("dev", Profile::Dev, false),
    ("devel", Profile::Dev, false),
    ("develop", Profile::Dev, false),
    ("development", Profile::Dev, false),
    ("developer", Profile::Dev, false),
    ("devcontainer", Profile::Dev, false),
    ("local", Profile::Dev, true),
    ("debug", Profile::Dev, true),
    ("prod", Profile::Prod, false),
    ("production", Profile::Prod, false),
    ("release", Profile::Prod, true),
    ("live", Profile::Prod, true),
];

/// Folders whose Dockerfiles are for one thing; the first at any place above the file, the others right above it.
/// (Development Container Specification: `.devcontainer/devcontainer.json` or `.devcontainer/<folder>/…`.)
const DEV_CONTAINER: &str = ".devcontainer";
const FOLDERS: &[(&str, Profile)] =
    &[("dev", Profile::Dev), ("development", Profile::Dev), ("prod", Profile::Prod), ("production", Profile::Prod)];

/// Words that say only what kind of file it is.
const KINDS: [&str; 2] = ["dockerfile", "containerfile"];

/// What an image is for by the target of its build, else by the path of its Dockerfile, else by the name of its last
/// stage; `None` where no name tells, or where one says both.
pub fn proposed(path: &str, target: Option<&str>, tree: &SyntaxTree) -> Option<Proposal> {
    let stage = |name: &str| {
        let profile = of_name(name)?;
        Some(Proposal { profile, name: name.to_owned(), of: Named::Stage })
    };
    if let Some(proposal) = target.and_then(stage) {
        return Some(proposal);
    }
    if let Some(profile) = of_path(path) {
        return Some(Proposal { profile, name: path.to_owned(), of: Named::File });
    }
    if target.is_some() {
        return None;
    }
    let last = tree.instructions.iter().rev().find_map(Instruction::from)?;
    stage(&last.name.as_ref()?.text)
}

/// What a file is for by its path, such as `Dockerfile.dev` or `.devcontainer/Dockerfile`.
pub fn of_path(path: &str) -> Option<Profile> {
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next().unwrap_or_default();
    let folders: Vec<&str> = parts.collect();
    of_name(file).or_else(|| {
        if folders.contains(&DEV_CONTAINER) {
            return Some(Profile::Dev);
        }
        let (_, profile) =
            FOLDERS.iter().find(|(name, _)| folders.first().is_some_and(|it| it.eq_ignore_ascii_case(name)))?;
        // What says something else about itself is not what the folder says.
        KINDS.iter().any(|kind| file.eq_ignore_ascii_case(kind)).then_some(*profile)
    })
}

/// What a file or a stage of that name is for.
pub fn of_name(name: &str) -> Option<Profile> {
    let lower = name.to_ascii_lowercase();
    let mut words: Vec<&str> =
        lower.split(['.', '-', '_', ' ']).map(without_kind).filter(|word| !word.is_empty()).collect();
    let last = words.pop()?;
    let said = |word: &str, is_last: bool| {
        WORDS.iter().find(|(it, _, only_last)| *it == word && (is_last || !only_last)).map(|(_, profile, _)| *profile)
    };
    let mut found = words.into_iter().filter_map(|word| said(word, false)).chain(said(last, true));
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// `dev` of `dockerfiledev`; nothing of `dockerfile`.
fn without_kind(word: &str) -> &str {
    KINDS.iter().find_map(|kind| word.strip_prefix(kind).or_else(|| word.strip_suffix(kind))).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[test]
    fn paths() {
        for path in [
            "Dockerfile.dev",
            "dev.Dockerfile",
            "app.dev",
            "Dockerfile.web.dev",
            "web-dev.Dockerfile",
            "Dockerfile-dev",
            "Dockerfile_dev",
            "Dockerfile.development",
            "Dockerfile.local",
            "Dockerfile.debug",
            "DockerfileDev",
            "docker/Dockerfile.Dev",
            "Containerfile.dev",
            ".devcontainer/Dockerfile",
            "/home/me/app/.devcontainer/python/Dockerfile",
            "docker/dev/Dockerfile",
            "docker\\development\\Dockerfile",
        ] {
            assert_eq!(of_path(path), Some(Profile::Dev), "{path}");
        }
        for path in ["Dockerfile.prod", "production.Dockerfile", "prod/Dockerfile", "dev/Dockerfile.prod"] {
            assert_eq!(of_path(path), Some(Profile::Prod), "{path}");
        }
        for path in [
            "Dockerfile",
            "",
            "-",
            "Dockerfile.devops",
            "local-ai.Dockerfile",
            "Dockerfile.dev-prod",
            "Dockerfile.device",
            "/usr/local/Dockerfile",
            "/home/me/dev/app/Dockerfile",
            "dev/nginx.Dockerfile",
            "Dockerfile.test",
        ] {
            assert_eq!(of_path(path), None, "{path}");
        }
    }

    #[test]
    fn stages_and_targets() {
        let proposed = |text: &str, path: &str, target: Option<&str>| {
            super::proposed(path, target, &parse(text)).map(|it| (it.profile, it.name))
        };
        let dev = |name: &str| Some((Profile::Dev, name.to_owned()));
        let text = "FROM a AS production\nFROM b AS development\n";
        assert_eq!(proposed(text, "Dockerfile", None), dev("development"));
        assert_eq!(proposed(text, "Dockerfile", Some("production")), Some((Profile::Prod, "production".to_owned())));
        assert_eq!(proposed(text, "Dockerfile.prod", Some("development")), dev("development"));
        assert_eq!(proposed("FROM a AS build\nFROM b\n", "Dockerfile.dev", Some("build")), dev("Dockerfile.dev"));
        assert_eq!(proposed("FROM a AS dev\nFROM b\n", "Dockerfile", None), None);
        assert_eq!(proposed("FROM a AS dev\nFROM b AS x\n", "Dockerfile", Some("1")), None);
        assert_eq!(proposed("", "Dockerfile", None), None);
    }
}

use serde::Serialize;

/// The instructions of a Dockerfile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the names are those of the Dockerfile reference")]
pub enum Keyword {
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    Stopsignal,
    User,
    Volume,
    Workdir,
    /// A first word that names no instruction.
    Unknown,
}

impl Keyword {
    /// Every instruction there is, in alphabetical order.
    pub const ALL: [Self; 18] = [
        Self::Add,
        Self::Arg,
        Self::Cmd,
        Self::Copy,
        Self::Entrypoint,
        Self::Env,
        Self::Expose,
        Self::From,
        Self::Healthcheck,
        Self::Label,
        Self::Maintainer,
        Self::Onbuild,
        Self::Run,
        Self::Shell,
        Self::Stopsignal,
        Self::User,
        Self::Volume,
        Self::Workdir,
    ];

    /// The instruction that `word` names in any case, or [`Keyword::Unknown`].
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|keyword| keyword.as_str().eq_ignore_ascii_case(word)).unwrap_or(Self::Unknown)
    }

    /// The name in upper case, as the reference writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "ADD",
            Self::Arg => "ARG",
            Self::Cmd => "CMD",
            Self::Copy => "COPY",
            Self::Entrypoint => "ENTRYPOINT",
            Self::Env => "ENV",
            Self::Expose => "EXPOSE",
            Self::From => "FROM",
            Self::Healthcheck => "HEALTHCHECK",
            Self::Label => "LABEL",
            Self::Maintainer => "MAINTAINER",
            Self::Onbuild => "ONBUILD",
            Self::Run => "RUN",
            Self::Shell => "SHELL",
            Self::Stopsignal => "STOPSIGNAL",
            Self::User => "USER",
            Self::Volume => "VOLUME",
            Self::Workdir => "WORKDIR",
            Self::Unknown => "",
        }
    }

    /// Whether heredocs may stand on the instruction (Dockerfile 1.4).
    pub const fn takes_heredocs(self) -> bool {
        matches!(self, Self::Add | Self::Copy | Self::Run)
    }

    /// The flags that the instruction knows, with the names of those that are switches (`--link`) in the second list.
    pub const fn flags(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::From => (&["platform"], &[]),
            Self::Run => (&["mount", "network", "security", "device"], &[]),
            Self::Copy => (&["from", "chown", "chmod", "exclude"], &["link", "parents"]),
            Self::Add => (&["chown", "chmod", "checksum", "exclude"], &["link", "keep-git-dir", "unpack"]),
            Self::Healthcheck => (&["interval", "timeout", "start-period", "start-interval", "retries"], &[]),
            _ => (&[], &[]),
        }
    }
}

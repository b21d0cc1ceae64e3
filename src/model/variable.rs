use crate::text::TextRange;

/// The PATH that BuildKit gives to an image without one (Linux).
pub const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The arguments of the platform and the target, which have a value without being set.
pub const PLATFORM_ARGUMENTS: &[&str] = &[
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDOSVERSION",
    "BUILDARCH",
    "BUILDVARIANT",
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETOSVERSION",
    "TARGETARCH",
    "TARGETVARIANT",
    "TARGETSTAGE",
];

/// One setting of a variable, in a stage or before the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The name.
    pub name: String,
    /// The value, expanded; `None` for an `ARG` that nobody gives a value.
    pub value: Option<String>,
    /// What sets it.
    pub kind: AssignmentKind,
    /// Index of the instruction; `None` for what comes with an image.
    pub instruction: Option<usize>,
    /// Where the name and the value stand; empty at 0 for what comes with an image.
    pub range: TextRange,
}

/// What sets a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssignmentKind {
    /// The configuration of the base image.
    Image,
    /// `ENV`: kept in the image.
    Env,
    /// `ARG` with its own default.
    Arg,
    /// `ARG` whose value comes from `--build-arg`.
    BuildArg,
    /// `ARG` whose value comes from an `ARG` before the first `FROM`, or from the platform.
    GlobalArg,
}

impl AssignmentKind {
    /// Whether the value is in the image when it runs.
    pub const fn is_kept(self) -> bool {
        matches!(self, Self::Image | Self::Env)
    }
}

/// Build arguments that work without `ARG`, in upper and lower case (Dockerfile reference, "Predefined ARGs").
pub(super) fn is_proxy(name: &str) -> bool {
    ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"]
        .iter()
        .any(|proxy| *proxy == name || proxy.to_ascii_lowercase() == name)
}

/// Whether the builder knows a value for the build argument of that name without being given one, or passes it on
/// without an `ARG` (Dockerfile reference, "Predefined ARGs" and "Automatic platform ARGs").
pub fn is_predefined(name: &str) -> bool {
    is_proxy(name) || PLATFORM_ARGUMENTS.contains(&name)
}

/// The value of a predefined platform argument for a build of `target` (`os/arch[/variant]`) on `linux/amd64`.
pub(super) fn platform_argument(name: &str, platform: &str, target_stage: &str) -> Option<String> {
    let (of, part) = if let Some(part) = name.strip_prefix("TARGET") {
        (platform, part)
    } else {
        ("linux/amd64", name.strip_prefix("BUILD")?)
    };
    let mut parts = of.splitn(3, '/');
    let (os, arch, variant) = (parts.next(), parts.next(), parts.next());
    let value = match part {
        "PLATFORM" => of,
        "OS" => os.unwrap_or_default(),
        "ARCH" => arch.unwrap_or_default(),
        "VARIANT" => variant.unwrap_or_default(),
        "OSVERSION" => "",
        "STAGE" if name == "TARGETSTAGE" => target_stage,
        _ => return None,
    };
    Some(value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platform_arguments_by_part() {
        let value = |name| platform_argument(name, "linux/arm64/v8", "default");
        assert_eq!(value("TARGETPLATFORM").as_deref(), Some("linux/arm64/v8"));
        assert_eq!(value("TARGETVARIANT").as_deref(), Some("v8"));
        assert_eq!(value("BUILDARCH").as_deref(), Some("amd64"));
        assert_eq!(value("TARGETSTAGE").as_deref(), Some("default"));
        assert_eq!(value("BUILDSTAGE"), None);
        assert_eq!(value("TARGET"), None);
    }

    #[test]
    fn proxies_in_both_cases() {
        assert!(is_proxy("HTTP_PROXY") && is_proxy("no_proxy") && !is_proxy("Http_Proxy"));
    }
}

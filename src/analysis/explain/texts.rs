//! What instructions, flags and options do, and since which syntax version. Source: Dockerfile reference.

use crate::syntax::Keyword;

/// A text and the first syntax version that knows what it tells of.
pub(in crate::analysis) type Text = (&'static str, Option<&'static str>);

pub(in crate::analysis) const fn instruction(keyword: Keyword) -> &'static str {
    match keyword {
        Keyword::Add => {
            "Copies files into the image, downloads addresses, clones Git repositories and unpacks local archives."
        }
        Keyword::Arg => "Declares a build argument: a variable of the build that containers do not see.",
        Keyword::Cmd => {
            "Sets what a container runs, or the arguments of the ENTRYPOINT. Nothing runs during the build; the last CMD counts."
        }
        Keyword::Copy => "Copies files of the build context, a stage or an image into the image.",
        Keyword::Entrypoint => "Sets the program that every container starts; CMD gives its default arguments.",
        Keyword::Env => "Sets variables for the rest of the stage and for every container of the image.",
        Keyword::Expose => "Notes on which ports the program listens. It opens none of them.",
        Keyword::From => "Starts a stage: on a base image, on an earlier stage or on nothing.",
        Keyword::Healthcheck => "Sets how Docker finds out whether a container still works.",
        Keyword::Label => "Writes metadata into the image.",
        Keyword::Maintainer => "Names the author. Deprecated: use LABEL org.opencontainers.image.authors.",
        Keyword::Onbuild => "Puts an instruction off until a build starts from this image.",
        Keyword::Run => "Runs a command during the build and keeps the files that it changes as a layer.",
        Keyword::Shell => "Sets the shell that runs commands in shell form from here on.",
        Keyword::Stopsignal => "Sets the signal that asks a container to stop.",
        Keyword::User => "Sets as whom later commands of the stage and the containers run.",
        Keyword::Volume => "Marks directories whose files a container keeps outside of its own layer.",
        Keyword::Workdir => "Sets the working directory from here on, and creates it.",
        Keyword::Unknown => "No instruction has this name: a build stops here.",
    }
}

/// What a directive does, what its value is, and since when it exists.
pub(in crate::analysis) fn directive(name: &str) -> (&'static str, &'static str, Option<&'static str>) {
    match name {
        "syntax" => (
            "Chooses the version of the Dockerfile language.",
            "The image that reads this file; the builder pulls it first.",
            None,
        ),
        "escape" => (
            "Chooses the character that joins lines and takes a meaning away.",
            "The escape character: a backslash, or a back quote for Windows paths.",
            None,
        ),
        _ => (
            "Sets up the build checks.",
            "`skip=` names checks to leave out, `error=true` makes a finding stop the build.",
            Some("1.8"),
        ),
    }
}

pub(in crate::analysis) fn flag(keyword: Keyword, name: &str) -> Text {
    match (keyword, name) {
        (Keyword::From, "platform") => {
            ("The platform of the base image, where it is not that of the build's target.", None)
        }
        (Keyword::Run, "mount") => {
            ("Mounts something for this command only; nothing of it gets into the layer.", Some("1.2"))
        }
        (Keyword::Run, "network") => ("Which network the command can use.", Some("1.3")),
        (Keyword::Run, "security") => ("Whether the command runs in the sandbox.", Some("1.20")),
        (Keyword::Run, "device") => ("Gives the command a device of the builder.", Some("1.14-labs")),
        (_, "from") => {
            ("Takes the files from a stage, an image or a named context instead of the build context.", None)
        }
        (_, "chown") => ("Who owns the copies; without it root, whatever USER says.", None),
        (_, "chmod") => ("The permissions of the copies.", Some("1.2")),
        (_, "link") => {
            ("Makes a layer that does not depend on the ones below, so that it stays when they change.", Some("1.4"))
        }
        (_, "parents") => ("Keeps the directories of each source, from `/./` on where it has one.", Some("1.20")),
        (_, "exclude") => ("Leaves out what matches the pattern.", Some("1.19")),
        (_, "checksum") => ("Refuses a download that has another checksum.", Some("1.6")),
        (_, "keep-git-dir") => ("Keeps the directory `.git` of a repository.", Some("1.1")),
        (_, "unpack") => {
            ("Whether archives are unpacked; without it, local ones are and downloads are not.", Some("1.17"))
        }
        (_, "interval") => ("How long after one check the next one runs; 30s without it.", None),
        (_, "timeout") => ("How long a check may take; 30s without it.", None),
        (_, "start-period") => ("How long after the start failures do not count; 0s without it.", None),
        (_, "start-interval") => ("How often checks run in the start period; 5s without it.", Some("1.6")),
        (_, "retries") => ("How many failures in a row make a container unhealthy; 3 without it.", None),
        _ => ("The instruction has no such flag: a build stops here.", None),
    }
}

/// The values of `RUN --network` and `--security`.
pub(in crate::analysis) fn flag_value(name: &str, value: &str) -> Option<&'static str> {
    Some(match (name, value) {
        ("network", "default") => "The network of the build.",
        ("network", "none") => "No network: only the loopback device.",
        ("network", "host") => "The network of the builder's machine; the builder must allow it.",
        ("security", "sandbox") => "In the sandbox, as without the flag.",
        ("security", "insecure") => "Outside of the sandbox, with all rights; the builder must allow it.",
        _ => return None,
    })
}

/// What an option of a mount of a kind does.
pub(in crate::analysis) fn mount_option(kind: &str, key: &str) -> Text {
    let text = match (kind, key) {
        (_, "type") => match kind {
            "bind" => "Files of the build context, a stage or an image; read-only, and what is written is thrown away.",
            "cache" => "A directory that the builder keeps from build to build.",
            "tmpfs" => "A directory in memory, empty at the start and gone at the end.",
            "secret" => "A secret that the build is given; it stays out of layers and cache.",
            "ssh" => "The SSH agent of the one who builds.",
            _ => "No kind of mount has this name: a build stops here.",
        },
        ("cache", "id") => "The name of the cache; without it, its target.",
        ("secret", "id") => "The name of the secret, as after `--secret id=`.",
        ("ssh", "id") => "The name of the agent or key; `default` without it.",
        ("secret", "env") => return ("The variable that holds the secret.", Some("1.10")),
        ("secret", "target") => "The file that holds the secret; `/run/secrets/` and the name without it.",
        ("ssh", "target") => "The socket of the agent.",
        (_, "target") => "Where it appears for the command.",
        (_, "source") => "What of the source is mounted; its root without it.",
        (_, "from") => "The stage, image or named context that the files come from.",
        ("cache", "sharing") => {
            "What other builds do meanwhile: `shared` writes too, `private` gets another one, `locked` waits."
        }
        (_, "readonly") => "Nothing can be written.",
        (_, "readwrite") => "The command can write; what it writes is thrown away.",
        (_, "required") => "Stops the build where the secret or agent is missing.",
        (_, "size") => "The most memory that it may take.",
        (_, "mode") => "The permissions, in octal.",
        (_, "uid") => "Number of the user who owns it; root without it.",
        (_, "gid") => "Number of the group that owns it; root without it.",
        _ => "Mounts of this type have no such option.",
    };
    (text, None)
}

//! The mounts of a RUN as they count for its key.
//!
//! Source: moby/buildkit, dockerfile2llb (`convert_runmount.go`), `client/llb/exec.go` and `solver/llbsolver/ops/exec.go`.

use super::digest::Digest;
use super::selection::Selector;
use crate::model::path::clean;
use crate::model::{Dockerfile, Mount, MountKind};
use crate::syntax::Instruction;

/// A mount, ready to be keyed.
pub(super) struct KeyedMount {
    /// Where it is mounted; mounts are sorted by it.
    pub(super) target: String,
    /// What of it counts beside the input.
    pub(super) options: Digest,
    /// What it takes files from.
    pub(super) from: MountSource,
}

/// What a mount takes files from.
pub(super) enum MountSource {
    /// No files: an empty cache, memory.
    None,
    /// Something made for the mount alone, such as the directory that gives a cache its owner.
    Own(Digest),
    /// Files of the context, a stage or an image: `from` as written.
    Files { from: Option<String>, selector: Selector },
}

/// The mounts of an instruction.
#[derive(Default)]
pub(super) struct Mounts {
    /// Bind, cache and tmpfs mounts, sorted by target: their order on the line does not count.
    pub(super) sorted: Vec<KeyedMount>,
    /// Secrets and SSH agents, whose order counts.
    pub(super) ordered: Vec<Digest>,
}

impl Mounts {
    pub(super) fn of(dockerfile: &Dockerfile, index: usize, instruction: &Instruction) -> Self {
        let flags = instruction.flags.iter().filter(|flag| flag.name.text == "mount");
        let values = flags.filter_map(|flag| flag.value.as_ref());
        let mut mounts = Self::default();
        for value in values {
            let mount = Mount::parse(dockerfile.expand(index, value), value.range);
            mounts.add(dockerfile, index, &mount);
        }
        mounts.sort();
        mounts
    }

    /// The mount of a script that a RUN is handed as a heredoc with `#!`.
    pub(super) fn add_script(&mut self, script: Digest) {
        let (target, options) = ("/dev/pipes/".to_owned(), Digest::of("bind").flag(true).finish());
        self.sorted.push(KeyedMount { target, options, from: MountSource::Own(script) });
        self.sort();
    }

    fn sort(&mut self) {
        self.sorted.sort_by(|left, right| left.target.cmp(&right.target));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sorted.is_empty() && self.ordered.is_empty()
    }

    fn add(&mut self, dockerfile: &Dockerfile, index: usize, mount: &Mount) {
        let workdir = &*dockerfile.facts[index].workdir;
        let written = mount.target().unwrap_or_default();
        let target = clean(&if written.starts_with('/') { written.to_owned() } else { format!("{workdir}/{written}") });
        let mounted = match mount.kind {
            Some(MountKind::Secret) => return self.ordered.push(secret(mount)),
            Some(MountKind::Ssh) => return self.ordered.push(ssh(mount)),
            Some(MountKind::Bind) => bind(mount),
            Some(MountKind::Cache) => {
                cache(mount, written, dockerfile.project.build_args.get("BUILDKIT_CACHE_MOUNT_NS"))
            }
            Some(MountKind::Tmpfs) => (Digest::of("tmpfs").optional(mount.value("size")).finish(), MountSource::None),
            None => (Digest::of("no mount").optional(mount.value("type")).finish(), MountSource::None),
        };
        self.sorted.push(KeyedMount { target, options: mounted.0, from: mounted.1 });
    }
}

/// Read-only unless told otherwise. The path inside the source is not part of the key: its files are.
fn bind(mount: &Mount) -> (Digest, MountSource) {
    (Digest::of("bind").flag(!is_writable(mount)).finish(), files(mount))
}

fn files(mount: &Mount) -> MountSource {
    let selector = Selector::plain(mount.value("source").unwrap_or_default());
    MountSource::Files { from: mount.from().map(str::to_owned), selector }
}

/// `id` and `sharing` count only where they are the default (`exec.go`, 93-112): a cache of a given name is taken to
/// hold nothing that a result depends on.
fn cache(mount: &Mount, target: &str, namespace: Option<&String>) -> (Digest, MountSource) {
    let id = mount.value("id").unwrap_or(target);
    let is_default = id == target && matches!(mount.value("sharing"), None | Some("shared"));
    let options = Digest::of("cache").flag(is_read_only(mount)).flag(is_default);
    let options = options.optional(namespace.filter(|_| is_default).map(String::as_str));
    let owner = ["mode", "uid", "gid"].map(|key| mount.value(key));
    let from = if mount.from().is_some() {
        files(mount)
    } else if owner.iter().any(Option::is_some) {
        let [mode, uid, gid] = owner;
        let mode = mode.map_or("755", |mode| mode.trim_start_matches('0'));
        MountSource::Own(Digest::of("owner").texts([mode, uid.unwrap_or("0"), gid.unwrap_or("0")]).finish())
    } else {
        MountSource::None
    };
    (options.finish(), from)
}

/// Everything but the value of the secret, and whether there is one.
fn secret(mount: &Mount) -> Digest {
    let target = mount.target();
    let base = target.and_then(|target| target.rsplit('/').next());
    let id = mount.value("id").or_else(|| mount.value("source")).or(base).unwrap_or_default();
    let variable = mount.value("env");
    let file = target.map(str::to_owned).or_else(|| {
        let name = id.rsplit('/').next().unwrap_or(id);
        variable.is_none().then(|| format!("/run/secrets/{name}"))
    });
    let options = Digest::of("secret").text(id).optional(file.as_deref()).optional(variable);
    access(options, mount, "400").flag(is_on(mount, "required")).finish()
}

fn ssh(mount: &Mount) -> Digest {
    let options = Digest::of("ssh").text(mount.value("id").unwrap_or("default")).optional(mount.target());
    access(options, mount, "600").flag(is_on(mount, "required")).finish()
}

fn access(options: super::digest::Hasher, mount: &Mount, mode: &str) -> super::digest::Hasher {
    let mode = mount.value("mode").unwrap_or(mode).trim_start_matches('0');
    options.text(mode).text(mount.value("uid").unwrap_or("0")).text(mount.value("gid").unwrap_or("0"))
}

/// Whether an option without a value, or with a true one, is the last word on it.
fn is_on(mount: &Mount, key: &str) -> bool {
    let option = mount.options.iter().rev().find(|option| option.key == key);
    option.is_some_and(|option| !matches!(option.value.as_deref(), Some("false" | "0" | "f" | "F" | "False" | "FALSE")))
}

fn has(mount: &Mount, key: &str) -> bool {
    mount.options.iter().any(|option| option.key == key)
}

fn is_writable(mount: &Mount) -> bool {
    is_on(mount, "readwrite") || (has(mount, "readonly") && !is_on(mount, "readonly"))
}

fn is_read_only(mount: &Mount) -> bool {
    is_on(mount, "readonly") || (has(mount, "readwrite") && !is_on(mount, "readwrite"))
}

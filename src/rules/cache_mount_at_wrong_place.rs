//! A cache mount where the tool does not look.

use std::cell::LazyCell;

use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::user::{is_root, runs_as_root};
use crate::model::{Base, Mount, MountKind};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "cache-mount-at-wrong-place",
    codes: &[],
    topic: Topic::Cache,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "The mount stays empty: every build downloads everything again, and the image keeps the real cache",
    help: "Mount it at the folder that the tool uses for this user",
    page: include_str!("../../docs/rules/cache_mount_at_wrong_place.md"),
    check,
};

/// What decides where a program keeps its cache, besides the home of the user.
struct Cache {
    programs: &'static [&'static str],
    /// The folder below the home.
    folder: &'static str,
    /// Parts of names of variables and flags that move it.
    moved_by: &'static [&'static str],
}

const fn cache(programs: &'static [&'static str], folder: &'static str, moved_by: &'static [&'static str]) -> Cache {
    Cache { programs, folder, moved_by }
}

/// Sources: the chapters on caches in the documentation of each tool.
const CACHES: &[Cache] = &[
    cache(&["pip", "pip3"], ".cache/pip", &["PIP_CACHE_DIR", "XDG_CACHE_HOME", "--cache-dir"]),
    cache(&["npm"], ".npm", &["NPM_CONFIG_CACHE", "npm_config_cache", "--cache", "set cache", ".npmrc"]),
    cache(&["uv"], ".cache/uv", &["UV_CACHE_DIR", "XDG_CACHE_HOME", "--cache-dir"]),
    cache(&["poetry"], ".cache/pypoetry", &["POETRY_CACHE_DIR", "XDG_CACHE_HOME", "cache-dir"]),
    cache(&["go"], ".cache/go-build", &["GOCACHE", "XDG_CACHE_HOME"]),
    cache(&["mvn", "mvnw"], ".m2", &["maven.repo.local", "MAVEN_", "settings.xml", "-Duser.home"]),
    cache(&["pnpm"], ".local/share/pnpm/store", &["PNPM_HOME", "XDG_DATA_HOME", "store-dir", "STORE_DIR", "store_dir"]),
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    // Each looks through the whole file.
    let kept = LazyCell::new(|| CACHES.iter().filter(|it| !is_moved(ctx, it)).collect::<Vec<_>>());
    for (index, code) in ctx.dockerfile.run_code() {
        let caches = ctx.dockerfile.facts[index].mounts.iter().filter(|it| it.kind == Some(MountKind::Cache));
        let mut caches = caches.filter_map(|it| Some((it, it.target()?.trim_end_matches('/')))).peekable();
        if caches.peek().is_none() {
            continue;
        }
        let mut used = kept.to_vec();
        used.retain(|cache| code.programs().any(|(_, program)| cache.programs.contains(&program.name)));
        let Some(home) = home(ctx, index).filter(|_| !used.is_empty()) else { continue };
        for (mount, target) in caches.filter(|(_, target)| !is_own(&home, target)) {
            let Some(cache) = used.iter().find(|it| it.is_at(target)) else { continue };
            let name = cache.programs[0];
            let remark = report.at(mount.range, format!("`{name}` keeps its cache elsewhere for this user"));
            // A cache for another user than root must belong to that user.
            if home == "/root" {
                let place = format!("{home}/{}", cache.folder);
                remark.help(format!("Mount it at `{place}`"));
                remark.fixes.extend(moved(mount, &place));
            }
        }
    }
}

impl Cache {
    /// Whether a folder is the cache of somebody; at `/pnpm/store`, of those who have set `PNPM_HOME`, as the
    /// documentation of pnpm does.
    fn is_at(&self, target: &str) -> bool {
        let is_below_home = target.strip_suffix(self.folder).is_some_and(|home| home.ends_with('/'));
        is_below_home || self.programs[0] == "pnpm" && target == "/pnpm/store"
    }
}

/// Whether anything in the file or beside it may say where the cache is.
fn is_moved(ctx: &Context<'_>, cache: &Cache) -> bool {
    let text = &ctx.dockerfile.tree.text;
    let is_named = |it: &&str| text.contains(*it) || ctx.project.files.keys().any(|path| path.contains(*it));
    cache.moved_by.iter().any(is_named) || text.contains("HOME=") || text.contains("ENV HOME")
}

/// The home of the user at the instruction; `?` for one that is not root and whose home nobody tells.
fn home(ctx: &Context<'_>, index: usize) -> Option<String> {
    let facts = &ctx.dockerfile.facts[index];
    let text = ctx.dockerfile.tree.instructions[index].body.text();
    if ["sudo", "su ", "gosu", "su-exec", "setpriv", "runuser"].iter().any(|it| text.contains(it)) {
        return None;
    }
    match facts.user.split(':').next().unwrap_or_default() {
        "" => {}
        user if is_root(user) => return Some("/root".to_owned()),
        user => return (!user.contains('$')).then(|| "?".to_owned()),
    }
    let lowest = ctx.dockerfile.lineage(facts.stage?).last()?;
    let Base::Image(image) = &lowest.base else { return None };
    let is_known = image.is_official() && runs_as_root(image, image.name()) && ctx.project.images.is_empty();
    is_known.then(|| "/root".to_owned())
}

/// Whether a folder is below the home, or may be.
fn is_own(home: &str, target: &str) -> bool {
    let is_roots = target.starts_with("/root/");
    if home == "/root" { is_roots || !target.starts_with("/home/") && target != "/pnpm/store" } else { !is_roots }
}

fn moved(mount: &Mount, place: &str) -> Option<Fix> {
    let option = mount.options.iter().rev().find(|it| it.key == "target")?;
    let edit = Edit::replace(option.range, format!("{}={place}", option.written));
    let title = format!("Mount the cache at `{place}`");
    let caution = "The cache is then shared with the other steps that mount it there";
    (option.range.len() > option.written.len()).then(|| Fix::unsafe_because(caution, title, [edit]))
}

//! Installing dependencies before the source is copied: what to move, and what to run first.

use super::package_cache::mount;
use super::rewrite::{
    comments_in, copies, delete_lines, insert_line_after, insert_line_before, line_break, with_comments,
};
use super::{Context, Fix};
use crate::model::{
    Code, Followed, Install, Manifests, MountKind, Needs, Program, Source, Stage, adds_packages_by_name,
};
use crate::shell::{Command, Connector, Script};
use crate::syntax::{Copy, Instruction, Keyword};
use crate::text::{Edit, TextRange};

/// A copy of the source, and the installation behind it.
pub(super) struct Order<'a> {
    pub(super) stage: &'a Stage,
    /// Index of the copy, and of the RUN that installs.
    pub(super) at: usize,
    pub(super) run: usize,
    pub(super) copy_line: &'a Instruction,
    pub(super) copy: &'a Copy,
    /// The folder of the build context that is copied, with its slash; empty for all of it.
    pub(super) root: &'a str,
    pub(super) install: &'a Install,
}

/// The folder that a copy takes whole, with its slash; empty for all of the build context.
pub(super) fn broad_root(ctx: &Context<'_>, instruction: &Instruction, copy: &Copy) -> Option<String> {
    let names = || copy.sources.iter().map(|it| it.text.trim_end_matches('/'));
    if instruction.flag("from").is_some() {
        return None;
    }
    if names().any(|it| matches!(it, "." | "" | "*" | "./*")) {
        return Some(String::new());
    }
    let [source] = copy.sources.as_slice() else { return None };
    let root = format!("{}/", names().next()?.trim_start_matches("./").trim_start_matches('/'));
    let is_plain = !root.contains(['$', '*', '?', '[', '\\', ':']) && !root.split('/').any(|it| it == "..");
    let is_known = || ctx.project.files.range(root.clone()..).next().is_some_and(|(it, _)| it.starts_with(&root));
    (is_plain && (source.text.ends_with('/') || is_known())).then_some(root)
}

/// Whether the destination of a copy is the working directory of the instruction at `index`.
pub(super) fn becomes_workdir(ctx: &Context<'_>, copy: &Copy, index: usize) -> bool {
    copy.destination.as_ref().is_some_and(|it| is_workdir(&it.text, &ctx.dockerfile.facts[index].workdir))
}

/// More copies than this are not proposed: by then a person finds a better way.
const MOST_COPIES: usize = 20;

/// What to copy, and whether every reference to other files was followed.
fn needed(ctx: &Context<'_>, order: &Order<'_>) -> Option<(Followed, bool)> {
    let followed = match order.install.manifests_in(ctx.project, order.root) {
        Manifests::Unclear => return None,
        Manifests::Unknown => {
            let files = order.install.manifests.clone();
            return Some((Followed { files, ..Followed::default() }, false));
        }
        Manifests::Followed(followed) => followed,
    };
    let is_there = |it: &String| {
        it.contains('*') || it.ends_with('/') || ctx.project.files.contains_key(&format!("{}{it}", order.root))
    };
    let is_copied = |it: &String| is_there(it) || is_copied(ctx, order, it);
    (followed.stubs.len() <= MOST_COPIES && followed.files.iter().all(is_copied)).then_some((followed, true))
}

/// Copies the manifests and installs what they list before the source is copied; `None` where that may not work.
pub(super) fn fix(ctx: &Context<'_>, order: &Order<'_>) -> Option<Fix> {
    let Order { at, run, copy_line, copy, install, .. } = *order;
    let tree = ctx.dockerfile.tree;
    let run_line = &tree.instructions[run];
    let facts = &ctx.dockerfile.facts[run];
    let between = &tree.instructions[at + 1..run];
    let moves = copy.sources.len() == 1 && !copy.json && between.iter().all(|it| lets_pass(copy_line, it));
    // A mount may already bring the manifests.
    let has_files = facts.mounts.iter().any(|it| matches!(it.kind, None | Some(MountKind::Bind)));
    let destination = &copy.destination.as_ref()?.text;
    let (Followed { files, stubs, flag }, is_whole) = needed(ctx, order)?;
    if !moves || has_files || files.is_empty() || !is_workdir(destination, &facts.workdir) {
        return None;
    }
    let missing: Vec<&str> = files.iter().filter(|it| !is_copied(ctx, order, it)).map(String::as_str).collect();
    let start = &tree.text[copy_line.range.start..copy.sources[0].range.start];
    let mut lines: Vec<String> =
        copies(&missing, order.root, destination).iter().map(|it| format!("{start}{it}")).collect();
    if lines.len() > MOST_COPIES {
        return None;
    }
    let block = with_comments(tree, copy_line);
    let break_ = line_break(tree);
    let list = files.join("`, `");
    let (title, edits) = match &install.needs {
        Needs::Nothing if flag.is_some_and(|it| !run_line.range.of(&tree.text).contains(it)) => return None,
        Needs::Nothing if ctx.dockerfile.runs_on_manifests(run) => {
            let first =
                if lines.is_empty() { delete_lines(tree, block) } else { Edit::replace(block, lines.join(break_)) };
            let moved = insert_line_after(tree, run_line, block.of(&tree.text));
            (format!("Copy `{list}` first, the source after the installation"), vec![first, moved])
        }
        Needs::Nothing => {
            let (line, moved) = first_step(ctx, order, facts.code.as_ref()?, None)?;
            lines.push(line);
            let title = format!("Copy `{list}` and install first, the source and the rest of the step afterwards");
            (title, ahead(ctx, order, block, &lines).into_iter().chain(moved).collect())
        }
        Needs::SourceWithoutFlags(flags) => {
            let flags = flag.unwrap_or(flags);
            let (line, moved) = first_step(ctx, order, facts.code.as_ref()?, Some(flags))?;
            lines.push(line);
            let title = format!("Copy `{list}` and install with `{flags}` first, the source and the rest afterwards");
            (title, ahead(ctx, order, block, &lines).into_iter().chain(moved).collect())
        }
        Needs::SourceToBuild(Some(first)) => {
            // Flags such as mounts are for this command too.
            let head = &tree.text[run_line.range.start..run_line.body.source_range(TextRange::new(0, 0)).start];
            let first = &with_stubs(install, first, &stubs, is_whole);
            lines.push(Some(format!("{head}{first}")).filter(|_| !head.contains('\n'))?);
            let title = format!("Copy `{list}` and run `{first}` first, the source afterwards");
            (title, ahead(ctx, order, block, &lines))
        }
        _ => return None,
    };
    let caution = "If the list of dependencies refers to other files, they must be copied with it";
    Some(if is_whole { Fix::safe(title, edits) } else { Fix::unsafe_because(caution, title, edits) })
}

/// Cargo takes no manifest of a package without a source. Those that are copied later write over the empty ones; a
/// guessed one goes away again.
fn with_stubs(install: &Install, first: &str, stubs: &[String], is_whole: bool) -> String {
    if install.tool() == "cargo" && !is_whole {
        return format!("mkdir -p src && touch src/lib.rs && {first} && rm -r src");
    }
    if stubs.is_empty() {
        return first.to_owned();
    }
    let mut folders: Vec<&str> = stubs.iter().filter_map(|it| it.rsplit_once('/')).map(|it| it.0).collect();
    folders.sort_unstable();
    folders.dedup();
    format!("mkdir -p {} && touch {} && {first}", folders.join(" "), stubs.join(" "))
}

/// The other way, for a build: it runs again, but finds its downloads in a mount. All steps that use the same program
/// get it, as none of them sees what another has put there; `None` where one cannot, or where the image needs it.
pub(super) fn kept_downloads(ctx: &Context<'_>, order: &Order<'_>) -> Option<Fix> {
    let image = ctx.dockerfile.image(order.run).map_or("", |it| it.name());
    let place = order.install.downloads(image)?;
    let tool = order.install.tool();
    let is_above = |stage: &Stage| ctx.dockerfile.lineage(stage.index).any(|it| it.index == order.stage.index);
    let mut edits = Vec::new();
    for stage in ctx.dockerfile.stages.iter().filter(|it| is_above(it)) {
        for (index, _) in ctx.dockerfile.instructions(stage) {
            let facts = &ctx.dockerfile.facts[index];
            let uses = ctx.dockerfile.installs(index).iter().any(|it| it.tool() == tool);
            if !uses || ctx.dockerfile.is_mounted(index, place) {
                continue;
            }
            // Another user may not write there.
            if !matches!(&*facts.user, "" | "root" | "0") {
                return None;
            }
            edits.extend(mount(ctx, index, &[place])?.edits);
        }
    }
    let is_started = ctx
        .dockerfile
        .started()
        .iter()
        .any(|it| order.install.manager.is_some_and(|manager| manager.programs.contains(&it.program.name)));
    if is_started || is_taken(ctx, order.stage, place) {
        return None;
    }
    let title = format!("Mount a cache at `{place}`: the step runs again, its downloads stay");
    Some(Fix { title, edits, ..mount(ctx, order.run, &[place])? })
}

/// Whether another stage takes files of that place in `stage` or those built on it.
fn is_taken(ctx: &Context<'_>, stage: &Stage, place: &str) -> bool {
    ctx.dockerfile.stages.iter().filter(|it| it.index > stage.index).any(|other| {
        ctx.dockerfile.instructions(other).any(|(_, line)| {
            let Some(from) = line.flag_value("from") else { return false };
            let Source::Stage(source) = ctx.dockerfile.source(other.index, Some(from)) else { return false };
            let takes =
                |it: &str| it.starts_with(place) || place.starts_with(&format!("{}/", it.trim_end_matches('/')));
            let is_such = ctx.dockerfile.lineage(source).any(|it| it.index == stage.index);
            is_such && line.copy().is_some_and(|copy| copy.sources.iter().any(|it| takes(&it.text)))
        })
    })
}

/// Puts `lines` in front of the copy, and the copy right before the RUN.
fn ahead(ctx: &Context<'_>, order: &Order<'_>, block: TextRange, lines: &[String]) -> Vec<Edit> {
    let tree = ctx.dockerfile.tree;
    let break_ = line_break(tree);
    let mut text = lines.join(break_);
    if order.at + 1 == order.run {
        return vec![Edit::insert(block.start, text + break_)];
    }
    text = text + break_ + block.of(&tree.text);
    vec![delete_lines(tree, block), insert_line_before(tree, &tree.instructions[order.run], &text)]
}

/// A RUN that installs, and what it takes away from the one that is there: the commands before the installation, which
/// set up the manager, and the installation itself unless it runs again there without `flags`.
fn first_step(
    ctx: &Context<'_>,
    order: &Order<'_>,
    code: &Code,
    flags: Option<&str>,
) -> Option<(String, Option<Edit>)> {
    let tree = ctx.dockerfile.tree;
    let run_line = &tree.instructions[order.run];
    let script = &code.script;
    let is_plain =
        script.errors.is_empty() && script.blocks.len() == 1 && !code.is_exec() && run_line.heredocs.is_empty();
    let at = script.commands.iter().position(|it| it.range.encloses(order.install.range))?;
    let (before, command, after) = (&script.commands[..at], &script.commands[at], &script.commands[at + 1..]);
    let sets_up = |program: Program<'_>| program.name == "corepack" || adds_packages_by_name(program);
    let is_joined = |it: &Command| {
        let connector = matches!(it.place.connector, Connector::Start | Connector::And);
        it.parent == Script::ROOT && connector && script.pipeline_of(it).length == 1
    };
    let is_simple = |it: &Command| is_joined(it) && it.redirections.is_empty();
    let can_move = before.iter().all(|it| is_simple(it) && Program::of(it.unwrapped()).is_some_and(sets_up));
    let run_start = run_line.range.start;
    let (first, installation) = (code.range(script.commands[0].range), code.range(command.range));
    let has_comment = !comments_in(tree, TextRange::new(run_start, installation.end)).is_empty();
    // What is left in one layer cannot be cleaned in the next.
    if !is_plain || !can_move || !is_simple(command) || has_comment || after.iter().any(cleans) {
        return None;
    }
    let line = &tree.text[run_start..installation.end];
    let Some(flags) = flags else {
        let next = after.first().filter(|it| is_joined(it))?;
        let taken = TextRange::new(first.start, code.range(next.range).start);
        return comments_in(tree, taken).is_empty().then(|| (line.to_owned(), Some(Edit::delete(taken))));
    };
    let taken = TextRange::new(first.start, installation.start);
    Some((format!("{line} {flags}"), (!taken.is_empty()).then(|| Edit::delete(taken))))
}

/// Whether a command removes what those before it have left.
fn cleans(command: &Command) -> bool {
    let is_word = |word: &str| matches!(word, "cache" | "clean" | "del" | "prune" | "purge" | "autoremove" | "remove");
    let invocation = command.unwrapped();
    matches!(invocation.base_name(), Some("rm" | "find"))
        || invocation.arguments().iter().any(|it| is_word(&it.unquoted()))
}

/// Whether the copy may be moved behind `other` without a change of what is built.
fn lets_pass(copy_line: &Instruction, other: &Instruction) -> bool {
    match other.keyword {
        Keyword::Env | Keyword::Arg => !copy_line.body.text().contains('$'),
        Keyword::Workdir => {
            let destination = copy_line.copy().and_then(|it| it.destination.as_ref());
            destination.is_some_and(|it| it.text.starts_with('/'))
        }
        Keyword::Cmd
        | Keyword::Entrypoint
        | Keyword::Expose
        | Keyword::Healthcheck
        | Keyword::Label
        | Keyword::Shell
        | Keyword::Stopsignal
        | Keyword::User => true,
        _ => false,
    }
}

/// Whether the destination of a copy is the working directory.
fn is_workdir(destination: &str, workdir: &str) -> bool {
    matches!(destination, "." | "./") || destination.trim_end_matches('/') == workdir.trim_end_matches('/')
}

/// Whether a line before the copy brings the file by itself.
fn is_copied(ctx: &Context<'_>, order: &Order<'_>, name: &str) -> bool {
    let lines = ctx.dockerfile.instructions(order.stage).take_while(|(index, _)| *index < order.at);
    let path = format!("{}{name}", order.root);
    let path = path.trim_end_matches('/');
    lines.filter_map(|(_, line)| line.copy().map(|copy| (line, copy))).any(|(line, copy)| {
        let is_other = line.flag("from").is_some();
        copy.sources.iter().any(|it| {
            let source = it.text.trim_start_matches("./").trim_end_matches('/');
            if is_other { source.rsplit('/').next() == Some(name) } else { source == path }
        })
    })
}

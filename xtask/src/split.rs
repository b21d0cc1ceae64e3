//! The page's module in two: what the first view needs, and the rest, which comes behind it.

use std::fs;
use std::path::Path;

use crate::bring::npm;
use crate::process::{Context, Failure, Result, cargo, project_root, run};

/// What the first view does without: the beginnings of paths in functions' names. JSON is read and written for work that
/// is saved or linked to, and for files beside the Dockerfile, which come with such work.
const LATER: [&str; 24] = [
    "dockerfile_playground::analysis::complete",
    "dockerfile_playground::analysis::explain",
    "dockerfile_playground::analysis::name",
    "dockerfile_playground::analysis::outline",
    "dockerfile_playground::analysis::verdict",
    "dockerfile_playground::convert::",
    "dockerfile_playground::export::",
    "dockerfile_playground::lesson::",
    "dockerfile_playground::model::deployment::",
    "dockerfile_playground::model::ignore::",
    "dockerfile_playground::rules::buildkit::check",
    "dockerfile_playground::rules::hadolint::",
    "dockerfile_playground::rules::merge::",
    "dockerfile_playground::rules::run::fix_all",
    "dockerfile_playground::rules::run::hadolint",
    "dockerfile_playground::simulate::",
    // Of letters beyond ASCII.
    "core::unicode::unicode_data::",
    "core::num::flt2dec",
    "gloo_file::",
    "saphyr",
    "serde::",
    "serde_core::",
    "serde_json::",
    "zmij::",
];

/// As [`LATER`], within the page.
const LATER_PANELS: [&str; 41] = [
    "browser::clipboard",
    "browser::download",
    "browser::field::opened_file",
    "editor::answers",
    "editor::naming::renaming",
    "editor::rich::",
    "environment::",
    "explain::",
    "export::Export as",
    "export::Export>",
    "files::context::Files>::",
    "files::context::Stored",
    "files::context::Written",
    "files::context::entries",
    "files::list::List",
    "files::opened",
    "files::pane",
    "findings::verdict",
    "frame::bar",
    "frame::messages",
    "gallery::Gallery>",
    "gallery::card",
    "gallery::counts",
    "gallery::sides",
    "hooks::use_opened_files::use_opened_files::inner_fn::{closure#2}",
    "learn::desk",
    "learn::list",
    "learn::place::Learning",
    "rebuild::",
    "rule_pages::",
    "share::Share>",
    "share::embed",
    "share::guard",
    "share::leave::Asked",
    "share::qr",
    "variant::",
    "widgets::copied",
    "widgets::dialog::",
    "widgets::diff_table",
    "widgets::field::Field",
    "widgets::markdown",
];

/// How the name of the module ends that Trunk writes, those of the rest and of the script for both.
const MODULE: &str = "_bg.wasm";
const REST: &str = "_rest.wasm";
const GLUE: &str = ".js";

/// The module as the linker has made it.
const LINKED: &str = "target/wasm32-unknown-unknown/page/page.wasm";

/// The list of the rules that the first view asks, and the folder that has a page for each rule there is.
const FIRST_RULES: &str = "src/rules/mod.rs";
const RULE_PAGES: &str = "docs/rules";

/// The rules that the first view does without, as [`LATER`].
fn later_rules() -> Result<Vec<String>> {
    let list = project_root().join(FIRST_RULES);
    let text = fs::read_to_string(&list).context(|| format!("reading {}", list.display()))?;
    let list_of = |text: &str| Some(text.split_once("static FIRST: ")?.1.split_once("];")?.0.to_owned());
    let table = list_of(&text).unwrap_or_default();
    let first: Vec<&str> = table.lines().filter_map(|line| line.trim().strip_suffix("::RULE.name,")).collect();
    if first.is_empty() {
        return Err(Failure::new(format!("{} lists no rules as FIRST", list.display())));
    }
    let folder = project_root().join(RULE_PAGES);
    let pages = fs::read_dir(&folder).context(|| format!("reading {}", folder.display()))?;
    let names = pages.flatten().filter_map(|page| Some(page.path().file_stem()?.to_str()?.to_owned()));
    let mut later: Vec<String> = names.filter(|name| name != "README" && !first.contains(&name.as_str())).collect();
    later.sort();
    Ok(later.into_iter().map(|name| format!("dockerfile_playground::rules::{name}::")).collect())
}

/// Splits the module of the page in `dist` and tells the page where the rest is; `modules` are the npm packages.
pub(crate) fn split(dist: &Path, modules: &Path) -> Result<()> {
    let entries = fs::read_dir(dist).context(|| format!("reading {}", dist.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let module = names.into_iter().find(|name| name.ends_with(MODULE));
    let module = module.ok_or_else(|| Failure::new(format!("{} has no file …{MODULE}", dist.display())))?;
    let rest = module.replace(MODULE, REST);
    let mut split = cargo();
    split.args(["run", "--quiet", "--package", "split", "--"]).args([dist.join(&module), dist.join(&rest)]);
    let glue = dist.join(module.replace(MODULE, GLUE));
    split.arg(project_root().join(LINKED)).arg(&glue).args(LATER).args(later_rules()?);
    split.args(LATER_PANELS.map(|part| format!("page::page::{part}")));
    run(&mut split)?;
    npm::minify(modules, &glue)?;
    let page = dist.join("index.html");
    let text = fs::read_to_string(&page).context(|| format!("reading {}", page.display()))?;
    let named = format!("data-module=\"./{module}\"");
    if !text.contains(&named) {
        return Err(Failure::new(format!("{} does not name {module} as its data-module", page.display())));
    }
    let told = text.replacen(&named, &format!("{named} data-rest=\"./{rest}\""), 1);
    fs::write(&page, told).context(|| format!("writing {}", page.display()))
}

//! The page's module in two: what the first view needs, and the rest, which comes behind it.

use std::fs;
use std::path::Path;

use crate::process::{Context, Failure, Result, cargo, run};

/// What the first view does without: the beginnings of functions' names.
const LATER: [&str; 19] = [
    "dockerfile_playground::analysis::complete",
    "dockerfile_playground::analysis::explain",
    "dockerfile_playground::analysis::name",
    "dockerfile_playground::analysis::outline",
    "dockerfile_playground::convert::",
    "dockerfile_playground::export::bundle",
    "dockerfile_playground::export::embed",
    "dockerfile_playground::export::guard",
    "dockerfile_playground::export::inspect",
    "dockerfile_playground::export::json",
    "dockerfile_playground::export::markdown",
    "dockerfile_playground::export::patch",
    "dockerfile_playground::export::sarif",
    "dockerfile_playground::export::zip",
    "dockerfile_playground::lesson::",
    "dockerfile_playground::rules::hadolint::",
    "dockerfile_playground::rules::run::hadolint",
    "dockerfile_playground::simulate::",
    "saphyr",
];

/// As [`LATER`], within the page: its functions, and the components of that name.
const LATER_PANELS: [&str; 24] = [
    "editor::answers",
    "environment::",
    "explain::",
    "export::Export>",
    "files::list::List",
    "files::opened",
    "files::pane",
    "frame::bar",
    "gallery::Gallery>",
    "gallery::card",
    "gallery::counts",
    "gallery::sides",
    "learn::desk",
    "learn::list",
    "rebuild::",
    "rule_pages::",
    "share::Share>",
    "share::embed",
    "share::guard",
    "share::qr",
    "variant::",
    "widgets::dialog::",
    "widgets::diff_table",
    "widgets::markdown",
];

/// How the names of functions begin that draw a component, before the component's own name.
const COMPONENT: &str = "yew::html::component::lifecycle::CompStateInner<";

/// How Trunk calls the module, and what takes the place in the name of the rest.
const MODULE: &str = "_bg.wasm";
const REST: &str = "_rest.wasm";

/// Splits the module of the page in `dist` and tells the page where the rest is.
pub(crate) fn split(dist: &Path) -> Result<()> {
    let entries = fs::read_dir(dist).context(|| format!("reading {}", dist.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let module = names.into_iter().find(|name| name.ends_with(MODULE));
    let module = module.ok_or_else(|| Failure::new(format!("{} has no file …{MODULE}", dist.display())))?;
    let rest = module.replace(MODULE, REST);
    let mut split = cargo();
    split.args(["run", "--quiet", "--package", "split", "--"]).args([dist.join(&module), dist.join(&rest)]).args(LATER);
    for part in LATER_PANELS {
        // What a component draws is compiled as a function of Yew's.
        split.args([format!("page::page::{part}"), format!("{COMPONENT}page::page::{part}")]);
    }
    run(&mut split)?;
    let page = dist.join("index.html");
    let text = fs::read_to_string(&page).context(|| format!("reading {}", page.display()))?;
    let named = format!("data-module=\"./{module}\"");
    if !text.contains(&named) {
        return Err(Failure::new(format!("{} does not name {module} as its data-module", page.display())));
    }
    let told = text.replacen(&named, &format!("{named} data-rest=\"./{rest}\""), 1);
    fs::write(&page, told).context(|| format!("writing {}", page.display()))
}

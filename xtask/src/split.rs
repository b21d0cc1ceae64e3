//! The page's module in two: what the first view needs, and the rest, which comes behind it.

use std::fs;
use std::path::Path;

use crate::process::{Context, Failure, Result, cargo, run};

/// What the first view of a first visit does without: parts of functions' names.
const LATER: [&str; 27] = [
    "dockerfile_playground::analysis::complete",
    "dockerfile_playground::analysis::explain",
    "dockerfile_playground::analysis::fold",
    "dockerfile_playground::analysis::name",
    "dockerfile_playground::convert::",
    "dockerfile_playground::export::",
    "dockerfile_playground::lesson::",
    "dockerfile_playground::rules::buildkit::",
    "dockerfile_playground::rules::hadolint::",
    "dockerfile_playground::simulate::",
    "page::editor::answers",
    "page::environment::",
    "page::explain::",
    "page::export::",
    "page::files::list",
    "page::files::opened",
    "page::frame::",
    "page::header::keys",
    "page::learn::",
    "page::rebuild::",
    "page::rule_pages::",
    "page::share::",
    "page::variant::",
    "page::widgets::dialog",
    "page::widgets::diff_table",
    "page::widgets::markdown",
    "saphyr",
];

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
    run(&mut split)?;
    let page = dist.join("index.html");
    let text = fs::read_to_string(&page).context(|| format!("reading {}", page.display()))?;
    let attribute = format!("{module}\"");
    if !text.contains(&format!("data-module=\"./{attribute}")) {
        return Err(Failure::new(format!("{} does not name {module} as its data-module", page.display())));
    }
    let told = text.replacen(
        &format!("data-module=\"./{attribute}"),
        &format!("data-module=\"./{attribute} data-rest=\"./{rest}\""),
        1,
    );
    fs::write(&page, told).context(|| format!("writing {}", page.display()))
}

use super::{Dockerfile, Program};
use crate::project::Project;

/// A script of `package.json` that a package manager is told to start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageScript<'a> {
    /// Its name, such as `start` or `build:prod`.
    pub name: &'a str,
    /// Its command; `None` where `package.json` is not at hand or has no such script.
    pub command: Option<String>,
}

/// Names that yarn and pnpm take for a script without `run`, as no command of theirs is called so.
const SCRIPTS: &[&str] = &["build", "dev", "develop", "generate", "serve", "start", "watch"];

impl Dockerfile<'_> {
    /// The script that `program` starts, if it is a package manager that starts one.
    pub fn package_script<'p>(&self, program: Program<'p>) -> Option<PackageScript<'p>> {
        let name = script_name(program)?;
        Some(PackageScript { name, command: command(self.project, name) })
    }
}

/// The name of the script that `program` starts.
pub(super) fn script_name(program: Program<'_>) -> Option<&str> {
    const VALUED: &[&str] = &["--prefix", "-C", "--dir", "--cwd", "-w", "--workspace", "--filter", "-F"];
    let is_bare = match program.name {
        "npm" | "bun" => false,
        "yarn" | "pnpm" => true,
        _ => return None,
    };
    let first = program.subcommand_behind(VALUED)?;
    match first {
        "run" | "run-script" => {
            let behind = program.arguments().iter().skip_while(|word| !word.is(first)).skip(1);
            behind.filter_map(|word| word.literal()).find(|word| !word.starts_with('-'))
        }
        "start" if program.name == "npm" => Some(first),
        _ => (is_bare && SCRIPTS.contains(&first.split(':').next().unwrap_or(first))).then_some(first),
    }
}

fn command(project: &Project, name: &str) -> Option<String> {
    let package: serde_json::Value = serde_json::from_str(project.text_of("package.json")?).ok()?;
    package["scripts"][name].as_str().map(str::to_owned)
}

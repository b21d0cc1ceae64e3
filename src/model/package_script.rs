use super::{Dockerfile, Program, Server};
use crate::project::Project;
use crate::shell;

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

/// Scripts that serve what was built, by custom; the first that serves without developing counts.
const SERVING: &[&str] = &["start", "start:prod", "start:production", "serve:prod", "prod", "production"];

impl Dockerfile<'_> {
    /// The script of the project's `package.json` that serves users: by custom, and no program for developers.
    ///
    /// # Errors
    ///
    /// Says what is not known, or missing.
    pub fn serving_script(&self) -> Result<&'static str, String> {
        const UNKNOWN: &str = "`package.json` is not known: its `start` script would be used";
        let package = package(self.project).ok_or(UNKNOWN)?;
        let command = |name: &str| package["scripts"][name].as_str();
        let serves = |name: &&&str| command(name).is_some_and(|it| developing(it).is_none());
        match (SERVING.iter().find(serves), command("start")) {
            (Some(name), _) => Ok(name),
            (None, None) => {
                Err("`package.json` has no `start` script, so the command for users is not known".to_owned())
            }
            (None, Some(start)) => Err(format!("its `start` script is for developers too: `{start}`")),
        }
    }

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
    package(project)?["scripts"][name].as_str().map(str::to_owned)
}

/// The commands of all scripts of `package.json`.
pub fn package_scripts(project: &Project) -> impl Iterator<Item = String> {
    let scripts = match package(project).as_mut().map(|it| it["scripts"].take()) {
        Some(serde_json::Value::Object(scripts)) => scripts,
        _ => serde_json::Map::new(),
    };
    scripts.into_iter().filter_map(|(_, command)| command.as_str().map(str::to_owned))
}

/// The `package.json` at the root of the build context.
fn package(project: &Project) -> Option<serde_json::Value> {
    serde_json::from_str(project.text_of("package.json")?).ok()
}

/// The first program for developers that a command starts, or a flag of one that only they need.
pub fn developing(command: &str) -> Option<String> {
    let script = shell::parse(command);
    script.effective_commands().filter_map(Program::of).find_map(|program| {
        let server = Server::of(program);
        if let Some(server) = server.filter(|it| it.development.is_some()) {
            return Some(server.title(program));
        }
        let flag = server.and_then(|it| it.reload_flag(program).or_else(|| program.flag(it.debug)));
        let inspects = || program.flag(&["--inspect", "--inspect-brk"]).filter(|_| program.name == "node");
        let flag = flag.or_else(inspects)?;
        Some(format!("{} {}", program.name, flag.literal()?))
    })
}

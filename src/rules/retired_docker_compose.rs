//! The first Docker Compose, a program of its own, which nobody maintains any more.

use super::rewrite::replace_argument;
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Code, Manager, PackageCommand};

pub(super) const RULE: Rule = Rule {
    name: "retired-docker-compose",
    codes: &[],
    topic: Topic::Packages,
    dev: Some(Severity::Warning),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Compose V1 has had no updates since July 2023, not even for security; V2 is a plugin of the `docker` command \
          and reads newer Compose files",
    help: "Install the plugin, such as `docker-compose-plugin` of Docker's package repository, and call `docker compose`",
    page: include_str!("../../docs/rules/retired_docker_compose.md"),
    check,
};

const NAME: &str = "docker-compose";
const RELEASES: &str = "github.com/docker/compose/releases/download/";

/// Where version 2 comes from as a program of the old name.
const SECOND: [&str; 3] = ["/compose/releases/download/v", "/compose/releases/latest/", "docker/compose-bin"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let (tree, code) = (ctx.dockerfile.tree, || ctx.dockerfile.code().map(|(_, code)| code));
    // Alpine and Debian 13 have version 2 under this name.
    let mut by_distribution = code().flat_map(Code::package_commands).filter(|it| !is_python(it));
    let is_second = SECOND.iter().any(|it| tree.text.contains(it))
        || by_distribution.any(|it| it.installs && it.operands().any(|word| is_package(&word.unquoted())));
    for code in code() {
        for command in code.package_commands().filter(|it| it.installs && is_python(it)) {
            if let Some(word) = command.operands().find(|word| is_package(&word.unquoted())) {
                report.at(code.range(word.range), "PyPI has nothing newer than Compose V1, which is retired");
            }
        }
        for invocation in code.script.effective_commands() {
            for word in invocation.arguments() {
                let address = word.unquoted();
                // Hardly any word is an address, and to look for a whole beginning of one costs more than for a slash.
                let version = address.contains('/').then(|| address.split_once(RELEASES)).flatten();
                if version.is_some_and(|(_, version)| version.starts_with("1.")) {
                    report.at(code.range(word.range), "This release of Compose is V1, which is retired");
                }
            }
            let Some(name) = invocation.name_word().filter(|word| word.is(NAME) && !is_second) else { continue };
            let remark = report.at(code.range(name.range), "`docker-compose` is the name of Compose V1");
            let words = if code.is_exec() { "docker\", \"compose" } else { "docker compose" };
            let edit = replace_argument(tree, code, name, words);
            let caution = "The image must have the `docker` command and its Compose plugin";
            let title = "Call `docker compose`";
            remark.fixes.extend(edit.map(|edit| Fix::unsafe_because(caution, title, [edit])));
        }
    }
}

fn is_python(command: &PackageCommand<'_>) -> bool {
    matches!(command.manager, Manager::Pip | Manager::Pipx | Manager::Uv)
}

fn is_package(word: &str) -> bool {
    word.split(['=', '<', '>', '~', '!', '[']).next() == Some(NAME)
}

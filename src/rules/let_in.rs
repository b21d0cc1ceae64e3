//! What lets others run code in a container without being started as a debugger: notebooks without a token, xdebug.

use super::rewrite::remove_argument;
use super::{Context, Fix, Report, Thing};
use crate::model::{Program, Started};
use crate::shell::Word;

/// What installs or switches on xdebug calls it by one of these words, or by a version behind `xdebug-`.
const XDEBUG: &[&str] = &["xdebug", "php-xdebug", "php-pecl-xdebug", "php-pear-xdebug"];

/// Switches of Jupyter that, without a value, let everybody in (Jupyter Server documentation, "Security").
const JUPYTER: &[&str] = &["NotebookApp.token", "ServerApp.token", "IdentityProvider.token"];

/// A notebook that asks for no token.
pub(super) fn jupyter(ctx: &Context<'_>, report: &mut Report, started: &Started<'_>) {
    for word in started.program.arguments() {
        let flag = word.unquoted();
        let Some(name) =
            JUPYTER.iter().find(|name| flag.strip_prefix("--").and_then(|it| it.strip_prefix(**name)) == Some("="))
        else {
            continue;
        };
        let remark =
            report.at(started.code.range(word.range), format!("`--{name}=` lets everybody run code in the container"));
        remark.help("Leave the token alone, and hand it over as a secret when the container starts");
        let edit = remove_argument(ctx.dockerfile.tree, started.code, started.program.words, word);
        let caution = "The token is then made anew at each start, and stands in the log";
        let fix = edit.map(|edit| Fix::unsafe_because(caution, format!("Remove `--{name}=`"), [edit]));
        remark.for_developers(Thing::Debugger).fixes.extend(fix);
    }
}

/// The debugger of PHP, where it is first installed or switched on.
pub(super) fn xdebug(ctx: &Context<'_>, report: &mut Report) {
    let installing = |program: &Program<'_>| {
        matches!(program.name, "pecl" | "docker-php-ext-enable" | "install-php-extensions")
            || matches!(program.subcommand(), Some("install" | "add"))
    };
    let is_named = |word: &&Word| word.literal().is_some_and(|it| XDEBUG.contains(&it) || it.starts_with("xdebug-"));
    let mut found = ctx.dockerfile.shipped_code().flat_map(|(_, code)| {
        let programs = code.programs().map(|(_, program)| program).filter(installing);
        programs.flat_map(Program::arguments).filter(is_named).map(|word| code.range(word.range))
    });
    if let Some(range) = found.next() {
        let remark = report.at(range, "xdebug is a debugger, in an image that users reach");
        remark.why(
            "It slows every request, and a request can make it connect to another machine and show the code there",
        );
        remark.help("Install it in the image for developers only");
        remark.for_developers_unless(Thing::Debugger, "which other lines install and configure xdebug is not known");
    }
}

//! Two programs that download, where one is enough.

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::{Code, Manager, PackageCommand};
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    name: "curl-and-wget",
    codes: &["DL4001"],
    topic: Topic::Packages,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "Each brings libraries that need updates, and whoever gets into the container can fetch more with either",
    help: "Use one of them throughout, or ADD, which needs neither",
    page: include_str!("../../docs/rules/curl_and_wget.md"),
    check,
};

const NAMES: [&str; 2] = ["curl", "wget"];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let code = || ctx.dockerfile.shipped_code().map(|(_, code)| code);
    // Where the base image brings both, nothing is saved.
    if !code().flat_map(Code::package_commands).any(|it| installs(&it)) {
        return;
    }
    let [curl, wget] = NAMES.map(|name| code().find_map(|code| first_call(code, name)));
    if let (Some(curl), Some(wget)) = (curl, wget) {
        report.at(curl.max(wget), "`curl` and `wget` are both used, where one is enough");
    }
}

fn installs(command: &PackageCommand<'_>) -> bool {
    let is_system = matches!(command.manager, Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Zypper);
    is_system && command.installs && command.operands().any(|word| NAMES.iter().any(|name| word.is(name)))
}

fn first_call(code: &Code, name: &str) -> Option<TextRange> {
    let call = code.script.effective_commands().find(|it| it.base_name() == Some(name))?;
    Some(code.range(call.name_word()?.range))
}

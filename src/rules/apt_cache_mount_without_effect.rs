//! A cache mount for apt that the image empties itself.

use super::rewrite::{line_break, with_comments};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Distribution, Manager, MountKind};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    name: "apt-cache-mount-without-effect",
    codes: &[],
    topic: Topic::Cache,
    dev: Some(Severity::Info),
    prod: Some(Severity::Info),
    converts: false,
    why: "The images of Debian and Ubuntu come with /etc/apt/apt.conf.d/docker-clean, which deletes what was \
          downloaded: the mount is always empty",
    help: "Remove that file before, in a step of its own",
    page: include_str!("../../docs/rules/apt_cache_mount_without_effect.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let dockerfile = ctx.dockerfile;
    let tree = dockerfile.tree;
    if ["docker-clean", "Keep-Downloaded-Packages", "keep-cache"].iter().any(|it| tree.text.contains(it)) {
        return;
    }
    for stage in &dockerfile.stages {
        let is_debian = dockerfile.distribution(stage.index) == Some(Distribution::Debian);
        let mut mounts = dockerfile.instructions(stage).filter_map(|(index, run)| {
            let holds = |target: &str| target.trim_end_matches('/').starts_with("/var/cache/apt");
            let mount = dockerfile.facts[index]
                .mounts
                .iter()
                .find(|it| it.kind == Some(MountKind::Cache) && it.target().is_some_and(holds))?;
            let code = dockerfile.facts[index].code.as_ref()?;
            code.package_commands().any(|it| it.manager == Manager::Apt && it.installs).then_some((run, mount))
        });
        let Some((run, mount)) = mounts.next().filter(|_| is_debian) else { continue };
        let remark = report.at(mount.range, "The image empties this cache after each installation");
        let line = "RUN rm -f /etc/apt/apt.conf.d/docker-clean";
        let start = with_comments(tree, run).start;
        let edit = Edit::insert(start, format!("{line}{}", line_break(tree)));
        let caution = "apt keeps its downloads in containers of this image, too";
        remark.fix(Fix::unsafe_because(caution, "Remove `docker-clean` first", [edit]));
    }
}

//! A cache mount for apt that the image empties itself.

use super::package_cache::{keep_packages, keeps_packages};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::{Distribution, Manager, MountKind};

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
    if keeps_packages(ctx) {
        return;
    }
    for stage in &dockerfile.stages {
        let is_debian = dockerfile.distribution(stage.index) == Some(Distribution::Debian);
        let mut mounts = dockerfile.instructions(stage).filter_map(|(index, _)| {
            let holds = |target: &str| target.trim_end_matches('/').starts_with("/var/cache/apt");
            let mount = dockerfile.facts[index]
                .mounts
                .iter()
                .find(|it| it.kind == Some(MountKind::Cache) && it.target().is_some_and(holds))?;
            let code = dockerfile.facts[index].code.as_ref()?;
            code.package_commands().any(|it| it.manager == Manager::Apt && it.installs).then_some((index, mount))
        });
        let Some((run, mount)) = mounts.next().filter(|_| is_debian) else { continue };
        let remark = report.at(mount.range, "The image empties this cache after each installation");
        let edit = keep_packages(ctx, run);
        let caution = "apt keeps its downloads in containers of this image, too";
        remark.fix(Fix::unsafe_because(caution, "Remove `docker-clean` first", [edit]));
    }
}

//! HEALTHCHECK where nobody looks at it.

use serde_json::{Value, json};

use super::{Context, Report, Rule, Severity, Topic, registry};
use crate::model::{Base, Deployment, Health, Orchestrator};
use crate::syntax::Keyword;

pub(super) const RULE: Rule = Rule {
    name: "healthcheck-without-effect",
    codes: &[],
    topic: Topic::Process,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "ECS knows only the check of the task definition, and Kubernetes only its probes: a container that hangs \
          counts as healthy, and keeps getting requests",
    help: "Write the check where the container is described, and keep HEALTHCHECK for Docker and Compose",
    page: include_str!("../../docs/rules/healthcheck_without_effect.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let Some(target) = ctx.dockerfile.target else { return };
    let (Some((_, instruction)), Some(health)) =
        (ctx.dockerfile.effective(target, Keyword::Healthcheck), Health::of(ctx.dockerfile, target))
    else {
        return;
    };
    let mut files = Deployment::all(ctx.project).filter(|it| !it.has_health_check);
    let range = instruction.keyword_word.range;
    if let Some(file) = files.next() {
        let (name, help) = match file.orchestrator {
            Orchestrator::Ecs => ("ECS", in_ecs(&health)),
            Orchestrator::Kubernetes => ("Kubernetes", in_kubernetes(&health)),
        };
        let remark = report.at(range, format!("{name} does not look at `HEALTHCHECK`"));
        remark.help(format!("Add to the container in `{}`: `{help}`", file.path));
    } else if Deployment::all(ctx.project).next().is_none() && is_from_ecr(ctx) {
        let remark = report.at(range, "ECS and EKS, where images from ECR mostly run, ignore `HEALTHCHECK`");
        remark.help(format!("On ECS, add to the container of the task definition: `{}`", in_ecs(&health)));
    }
}

/// Whether the base image, or the registry that the user chose, is one of Amazon ECR.
fn is_from_ecr(ctx: &Context<'_>) -> bool {
    let is_ecr = |host: &str| host.contains(".dkr.ecr.");
    let mut bases = ctx.dockerfile.target.into_iter().flat_map(|it| ctx.dockerfile.lineage(it)).map(|it| &it.base);
    registry::chosen(ctx).is_some_and(|it| is_ecr(&it.host))
        || bases.any(|base| matches!(base, Base::Image(image) if image.registry().is_some_and(is_ecr)))
}

/// `"healthCheck": {…}` of a container definition, with what HEALTHCHECK says.
fn in_ecs(health: &Health) -> String {
    let Health { test, interval, timeout, start_period, retries } = health.in_ecs();
    let numbers = [("interval", interval), ("timeout", timeout), ("retries", retries), ("startPeriod", start_period)];
    let given = numbers.iter().filter_map(|(key, value)| Some(format!(", \"{key}\": {}", (*value)?)));
    format!("\"healthCheck\": {{\"command\": {}{}}}", Value::from(test), given.collect::<String>())
}

/// `livenessProbe: {…}` of a container.
fn in_kubernetes(health: &Health) -> String {
    let command = match health.test.as_slice() {
        [kind, line] if kind == "CMD-SHELL" => json!(["sh", "-c", line]),
        words => Value::from(words.get(1..).unwrap_or_default()),
    };
    let numbers = [
        ("initialDelaySeconds", health.start_period),
        ("periodSeconds", health.interval),
        ("timeoutSeconds", health.timeout),
        ("failureThreshold", health.retries),
    ];
    let given = numbers.iter().filter_map(|(key, value)| Some(format!(", {key}: {}", (*value)?)));
    format!("livenessProbe: {{exec: {{command: {command}}}{}}}", given.collect::<String>())
}

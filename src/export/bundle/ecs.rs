use serde::Serialize;

use super::Shipped;
use crate::model::Health;

/// Stands where only the reader knows what belongs.
const REGISTRY: &str = "ACCOUNT.dkr.ecr.REGION.amazonaws.com";

/// The part of a task definition that follows from the image, in JSON.
///
/// ECS takes HEALTHCHECK from the task definition only, never from the image, and bounds its numbers (Amazon ECS API,
/// "`HealthCheck`"); secrets come from a secret's ARN ("`Secret`").
pub(super) fn fragment(shipped: &Shipped) -> String {
    let (secret, plain): (Vec<_>, Vec<_>) =
        shipped.environment.iter().partition(|(name, value)| Shipped::is_secret(name, value));
    let task = Task {
        family: &shipped.name,
        network_mode: "awsvpc",
        container_definitions: [Container {
            name: &shipped.name,
            image: format!("{REGISTRY}/{}:TAG", shipped.name),
            essential: true,
            user: Some(shipped.user.as_str()).filter(|user| !user.is_empty()),
            port_mappings: shipped
                .ports
                .iter()
                // ECS knows no SCTP.
                .filter(|port| port.protocol != "sctp")
                .map(|port| PortMapping {
                    container_port: (port.first == port.last).then_some(port.first),
                    container_port_range: (port.first != port.last).then(|| port.range()),
                    protocol: &port.protocol,
                })
                .collect(),
            environment: plain.into_iter().map(|(name, value)| Variable { name, value }).collect(),
            secrets: secret
                .into_iter()
                .map(|(name, _)| Secret {
                    name,
                    value_from: format!("arn:aws:secretsmanager:REGION:ACCOUNT:secret:{name}"),
                })
                .collect(),
            health_check: shipped.health.as_ref().map(HealthCheck::of),
        }],
    };
    let mut text = serde_json::to_string_pretty(&task).expect("an object with text keys can be written");
    text.push('\n');
    text
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Task<'a> {
    family: &'a str,
    network_mode: &'static str,
    container_definitions: [Container<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Container<'a> {
    name: &'a str,
    image: String,
    essential: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<&'a str>,
    port_mappings: Vec<PortMapping<'a>>,
    environment: Vec<Variable<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    secrets: Vec<Secret<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    health_check: Option<HealthCheck<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PortMapping<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    container_port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_port_range: Option<String>,
    protocol: &'a str,
}

#[derive(Serialize)]
struct Variable<'a> {
    name: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Secret<'a> {
    name: &'a str,
    value_from: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HealthCheck<'a> {
    command: &'a [String],
    interval: u64,
    timeout: u64,
    retries: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_period: Option<u64>,
}

impl<'a> HealthCheck<'a> {
    /// The check with the defaults of HEALTHCHECK.
    fn of(health: &'a Health) -> Self {
        let Health { interval, timeout, retries, start_period, .. } = health.in_ecs();
        Self {
            command: &health.test,
            interval: interval.unwrap_or(30),
            timeout: timeout.unwrap_or(30),
            retries: retries.unwrap_or(3),
            start_period,
        }
    }
}

use std::fmt::Write as _;

use super::Shipped;

/// A Compose file that builds and runs the image in production. The texts in it are quoted as JSON, which YAML reads
/// alike; `$` is doubled, because Compose would take it for a variable of its own (Compose file reference,
/// "Interpolation").
pub(super) fn file(shipped: &Shipped, dockerfile: &str, target: Option<&str>) -> String {
    let mut file = format!(
        "# Start it with: docker compose -f {} up --build --detach\nservices:\n  {}:\n    build:\n      context: .\n      \
         dockerfile: {}\n",
        super::COMPOSE,
        shipped.name,
        quoted(dockerfile)
    );
    if let Some(target) = target {
        let _ = writeln!(file, "      target: {}", quoted(target));
    }
    if !shipped.arguments.is_empty() {
        file.push_str(
            "      # The build needs these; their values come from the shell that calls Compose, or from .env.\n",
        );
        list(&mut file, "      args", shipped.arguments.iter().map(String::as_str));
    }
    if !shipped.secrets.is_empty() {
        list(&mut file, "      secrets", shipped.secrets.iter().map(String::as_str));
    }
    if shipped.ssh {
        list(&mut file, "      ssh", ["default"].into_iter());
    }
    if !shipped.ports.is_empty() {
        let ports: Vec<String> = shipped
            .ports
            .iter()
            .map(|port| {
                let protocol = if port.protocol == "tcp" { String::new() } else { format!("/{}", port.protocol) };
                format!("{0}:{0}{protocol}", port.range())
            })
            .collect();
        list(&mut file, "    ports", ports.iter().map(String::as_str));
    }
    if !shipped.environment.is_empty() {
        file.push_str("    # The image sets these already; a value here wins over it.\n    environment:\n");
        for (name, value) in &shipped.environment {
            if Shipped::is_secret(name, value) {
                let _ = writeln!(
                    file,
                    "      {}: {}",
                    key(name),
                    json(&format!("${{{name}:?set {name} in the shell or in .env}}"))
                );
            } else {
                let _ = writeln!(file, "      {}: {}", key(name), quoted(value));
            }
        }
    }
    if shipped.health.is_some() {
        file.push_str("    # The HEALTHCHECK of the image counts here, too.\n");
    }
    file.push_str("    init: true\n    restart: unless-stopped\n");
    if !shipped.secrets.is_empty() {
        file.push_str("# Files that hold the secrets of the build; keep them out of version control.\nsecrets:\n");
        for id in &shipped.secrets {
            let _ = writeln!(file, "  {}:\n    file: {}", key(id), quoted(&format!("./{id}")));
        }
    }
    file
}

fn list<'a>(file: &mut String, name: &str, items: impl Iterator<Item = &'a str>) {
    let _ = writeln!(file, "{name}:");
    let indent = name.len() - name.trim_start().len() + 2;
    for item in items {
        let _ = writeln!(file, "{:indent$}- {}", "", quoted(item));
    }
}

/// A key: plain where every reader of YAML agrees on it.
fn key(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !matches!(
            name.to_ascii_lowercase().as_str(),
            "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null"
        );
    if is_plain { name.to_owned() } else { quoted(name) }
}

fn quoted(text: &str) -> String {
    json(&text.replace('$', "$$"))
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

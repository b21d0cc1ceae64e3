use std::fmt::Write as _;

use super::Shipped;
use crate::project::Project;

/// The command that builds the image, for a POSIX shell. An argument without a value takes it from the environment.
pub(super) fn line(shipped: &Shipped, project: &Project, dockerfile: &str) -> String {
    let mut line = format!("docker build --file {} --tag {}", word(dockerfile), shipped.name);
    for (name, value) in &project.build_args {
        let _ = write!(line, " --build-arg {}", word(&format!("{name}={value}")));
    }
    for name in shipped.arguments.iter().filter(|it| !project.build_args.contains_key(*it)) {
        let _ = write!(line, " --build-arg {}", word(name));
    }
    for id in &shipped.secrets {
        let _ = write!(line, " --secret {}", word(&format!("id={id},src={id}")));
    }
    if shipped.ssh {
        line.push_str(" --ssh default");
    }
    for (flag, value) in [("--target", &project.target), ("--platform", &project.platform)] {
        if let Some(value) = value {
            let _ = write!(line, " {flag} {}", word(value));
        }
    }
    line.push_str(" .\n");
    line
}

/// One word of a shell's line.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@%+".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

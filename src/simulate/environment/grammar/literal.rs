//! Files whose values are taken as they stand: `docker run --env-file`, compose's `format: raw`, ECS
//! `environmentFiles`.
//!
//! Sources: `pkg/kvfile` of <https://github.com/docker/cli>, `envfile.go` of the Amazon ECS agent.

use super::Parsed;

/// Reads Docker's format; the first bad line is where Docker stops, so nothing behind it is read.
pub(in super::super) fn parse_docker(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line).trim_start();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, value) = line.split_once('=').map_or((line, None), |(name, value)| (name, Some(value)));
        let number = index + 1;
        if line.len() > 64 * 1024 {
            parsed.bad(number, "the line is longer than 64 KB, which docker refuses");
        } else if name.is_empty() {
            parsed.bad(number, format!("no variable name on line '{line}': expected NAME=value"));
        } else if name.contains([' ', '\t']) {
            parsed.bad(number, format!("variable '{name}' contains whitespaces: expected NAME=value"));
        } else if let Some(value) = value {
            parsed.assign(name, value, number);
            continue;
        } else {
            parsed.bare(name, number);
            continue;
        }
        return parsed;
    }
    parsed
}

/// Reads the format of the ECS agent: lines with `=` that do not start with `#`, nothing trimmed.
pub(in super::super) fn parse_ecs(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match line.split_once('=') {
            _ if line.starts_with('#') || line.is_empty() => {}
            Some((name, value)) if !name.is_empty() => parsed.assign(name, value, index + 1),
            _ => parsed.bad(index + 1, "expected NAME=value: ECS ignores the line"),
        }
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docker_keeps_everything_behind_the_first_equals_sign() {
        let parsed = parse_docker("\u{feff}  A=\"x\" # c \r\n#B=1\nC\nD==\n");
        let seen: Vec<_> = parsed.assignments.iter().map(|a| (a.name.as_str(), a.value.as_deref(), a.line)).collect();
        assert_eq!(seen, [("A", Some("\"x\" # c "), 1), ("C", None, 3), ("D", Some("="), 4)]);
    }

    #[test]
    fn docker_stops_at_the_first_bad_line() {
        for (text, line) in [("A=1\nexport B=2\nC=3", 2), ("=x\nA=1", 1), ("A = 1", 1)] {
            let parsed = parse_docker(text);
            assert_eq!(parsed.bad_lines[0].line, line, "{text:?}");
            assert!(parsed.assignments.iter().all(|a| a.line < line), "{text:?}");
        }
    }

    #[test]
    fn ecs_trims_nothing() {
        let parsed = parse_ecs("A=1\n B=2\nexport C=3\nD\n# E=5\nF=\n");
        let names: Vec<_> = parsed.assignments.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["A", " B", "export C", "F"]);
        assert_eq!(parsed.bad_lines[0].line, 4);
    }
}

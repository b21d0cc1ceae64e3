//! Which compose files make up the project, and what they say about one service.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::super::document::{self, Kind, Node};
use super::super::super::expansion::Budget;
use super::super::super::expansion::compose::{Failure, Interpolation};
use super::super::super::files::{Files, join, parent};
use super::super::super::ladder::Candidate;
use super::super::super::resolution::{Problem, When};
use super::scalar::environment_value;
use super::service::{Build, EnvFile, Mode, Service};

/// How many services may extend one another, and files include one another.
const LONGEST_CHAIN: usize = 40;

/// Reads compose files and remembers them.
pub(super) struct Project<'a> {
    pub(super) files: Files<'a>,
    /// The variables for `${…}`.
    pub(super) environment: BTreeMap<String, String>,
    /// The folder that paths in the main files start from.
    pub(super) folder: String,
    pub(super) problems: Vec<Problem>,
    pub(super) budget: Budget,
    documents: BTreeMap<String, Rc<Node>>,
}

impl<'a> Project<'a> {
    pub(super) fn new(files: Files<'a>, environment: BTreeMap<String, String>, folder: String) -> Self {
        let (problems, documents) = (Vec::new(), BTreeMap::new());
        let budget = Budget::for_input(files.total_bytes());
        Self { files, environment, folder, problems, budget, documents }
    }

    fn error(&mut self, file: &str, line: usize, message: impl Into<String>) {
        self.problems.push(Problem::error(Some(file), (line > 0).then_some(line), message));
    }

    /// The document of a listed file, read and checked once.
    pub(super) fn document(&mut self, name: &str) -> Rc<Node> {
        if let Some(known) = self.documents.get(name) {
            return Rc::clone(known);
        }
        let node = match self.files.read(name) {
            Ok(file) => document::parse(&file.text, Some(name), &mut self.problems).into_iter().next(),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        };
        let node = Rc::new(node.unwrap_or_default());
        self.documents.insert(name.to_owned(), Rc::clone(&node));
        let mut missing = Vec::new();
        self.check(&node, name, &mut String::new(), &mut missing);
        node
    }

    /// Interpolates the whole file as compose does, to report what it would refuse or warn about.
    fn check(&mut self, node: &Node, file: &str, path: &mut String, missing: &mut Vec<String>) {
        match &node.kind {
            Kind::Plain(text) | Kind::Text(text) if text.contains('$') => {
                let (_, absent) = match self.substitute(text) {
                    Ok(found) => found,
                    Err(failure) => {
                        let message = format!("error while interpolating {path}: {}", failure.message());
                        self.error(file, node.line, message);
                        return;
                    }
                };
                for name in absent {
                    if !missing.contains(&name) && missing.len() < 100 {
                        let message = format!("The \"{name}\" variable is not set. Defaulting to a blank string.");
                        self.problems.push(Problem::warning(Some(file), Some(node.line), message));
                        missing.push(name);
                    }
                }
            }
            Kind::List(items) => {
                for item in items {
                    self.check(item, file, path, missing);
                }
            }
            Kind::Map(entries) => {
                for entry in entries {
                    let length = path.len();
                    if length > 0 {
                        path.push('.');
                    }
                    path.push_str(&entry.key);
                    self.check(&entry.value, file, path, missing);
                    path.truncate(length);
                }
            }
            _ => {}
        }
    }

    fn substitute(&mut self, text: &str) -> Result<(String, Vec<String>), Failure> {
        let environment = &self.environment;
        let lookup = |name: &str| environment.get(name).cloned();
        let mut interpolation = Interpolation::new(&lookup, &mut self.budget);
        let value = interpolation.substitute(text)?;
        Ok((value, interpolation.missing))
    }

    /// A scalar's text after interpolation; what compose refuses was reported by the check and is empty here.
    fn interpolated(&mut self, text: &str) -> String {
        if text.contains('$') {
            return self.substitute(text).map(|(value, _)| value).unwrap_or_default();
        }
        text.to_owned()
    }

    /// The names of the services of a document.
    pub(super) fn service_names(&mut self, file: &str) -> Vec<String> {
        let document = self.document(file);
        let services = document.get("services").map_or(&[][..], Node::entries);
        services.iter().map(|entry| entry.key.clone()).collect()
    }

    /// The files that `include` names, with the folder their paths start from.
    pub(super) fn includes(&mut self, file: &str, folder: &str) -> Vec<(String, String)> {
        let document = self.document(file);
        let mut found = Vec::new();
        for entry in document.get("include").map_or(&[][..], Node::items) {
            let paths = entry.get("path").unwrap_or(entry);
            let paths: Vec<_> =
                paths.text().map_or_else(|| paths.items().iter().filter_map(Node::text).collect(), |p| vec![p]);
            let own = entry.text_of("project_directory").map(|path| join(folder, path));
            for path in paths {
                let path = self.interpolated(path);
                match self.files.find(folder, &path) {
                    Some(name) => {
                        let own = own.clone().unwrap_or_else(|| parent(name).to_owned());
                        found.push((name.to_owned(), own));
                    }
                    None => self.error(file, entry.line, format!("include: there is no {path}")),
                }
            }
        }
        found
    }

    /// What one file says about a service, with the services that it extends below it.
    pub(super) fn service(&mut self, file: &str, name: &str, folder: &str, depth: usize) -> Option<Service> {
        let document = self.document(file);
        let node = document.get("services")?.get(name)?;
        if depth > LONGEST_CHAIN {
            self.error(file, node.line, format!("service {name} extends itself, directly or through others"));
            return None;
        }
        let own = self.own(file, node, folder);
        let Some(extends) = node.get("extends").filter(|extends| !extends.is_null()) else { return Some(own) };
        let base = extends.text().or_else(|| extends.text_of("service")).unwrap_or_default().to_owned();
        let (base_file, base_folder) = match extends.text_of("file") {
            None => (file.to_owned(), folder.to_owned()),
            Some(path) => {
                let path = self.interpolated(path);
                let Some(found) = self.files.find(folder, &path) else {
                    self.error(file, extends.line, format!("extends: there is no {path}"));
                    return Some(own);
                };
                (found.to_owned(), parent(found).to_owned())
            }
        };
        let Some(base) = self.service(&base_file, &base, &base_folder, depth + 1) else {
            if depth == 0 && self.problems.iter().all(|problem| !problem.message.contains("extends")) {
                self.error(file, extends.line, format!("extends: {base_file} has no service {base}"));
            }
            return Some(own);
        };
        Some(base.overlaid(own))
    }

    fn own(&mut self, file: &str, node: &Node, folder: &str) -> Service {
        let mut service = Service::default();
        if let Some(user) = node.text_of("user") {
            service.user = Some(self.interpolated(user));
        }
        service.build = node.get("build").map(|build| self.build(file, build, folder));
        if let Some(environment) = node.get("environment") {
            service.environment_mode = mode(environment);
            if environment.tag.as_deref() != Some("reset") {
                let pairs = self.pairs(file, environment, "environment", "compose environment", &mut service.reset);
                for (name, candidate) in pairs {
                    service.set(&name, candidate);
                }
            }
        }
        if let Some(env_file) = node.get("env_file") {
            service.env_files_mode = mode(env_file);
            let single = std::slice::from_ref(env_file);
            let entries = if matches!(env_file.kind, Kind::List(_)) { env_file.items() } else { single };
            for entry in entries.iter().filter(|entry| entry.tag.as_deref() != Some("reset") && !entry.is_null()) {
                self.env_file(file, entry, folder, &mut service);
            }
        }
        service
    }

    fn build(&mut self, file: &str, node: &Node, folder: &str) -> Build {
        let mut text = |key: &str| node.text_of(key).map(|text| self.interpolated(text));
        let (dockerfile, inline, target) = (text("dockerfile"), text("dockerfile_inline"), text("target"));
        let context = text("context").or_else(|| node.text().map(|text| self.interpolated(text)));
        let mut build = Build {
            context: context.map(|context| join(folder, &context)),
            dockerfile,
            inline,
            target,
            file: file.to_owned(),
            line: node.line,
            ..Build::default()
        };
        if let Some(arguments) = node.get("args") {
            for (name, candidate) in self.pairs(file, arguments, "build.args", "compose build.args", &mut Vec::new()) {
                build.arguments.put(&name, candidate, "The name stands twice in args, and the last entry wins.");
            }
        }
        build
    }

    /// A map `NAME: value` or a list `- NAME=value`; names without a value are candidates without one.
    fn pairs(
        &mut self,
        file: &str,
        node: &Node,
        key: &str,
        source: &str,
        reset: &mut Vec<String>,
    ) -> Vec<(String, Candidate)> {
        let candidate = |line: usize| Candidate::absent(source, When::Run).at(file, line);
        let mut pairs = Vec::new();
        match &node.kind {
            Kind::Map(entries) => {
                for entry in entries {
                    if entry.value.tag.as_deref() == Some("reset") {
                        reset.push(entry.key.clone());
                        continue;
                    }
                    let mut candidate = candidate(entry.line);
                    match (entry.value.text().filter(|text| text.contains('$')), environment_value(&entry.value)) {
                        (Some(text), _) => {
                            candidate.value = Some(self.interpolated(text));
                            candidate.written = Some(text.to_owned());
                        }
                        (None, Ok(value)) => candidate.value = value,
                        (None, Err(message)) => {
                            self.error(file, entry.line, format!("{key}.{}: {message}", entry.key));
                            continue;
                        }
                    }
                    pairs.push((entry.key.clone(), candidate));
                }
            }
            Kind::List(items) => {
                for item in items {
                    let Some(written) = item.text() else {
                        self.error(file, item.line, format!("{key}: expected `- NAME=value` or `- NAME`"));
                        continue;
                    };
                    let text = self.interpolated(written);
                    let mut candidate = candidate(item.line);
                    let name = text.split_once('=').map_or(text.as_str(), |(name, value)| {
                        candidate.value = Some(value.to_owned());
                        candidate.written = written.split_once('=').map(|(_, written)| written.to_owned());
                        name
                    });
                    pairs.push((name.to_owned(), candidate));
                }
            }
            Kind::Null => {}
            _ => {
                self.error(file, node.line, format!("{key}: expected a map `NAME: value` or a list `- NAME=value`"));
            }
        }
        pairs
    }

    fn env_file(&mut self, file: &str, entry: &Node, folder: &str, service: &mut Service) {
        let Some(path) = entry.text().or_else(|| entry.text_of("path")) else {
            self.error(file, entry.line, "env_file: expected a path, or `path:` with `required:` and `format:`");
            return;
        };
        let path = join(folder, &self.interpolated(path));
        let required = entry.text_of("required").map(|text| self.interpolated(text));
        let format = entry.text_of("format").map(|text| self.interpolated(text)).unwrap_or_default();
        let required = !matches!(required.as_deref(), Some("false" | "False" | "FALSE"));
        service.add_env_file(EnvFile { path, required, format, file: file.to_owned(), line: entry.line });
    }
}

fn mode(node: &Node) -> Mode {
    match node.tag.as_deref() {
        Some("override" | "reset") => Mode::Replace,
        _ => Mode::Merge,
    }
}

use crate::export::guard;
use crate::model::port::Port;
use crate::model::{AssignmentKind, Base, Dockerfile, Health, MountKind};
use crate::syntax::{Arguments, Keyword};

/// What the image of the target says of itself, and what its build asks for: all that the files around it must repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shipped {
    /// A name for it: the last folder of its working directory if that says something, else `app`.
    pub name: String,
    /// Ports of EXPOSE; without it, the one that its server listens on.
    pub ports: Vec<ShippedPort>,
    /// Variables of ENV with their expanded values, in the order of the file; not those that lead to programs.
    pub environment: Vec<(String, String)>,
    /// USER, empty for root.
    pub user: String,
    /// HEALTHCHECK, unless there is none.
    pub health: Option<Health>,
    /// Arguments of the build that have no default.
    pub arguments: Vec<String>,
    /// Secrets that the build mounts, by id.
    pub secrets: Vec<String>,
    /// Whether the build mounts an SSH agent.
    pub ssh: bool,
}

/// Ports of one EXPOSE word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippedPort {
    /// First port.
    pub first: u16,
    /// Last port, the same for a single one.
    pub last: u16,
    /// `tcp`, `udp` or `sctp`.
    pub protocol: String,
}

impl ShippedPort {
    /// `80`, or `8000-8010`.
    pub fn range(&self) -> String {
        if self.first == self.last { self.first.to_string() } else { format!("{}-{}", self.first, self.last) }
    }
}

/// Variables that programs and libraries are found by: whoever repeats them outside the image breaks it.
const LEADING: &[&str] = &["PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "NODE_PATH", "GOPATH", "JAVA_HOME", "VIRTUAL_ENV"];

/// Folders whose names say nothing of what is in them.
const PLAIN_FOLDERS: &[&str] = &[
    "app",
    "src",
    "code",
    "work",
    "workspace",
    "build",
    "html",
    "www",
    "root",
    "opt",
    "srv",
    "home",
    "usr",
    "data",
    "site",
];

impl Shipped {
    /// What the image of `dockerfile`'s target says.
    pub fn of(dockerfile: &Dockerfile<'_>) -> Self {
        let Some(target) = dockerfile.target else { return Self { name: "app".to_owned(), ..Self::default() } };
        let mut shipped = Self { health: Health::of(dockerfile, target), ..Self::default() };
        let mut lineage: Vec<_> = dockerfile.lineage(target).collect();
        lineage.reverse();
        for stage in &lineage {
            for assignment in stage.assignments.iter().filter(|it| it.kind == AssignmentKind::Env) {
                let value = assignment.value.clone().unwrap_or_default();
                shipped.set(&assignment.name, value);
            }
            for (index, instruction) in dockerfile.instructions(stage) {
                match (&instruction.arguments, instruction.keyword) {
                    (Arguments::List { words, .. }, Keyword::Expose) => {
                        let words = words.iter().flat_map(|word| dockerfile.ports(index, word));
                        words.filter_map(|word| Port::parse(&word).ok()).for_each(|port| shipped.expose(&port));
                    }
                    (Arguments::Single(word), Keyword::User) => {
                        dockerfile.expand(index, word).clone_into(&mut shipped.user);
                    }
                    _ => {}
                }
            }
        }
        if shipped.ports.is_empty() {
            let served = dockerfile.servers().first().and_then(|serving| serving.port(dockerfile));
            shipped.ports.extend(served.map(|port| ShippedPort {
                first: port,
                last: port,
                protocol: "tcp".to_owned(),
            }));
        }
        shipped.name = name(dockerfile, target);
        shipped.read_build(dockerfile);
        shipped
    }

    /// Sets a variable; a later setting keeps the place of the first.
    fn set(&mut self, name: &str, value: String) {
        if LEADING.contains(&name) {
            return;
        }
        match self.environment.iter_mut().find(|(it, _)| it == name) {
            Some((_, old)) => *old = value,
            None => self.environment.push((name.to_owned(), value)),
        }
    }

    fn expose(&mut self, port: &Port) {
        let protocol = port.protocol.as_deref().unwrap_or("tcp").to_ascii_lowercase();
        let port = ShippedPort { first: port.first, last: port.last, protocol };
        if !self.ports.contains(&port) {
            self.ports.push(port);
        }
    }

    /// What the stages that are built ask for.
    fn read_build(&mut self, dockerfile: &Dockerfile<'_>) {
        let stages = dockerfile.stages.iter().filter(|stage| dockerfile.is_reachable(stage.index));
        for stage in stages {
            let open = stage.assignments.iter().filter(|it| !it.kind.is_kept() && it.value.is_none());
            for argument in open {
                push_new(&mut self.arguments, &argument.name);
            }
            for mount in stage.instructions.clone().flat_map(|index| &dockerfile.facts[index].mounts) {
                let value = |key: &str| mount.options.iter().find(|it| it.key == key)?.value.as_deref();
                match mount.kind {
                    Some(MountKind::Secret) => {
                        let target = value("target").and_then(|it| it.rsplit('/').next());
                        if let Some(id) = value("id").or(target) {
                            push_new(&mut self.secrets, id);
                        }
                    }
                    Some(MountKind::Ssh) => self.ssh = true,
                    _ => {}
                }
            }
        }
        for argument in dockerfile.global_arguments.iter().filter(|it| it.value.is_none()) {
            push_new(&mut self.arguments, &argument.name);
        }
    }

    /// Whether the value of a variable must not stand in a file that is kept with the code.
    pub fn is_secret(name: &str, value: &str) -> bool {
        !guard::scan(&format!("{name}={value}")).is_empty()
    }
}

fn push_new(names: &mut Vec<String>, name: &str) {
    if names.iter().all(|it| it != name) {
        names.push(name.to_owned());
    }
}

fn name(dockerfile: &Dockerfile<'_>, target: usize) -> String {
    let workdir = dockerfile.effective(target, Keyword::Workdir).and_then(|(index, it)| {
        let last = dockerfile.expand(index, it.single()?).trim_end_matches('/').rsplit('/').next()?;
        let plain = last.to_ascii_lowercase();
        let is_name = plain.starts_with(|c: char| c.is_ascii_alphanumeric())
            && plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        (is_name && plain.len() <= 40 && !PLAIN_FOLDERS.contains(&plain.as_str())).then_some(plain)
    });
    let workdir = workdir.filter(|_| dockerfile.stages[target].base != Base::Scratch);
    workdir.unwrap_or_else(|| "app".to_owned())
}

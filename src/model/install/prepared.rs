use super::managers::{FETCHES, Way};
use super::{Install, Needs};
use crate::model::path::clean;
use crate::model::{Base, Dockerfile, MountKind, Program, Source};
use crate::syntax::Keyword;

/// What the steps before one have fetched already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prepared {
    /// Program, and the folder or list that it was told; `None` where the program keeps what it fetches for all.
    known: Vec<(&'static str, Option<String>)>,
}

/// Nobody installs with more programs in more folders; what comes later is not remembered.
const MOST: usize = 64;

impl Prepared {
    /// Whether what an installation in that working directory fetches is there.
    pub fn covers(&self, install: &Install, workdir: &str) -> bool {
        let mut keys = install.keys(workdir).into_iter();
        let is_known = |(program, place): &(&'static str, Option<String>)| {
            self.known
                .iter()
                .any(|(other, known)| program == other && (known.is_none() || place.is_none() || known == place))
        };
        keys.len() > 0 && keys.all(|it| is_known(&it))
    }

    fn add(&mut self, keys: impl IntoIterator<Item = (&'static str, Option<String>)>) {
        for key in keys {
            if self.known.len() < MOST && !self.known.contains(&key) {
                self.known.push(key);
            }
        }
    }
}

impl Install {
    /// The program under the name that it shares with others of its kind, so that `./mvnw` finds what `mvn` has fetched.
    pub fn tool(&self) -> &'static str {
        match self.manager.map(|it| it.programs[0]) {
            Some("mvnw") => "mvn",
            Some(name) => name,
            None => "pip",
        }
    }

    fn keys(&self, workdir: &str) -> Vec<(&'static str, Option<String>)> {
        let place = |name: &str| Some(clean(&format!("{workdir}/{name}")));
        let is_shared = self.manager.is_some_and(|it| !it.downloads.is_empty() || matches!(it.way, Way::Builds(_)));
        match self.manager {
            None => self.manifests.iter().map(|it| (self.tool(), place(it))).collect(),
            Some(_) if is_shared || self.needs == Needs::OtherManifests => vec![(self.tool(), None)],
            Some(_) => vec![(self.tool(), place(&self.folder))],
        }
    }
}

impl Dockerfile<'_> {
    /// For each instruction, what the steps before it in its stage, the stages that it is built on and those that it
    /// copies from have fetched.
    pub fn prepared(&self) -> Vec<Prepared> {
        let mut before = vec![Prepared::default(); self.facts.len()];
        // What each stage has at its end.
        let mut finished: Vec<Prepared> = Vec::new();
        for stage in &self.stages {
            let mut now = if let Base::Stage(base) = stage.base { finished[base].clone() } else { Prepared::default() };
            for (index, instruction) in self.instructions(stage) {
                if matches!(instruction.keyword, Keyword::Copy | Keyword::Add) {
                    if let Source::Stage(other) = self.source(stage.index, instruction.flag_value("from"))
                        && let Some(other) = finished.get(other)
                    {
                        now.add(other.known.clone());
                    }
                } else if instruction.keyword == Keyword::Run {
                    before[index].clone_from(&now);
                    let workdir = &*self.facts[index].workdir;
                    let fetching = self.installs(index).into_iter().filter(|it| it.needs != Needs::Source);
                    now.add(fetching.flat_map(|it| it.keys(workdir)));
                    now.add(self.programs(index).filter_map(fetches).map(|name| (name, None)));
                }
            }
            finished.push(now);
        }
        before
    }

    /// For each instruction, whether it is a RUN whose builds find their downloads: an earlier step has fetched them, or
    /// a mount keeps them.
    pub fn finds_downloads(&self) -> Vec<bool> {
        let prepared = self.prepared();
        let finds = |index: usize| {
            let has_cache = self.facts[index].mounts.iter().any(|it| it.kind == Some(MountKind::Cache));
            let workdir = &*self.facts[index].workdir;
            let mut installs = self.installs(index).into_iter().peekable();
            installs.peek().is_some() && installs.all(|it| has_cache || prepared[index].covers(&it, workdir))
        };
        (0..self.facts.len()).map(finds).collect()
    }
}

/// The program, if it fetches dependencies in a way that is no [`Install`].
fn fetches(program: Program<'_>) -> Option<&'static str> {
    let name = if program.name == "mvnw" { "mvn" } else { program.name };
    let (name, subcommands) = FETCHES.iter().find(|(it, _)| *it == name)?;
    let is_such = |it: &str| subcommands.contains(&it.rsplit(':').next().unwrap_or(it));
    program.arguments().iter().filter_map(|it| it.literal()).any(is_such).then_some(*name)
}

#[cfg(test)]
mod tests {
    use crate::model::Dockerfile;
    use crate::project::Project;
    use crate::syntax::parse;

    /// Whether the last RUN finds its downloads.
    fn finds(lines: &str) -> bool {
        let project = Project::new(format!("FROM a\nWORKDIR /w\n{lines}\n"));
        let tree = parse(&project.dockerfile);
        Dockerfile::resolve(&tree, &project).finds_downloads().pop().expect("an instruction")
    }

    #[test]
    fn an_earlier_step_of_the_same_program_counts() {
        for lines in [
            "COPY build.gradle gradlew ./\nRUN ./gradlew --no-daemon dependencies\nCOPY . .\nRUN gradle bootJar",
            "RUN mvn -B dependency:resolve-plugins dependency:resolve\nCOPY . .\nRUN ./mvnw package",
            "RUN mvn org.apache.maven.plugins:maven-dependency-plugin:3.6.0:go-offline\nRUN mvn package",
            "RUN mvn verify --fail-never\nRUN mvn package",
            "RUN go mod download\nRUN CGO_ENABLED=0 go build ./...",
            "RUN npm ci\nRUN npm install",
            "RUN pnpm fetch\nRUN pnpm install --offline",
            "RUN --mount=type=cache,target=/root/.m2 mvn package",
            "RUN dotnet restore App.sln\nRUN dotnet publish App/App.csproj",
            "RUN pip install -r requirements.txt\nRUN pip install -r requirements.txt",
        ] {
            assert!(finds(lines), "{lines}");
        }
    }

    #[test]
    fn what_was_fetched_elsewhere_does_not_count() {
        for lines in [
            "RUN go build",
            "RUN npm ci\nWORKDIR /v\nRUN npm ci",
            "RUN npm --prefix a ci\nRUN npm ci",
            "RUN gradle --version\nRUN gradle build",
            "RUN pip install -r a.txt\nRUN pip install -r b.txt",
            "RUN mvn package\nRUN npm ci",
            "FROM b\nRUN cargo build",
        ] {
            assert!(!finds(lines), "{lines}");
        }
    }
}

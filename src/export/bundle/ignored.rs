use crate::model::ignore::IgnoreFile;
use crate::model::{Base, Dockerfile, Source};
use crate::syntax::Keyword;

/// What no image needs, whatever is in it.
const ALWAYS: &[&str] = &[
    ".git",
    ".gitignore",
    ".github",
    ".dockerignore",
    "Dockerfile*",
    "docker-compose*.yml",
    "compose*.yaml",
    "**/.env",
    "**/.DS_Store",
];

/// Parts of base images and commands, and what their tools leave behind.
const TOOLS: &[(&[&str], &[&str])] = &[
    (
        &["python", "pip", "pip3", "uv", "poetry", "flask", "gunicorn", "uvicorn"],
        &["**/__pycache__", "**/*.pyc", ".venv", "venv", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".coverage"],
    ),
    (
        &["node", "npm", "yarn", "pnpm", "bun", "npx"],
        &["**/node_modules", "npm-debug.log*", "yarn-error.log", "build", "dist", ".next", "coverage"],
    ),
    (&["golang", "go"], &["bin", "*.test", "*.out"]),
    (&["rust", "cargo"], &["target"]),
    (&["maven", "mvn", "gradle"], &["target", "build", ".gradle", "*.iml", ".idea"]),
    (&["ruby", "bundle"], &["log/*", "tmp/*", ".bundle", "vendor/bundle"]),
    (&["php", "composer"], &["vendor"]),
    (&["dotnet"], &["**/bin", "**/obj"]),
];

/// A `.dockerignore` for the build: what its tools leave in a folder and no image needs. Nothing that a COPY, an ADD or
/// a mount names is in it.
pub(super) fn file(dockerfile: &Dockerfile<'_>) -> String {
    let used = words(dockerfile);
    let sources = sources(dockerfile);
    let mut patterns: Vec<&str> = ALWAYS.to_vec();
    for (names, leftovers) in TOOLS {
        if names.iter().any(|name| used.iter().any(|it| it == name)) {
            patterns.extend(*leftovers);
        }
    }
    let mut file =
        String::from("# What the image does not need: it would make the build slower, and the image bigger.\n");
    let mut written: Vec<&str> = Vec::new();
    for pattern in patterns {
        let rule = IgnoreFile::parse(pattern);
        let is_needed = sources.iter().any(|source| rule.line_that_ignores_source(source).is_some());
        if !is_needed && !written.contains(&pattern) {
            written.push(pattern);
            file.push_str(pattern);
            file.push('\n');
        }
    }
    file
}

/// Names of base images without registry, and of the programs that the build and the image start.
fn words(dockerfile: &Dockerfile<'_>) -> Vec<String> {
    let bases = dockerfile.stages.iter().filter_map(|stage| match &stage.base {
        Base::Image(image) => image.path().rsplit('/').next().map(str::to_owned),
        _ => None,
    });
    let commands = dockerfile.code().flat_map(|(_, code)| {
        code.script.effective_commands().filter_map(|it| it.base_name().map(str::to_owned)).collect::<Vec<_>>()
    });
    bases.chain(commands).collect()
}

/// The sources in the build context that the file names.
fn sources(dockerfile: &Dockerfile<'_>) -> Vec<String> {
    let mut sources = Vec::new();
    for stage in &dockerfile.stages {
        for (index, instruction) in dockerfile.instructions(stage) {
            let is_copy = matches!(instruction.keyword, Keyword::Copy | Keyword::Add);
            if is_copy && dockerfile.source(stage.index, instruction.flag_value("from")) == Source::Context {
                sources.extend(instruction.copied_paths().map(|word| dockerfile.expand(index, word).to_owned()));
            }
            for mount in &dockerfile.facts[index].mounts {
                let source = mount.options.iter().find(|it| it.key == "source");
                sources.extend(source.and_then(|it| it.value.clone()));
            }
        }
    }
    sources
}

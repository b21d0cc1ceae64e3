use std::collections::BTreeMap;

use super::mix::EditKind;
use crate::syntax::{Instruction, Keyword, SyntaxTree, parse};

/// A tool's word in `RUN` and `CMD`, the manifests that it reads, and the file that people edit all day.
const TOOLS: &[(&str, &[&str], &str)] = &[
    ("manage.py", &["requirements.txt"], "manage.py"),
    ("pip", &["requirements.txt"], "app.py"),
    ("poetry", &["pyproject.toml", "poetry.lock"], "app.py"),
    ("uv ", &["pyproject.toml", "uv.lock"], "app.py"),
    ("python", &[], "app.py"),
    ("pnpm", &["package.json", "pnpm-lock.yaml"], "src/index.js"),
    ("yarn", &["package.json", "yarn.lock"], "src/index.js"),
    ("npm", &["package.json", "package-lock.json"], "src/index.js"),
    ("node", &["package.json"], "src/index.js"),
    ("go build", &["go.mod", "go.sum"], "main.go"),
    ("cargo", &["Cargo.toml", "Cargo.lock"], "src/main.rs"),
    ("bundle", &["Gemfile", "Gemfile.lock"], "app.rb"),
    ("composer", &["composer.json", "composer.lock"], "index.php"),
    ("mvn", &["pom.xml"], "src/main/java/App.java"),
    ("gradle", &["build.gradle"], "src/main/java/App.java"),
    ("dotnet", &["app.csproj"], "Program.cs"),
];

/// The build context that a Dockerfile probably has, by path with a short content: the files that it names, and those
/// that its tools ask for.
pub fn guessed_files(text: &str) -> BTreeMap<String, String> {
    let tree = parse(text);
    let mut paths: Vec<String> = Vec::new();
    let mut takes_all = false;
    for source in sources(&tree) {
        let path = source.trim_start_matches("./").trim_matches('/');
        if path.is_empty() || path == "." || path == "*" {
            takes_all = true;
        } else if path.contains('*') {
            paths.extend(
                TOOLS.iter().flat_map(|it| it.1).filter(|name| matches(path, name)).map(|&name| name.to_owned()),
            );
        } else if path.rsplit('/').next().is_some_and(|name| name.contains('.'))
            || EditKind::of(path) == Some(EditKind::Dependencies)
        {
            paths.push(path.to_owned());
        } else {
            paths.push(format!("{path}/main"));
        }
    }
    if takes_all {
        let commands: Vec<&str> =
            tree.instructions.iter().filter(|it| is_command(it)).map(|it| it.range.of(&tree.text)).collect();
        let used: Vec<_> =
            TOOLS.iter().filter(|(word, ..)| commands.iter().any(|command| has_word(command, word))).collect();
        paths.extend(used.iter().take(1).flat_map(|(_, manifests, _)| manifests.iter().map(|&name| name.to_owned())));
        paths.push(used.first().map_or("app.txt", |(.., main)| main).to_owned());
        paths.push("README.md".to_owned());
    }
    paths.into_iter().map(|path| (path.clone(), content(&path))).collect()
}

/// Whether `word` stands in the text at the start of a word: `cargo build` holds no `go build`.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

fn is_command(instruction: &Instruction) -> bool {
    matches!(instruction.keyword, Keyword::Run | Keyword::Cmd | Keyword::Entrypoint)
}

/// What `COPY` and `ADD` take from the build context.
fn sources(tree: &SyntaxTree) -> impl Iterator<Item = &str> {
    let from_context = tree.instructions.iter().filter(|it| it.flag("from").is_none());
    let words =
        from_context.filter_map(Instruction::copy).flat_map(|copy| &copy.sources).map(|word| word.text.as_str());
    words.filter(|source| !source.contains("://") && !source.starts_with("<<") && !source.contains('$'))
}

/// Whether `name` matches a pattern with one star in it.
fn matches(pattern: &str, name: &str) -> bool {
    pattern.split_once('*').is_some_and(|(front, behind)| {
        name.len() >= front.len() + behind.len() && name.starts_with(front) && name.ends_with(behind)
    })
}

/// What such a file may hold.
fn content(path: &str) -> String {
    let text = match path.rsplit('/').next().unwrap_or(path) {
        "requirements.txt" => "flask\npython-dotenv\n",
        "app.py" => "from flask import Flask\n\napp = Flask(__name__)\n",
        "package.json" => "{\n  \"dependencies\": {}\n}\n",
        "go.mod" => "module example.com/app\n",
        "README.md" => "# The app\n",
        name => return format!("{name}\n"),
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        guessed_files(text).into_keys().collect()
    }

    #[test]
    fn named_files_and_those_of_the_tools_are_there() {
        let flask = "FROM python\nCOPY requirements.txt .\nRUN pip3 install -r requirements.txt\nCOPY . .\n";
        assert_eq!(names(flask), ["README.md", "app.py", "requirements.txt"]);
        let node = "FROM node\nCOPY package*.json ./\nRUN npm ci\nCOPY src ./src\n";
        assert_eq!(names(node), ["package-lock.json", "package.json", "src/main"]);
        let rust = "FROM rust\nCOPY . .\nRUN cargo build\n";
        assert_eq!(names(rust), ["Cargo.lock", "Cargo.toml", "README.md", "src/main.rs"]);
    }

    #[test]
    fn other_sources_are_no_files_of_the_context() {
        let text = "FROM a AS b\nCOPY --from=b /x /y\nADD https://example.com/z /\nCOPY <<EOF /f\nEOF\n";
        assert!(names(text).is_empty());
    }
}

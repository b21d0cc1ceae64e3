//! The tables of docs/comparison.md.

use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::{Project, Settings, analyze};

use crate::markdown::{path, read};

/// For production, with an ignore file that keeps out what nobody ships.
#[test]
fn nothing_is_to_be_said_of_good_files() {
    let mut count = 0;
    for entry in std::fs::read_dir(path("docs/comparison")).expect("a folder of Dockerfiles") {
        let name = entry.expect("a readable folder").file_name().into_string().expect("a name in UTF-8");
        let ignore = ContextEntry::file(".git\n.env\nnode_modules\n__pycache__\n");
        let text = read(&format!("docs/comparison/{name}"));
        let project = Project { files: [(".dockerignore".to_owned(), ignore)].into(), ..Project::new(text) };
        let analysis = analyze(&project, &Settings::default());
        assert_eq!((analysis.syntax_errors, analysis.findings), (vec![], vec![]), "{name}");
        let listed = format!("](comparison/{name})");
        assert!(read("docs/comparison.md").contains(&listed), "{name} is not in docs/comparison.md");
        count += 1;
    }
    assert_eq!(count, 10);
}

/// The first table: rules and lines, as the page of each file has them.
#[test]
fn the_table_says_what_is_found() {
    let page = read("docs/comparison.md");
    for name in ["flask-dev", "flask-prod", "react"] {
        let project = Project::new(read(&format!("static/samples/{name}.Dockerfile")));
        let findings = analyze(&project, &Settings::default()).findings;
        let listed: Vec<_> = findings.iter().map(|it| format!("{} ({})", it.rule, it.span.start.line)).collect();
        let link = format!("](../static/samples/{name}.Dockerfile)");
        let row = page.lines().find(|line| line.contains(&link)).expect("a row of the table");
        assert_eq!(row.split(" | ").nth(1), Some(listed.join(", ").as_str()), "{name}");
    }
}

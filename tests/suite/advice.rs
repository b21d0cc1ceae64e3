//! The advisor: whatever order it proposes, it is one of the same instructions, cheaper, and final.

use dockerfile_playground::Project;
use dockerfile_playground::simulate::advice::{Mix, better_order, guessed_seconds, possible_edits};
use dockerfile_playground::syntax::parse;
use dockerfile_playground::text::apply;
use proptest::prelude::*;

fn any_lines() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "COPY . .",
        "COPY src src",
        "COPY conf/app.yml conf/",
        "COPY requirements.txt ./",
        "# why\nCOPY src /srv/app",
        "ADD src.tar /opt/x",
        "RUN apt-get update && apt-get install -y curl",
        "RUN apk add --no-cache git",
        "RUN pip install -r requirements.txt",
        "# slow\nRUN pip install \\\n  gunicorn",
        "RUN make",
        "RUN --mount=type=cache,target=/root/.cache pip install x",
        "RUN <<E\napk add curl\nE",
        "ENV A=1",
        "ARG B=2",
        "WORKDIR /app",
        "USER app",
        "EXPOSE 80",
        "",
        "FROM b AS other",
        "COPY --from=other /app /other",
    ]);
    prop::collection::vec(line, 0..14).prop_map(|lines| format!("FROM a\nWORKDIR /app\n{}\n", lines.join("\n")))
}

/// The instructions of every stage as written, in any order.
fn instructions(text: &str) -> Vec<Vec<String>> {
    let tree = parse(text);
    let mut stages: Vec<Vec<String>> = Vec::new();
    for instruction in &tree.instructions {
        if instruction.from().is_some() {
            stages.push(Vec::new());
        }
        if let Some(stage) = stages.last_mut() {
            stage.push(instruction.range.of(text).to_owned());
        }
    }
    for stage in &mut stages {
        stage.sort();
    }
    stages
}

/// What nothing may pass stands in the same order.
fn fixed_order(text: &str) -> Vec<String> {
    let tree = parse(text);
    let written = tree.instructions.iter().map(|it| it.range.of(text).to_owned());
    let is_fixed = |it: &String| ["FROM", "ENV", "ARG", "USER", "RUN"].iter().any(|keyword| it.starts_with(keyword));
    written.filter(is_fixed).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_better_order_is_one_of_the_same_instructions(dockerfile in any_lines()) {
        let mut project = Project::new(dockerfile.clone());
        for path in ["requirements.txt", "src/app.py", "conf/app.yml", "src.tar"] {
            project.files.insert(path.to_owned(), "flask\n".into());
        }
        let edits = possible_edits(&project, Mix::default());
        let Some(better) = better_order(&project, &edits, &guessed_seconds) else { return Ok(()) };
        prop_assert!(better.after < better.before);
        prop_assert_eq!(apply(&dockerfile, &better.edits).ok(), Some(better.text.clone()));
        prop_assert_eq!(instructions(&dockerfile), instructions(&better.text));
        prop_assert_eq!(fixed_order(&dockerfile), fixed_order(&better.text));
        prop_assert!(parse(&better.text).errors.is_empty());
        let again = Project { dockerfile: better.text, ..project };
        prop_assert_eq!(better_order(&again, &edits, &guessed_seconds), None);
    }
}

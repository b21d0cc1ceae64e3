//! The lessons that come with the page: every goal is open at the start of its step and met at the end.

use std::collections::HashSet;

use dockerfile_playground::lesson::{Goal, Lesson, Step};
use dockerfile_playground::{Project, Settings, analyze};

use crate::markdown::{path, read};

fn lessons() -> Vec<(String, Lesson)> {
    let folder = std::fs::read_dir(path("static/lessons")).expect("a folder of lessons");
    let mut names: Vec<String> =
        folder.map(|it| it.expect("a file").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    let lesson = |name: String| {
        let lesson =
            Lesson::read(&read(&format!("static/lessons/{name}"))).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, lesson)
    };
    names.into_iter().map(lesson).collect()
}

/// Goals of the step that `project` does not meet.
fn open_goals(step: &Step, project: &Project, settings: &Settings) -> Vec<String> {
    let analysis = analyze(project, settings);
    let open = step.goals.iter().filter(|goal| !goal.check.holds(project, &analysis));
    open.map(Goal::sentence).collect()
}

#[test]
fn goals_are_open_at_the_start_and_met_by_the_solution() {
    for (name, lesson) in lessons() {
        for (number, step) in lesson.steps.iter().enumerate() {
            let start = lesson.start(number);
            let settings = Settings { profile: start.profile, ..Settings::default() };
            let project = start.project();
            let solved = Project { dockerfile: lesson.solution(number), ..project.clone() };
            let left = open_goals(step, &solved, &settings);
            assert!(left.is_empty(), "{name}, step {}: the solution leaves open: {left:?}", number + 1);
            // A step without a solution is there to be read or watched.
            if !step.solution.is_empty() {
                assert!(
                    !open_goals(step, &project, &settings).is_empty(),
                    "{name}, step {}: nothing to do",
                    number + 1
                );
            }
        }
    }
}

#[test]
fn lessons_are_complete() {
    let lessons = lessons();
    assert!(lessons.len() >= 15, "{} lessons", lessons.len());
    let ids: HashSet<&str> = lessons.iter().map(|(_, lesson)| lesson.id.as_str()).collect();
    assert_eq!(ids.len(), lessons.len(), "two lessons have one id");
    for (name, lesson) in &lessons {
        assert!(name.ends_with(&format!("-{}.json", lesson.id)), "{name} is named after its id");
        assert!(lesson.about.ends_with('.') && !lesson.title.ends_with('.'), "{name}: title and sentence");
        for step in &lesson.steps {
            assert!(!step.title.is_empty() && step.text.text().len() > 80, "{name}: a step explains itself");
            assert!(step.solution.is_empty() || !step.hints.is_empty(), "{name}, {}: no hint", step.title);
        }
    }
}

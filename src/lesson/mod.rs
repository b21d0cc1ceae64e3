//! Lessons: texts with a file to work on and goals that the engine checks.
//!
//! Knows the format (documented in `docs/lessons.md`) and whether a project meets a goal. Does not know how a lesson is
//! shown, where its progress is kept, nor which lessons there are.

mod goal;
mod lines;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use goal::{Check, Goal};
pub use lines::Lines;

use crate::project::Project;
use crate::settings::Profile;

/// The version of the format that this engine reads.
pub const SCHEMA: u32 = 1;

/// The longest text of a lesson, in bytes; a link may come from anybody.
pub const LONGEST: usize = 200_000;

/// A lesson: steps with goals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// Version of the format.
    pub schema: u32,
    /// Names the lesson where progress is kept; stays the same for ever.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it teaches, in a sentence.
    pub about: String,
    /// The course that it is part of; lessons of one course stand together.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub course: String,
    /// What to do, one after the other.
    pub steps: Vec<Step>,
}

/// One step of a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    /// What it is called.
    pub title: String,
    /// What is explained, as Markdown.
    pub text: Lines,
    /// The Dockerfile to start from; without it, what the step before ends with.
    #[serde(skip_serializing_if = "Lines::is_empty")]
    pub dockerfile: Lines,
    /// The build context by path; without it, that of the step before.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, Lines>,
    /// What the image is for; production without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// The panel of the page that shows what the step is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panel: Option<String>,
    /// What has to hold at the end; without goals the step is to be read.
    pub goals: Vec<Goal>,
    /// Help, the gentlest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<String>,
    /// A Dockerfile that meets the goals; without it, the one to start from does.
    #[serde(skip_serializing_if = "Lines::is_empty")]
    pub solution: Lines,
}

/// Where a step starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The Dockerfile.
    pub dockerfile: String,
    /// The build context by path.
    pub files: BTreeMap<String, String>,
    /// What the image is for.
    pub profile: Profile,
}

impl Lesson {
    /// Reads a lesson.
    ///
    /// # Errors
    ///
    /// Says what is wrong, where, and what to do, for a text that is too long, no JSON, of another version, or without
    /// steps.
    pub fn read(json: &str) -> Result<Self, String> {
        if json.len() > LONGEST {
            return Err(format!("the lesson has {} bytes; at most {LONGEST} are read", json.len()));
        }
        let lesson: Self = serde_json::from_str(json).map_err(|error| format!("this is no lesson: {error}"))?;
        if lesson.schema != SCHEMA {
            let found = lesson.schema;
            return Err(format!("the lesson has format {found}, and only format {SCHEMA} is known: reload the page"));
        }
        if lesson.steps.is_empty() {
            return Err("the lesson has no steps: write at least one".to_owned());
        }
        Ok(lesson)
    }

    /// Where the step with that number starts, what the steps before leave to it included.
    pub fn start(&self, step: usize) -> Start {
        let mut start = Start::default();
        for (number, it) in self.steps.iter().enumerate().take(step + 1) {
            if !it.dockerfile.is_empty() {
                start.dockerfile = it.dockerfile.text();
            }
            if !it.files.is_empty() {
                start.files = it.files.iter().map(|(path, lines)| (path.clone(), lines.text())).collect();
            }
            start.profile = it.profile.unwrap_or(start.profile);
            if number < step && !it.solution.is_empty() {
                start.dockerfile = it.solution.text();
            }
        }
        start
    }

    /// A Dockerfile that meets the goals of the step with that number.
    pub fn solution(&self, step: usize) -> String {
        match self.steps.get(step) {
            Some(it) if !it.solution.is_empty() => it.solution.text(),
            _ => self.start(step).dockerfile,
        }
    }
}

impl Start {
    /// The start as a project.
    pub fn project(&self) -> Project {
        let files = self.files.iter().map(|(path, text)| (path.clone(), text.as_str().into())).collect();
        Project { dockerfile: self.dockerfile.clone(), files, ..Project::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSON: &str = r#"{"schema": 1, "id": "a", "title": "A", "about": "b", "steps": [
        {"title": "1", "text": ["x", "y"], "dockerfile": ["FROM a"], "files": {"f": "1"}, "solution": "FROM b\n"},
        {"title": "2", "text": "z", "profile": "dev", "goals": [{"check": "accepted"}]}]}"#;

    #[test]
    fn a_step_starts_where_the_one_before_ends() {
        let lesson = Lesson::read(LESSON).expect("a lesson");
        assert_eq!(lesson.steps[0].text.text(), "x\ny\n");
        assert_eq!(lesson.start(0).dockerfile, "FROM a\n");
        let second = lesson.start(1);
        assert_eq!((second.dockerfile.as_str(), second.profile), ("FROM b\n", Profile::Dev));
        assert_eq!(second.files["f"], "1");
        assert_eq!(lesson.solution(1), "FROM b\n");
    }

    #[test]
    fn what_is_no_lesson_is_told() {
        let cases = [
            ("{", "this is no lesson"),
            (r#"{"schema": 2, "id": "", "title": "", "about": "", "steps": []}"#, "format 2"),
            (r#"{"schema": 1, "id": "", "title": "", "about": "", "steps": []}"#, "no steps"),
            (r#"{"schema": 1, "id": "", "title": "", "about": "", "steps": [{"goals": [{"check": "x"}]}]}"#, "`x`"),
        ];
        for (json, said) in cases {
            let error = Lesson::read(json).expect_err(json);
            assert!(error.contains(said), "{json}: {error}");
        }
        assert!(Lesson::read(&" ".repeat(LONGEST + 1)).expect_err("too long").contains("at most"));
    }
}

use std::collections::BTreeSet;
use std::rc::Rc;

use dockerfile_playground::lesson::Lesson;
use serde::{Deserialize, Serialize};

/// A step of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Place {
    /// The lesson's id.
    pub(crate) lesson: String,
    /// Number of the step, from 0.
    pub(crate) step: usize,
}

/// What somebody has learned, and where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Learning {
    /// The step that is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<Place>,
    /// The steps whose goals were met.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) done: BTreeSet<Place>,
    /// A teacher's lesson, from a file or a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) own: Option<Rc<Lesson>>,
}

impl Learning {
    /// How many steps of the lesson are done.
    pub(crate) fn steps_done(&self, lesson: &Lesson) -> usize {
        self.done.iter().filter(|place| place.lesson == lesson.id && place.step < lesson.steps.len()).count()
    }

    /// The first step that is not done; the first of all where everything is.
    pub(crate) fn next_step(&self, lesson: &Lesson) -> usize {
        let is_done = |step: &usize| self.done.contains(&Place { lesson: lesson.id.clone(), step: *step });
        (0..lesson.steps.len()).find(|step| !is_done(step)).unwrap_or(0)
    }

    /// What a link carries: the lesson and the step, but not what the sender has learned.
    pub(crate) fn shared(&self) -> Self {
        Self { done: BTreeSet::new(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson() -> Lesson {
        let step = Default::default;
        Lesson {
            schema: 1,
            id: "a".to_owned(),
            title: String::new(),
            about: String::new(),
            course: String::new(),
            steps: vec![step(), step()],
        }
    }

    #[test]
    fn a_lesson_goes_on_where_it_stopped() {
        let mut learning = Learning::default();
        assert_eq!(learning.next_step(&lesson()), 0);
        learning.done.insert(Place { lesson: "a".to_owned(), step: 0 });
        learning.done.insert(Place { lesson: "a".to_owned(), step: 7 });
        assert_eq!((learning.next_step(&lesson()), learning.steps_done(&lesson())), (1, 1));
        learning.done.insert(Place { lesson: "a".to_owned(), step: 1 });
        assert_eq!((learning.next_step(&lesson()), learning.steps_done(&lesson())), (0, 2));
        assert!(learning.shared().done.is_empty());
    }
}

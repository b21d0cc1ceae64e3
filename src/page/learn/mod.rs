//! Learning: the lessons and how far one got, the lesson that is open above the panels, and goals that tick themselves.

mod desk;
mod list;
mod place;

use std::rc::Rc;

use dockerfile_playground::lesson::Lesson;

pub(crate) use self::desk::LessonDesk;
pub(crate) use self::list::LearnPanel;
pub(crate) use self::place::{Learning, Place};

/// The lessons that come with the page, from the file that holds them all.
pub(crate) fn read_all(text: &str) -> Rc<[Lesson]> {
    if text.is_empty() {
        // Before they have arrived, what reads JSON may not be there either.
        return Rc::default();
    }
    serde_json::from_str::<Vec<Lesson>>(text).unwrap_or_default().into()
}

/// The lesson with that id, one of a teacher's own before those of the page.
pub(crate) fn find<'a>(lessons: &'a [Lesson], learning: &'a Learning, id: &str) -> Option<&'a Lesson> {
    learning.own.as_deref().into_iter().chain(lessons).find(|lesson| lesson.id == id)
}

use std::rc::Rc;

use dockerfile_playground::lesson::Lesson;
use yew::prelude::*;

use super::{Learning, Place};
use crate::page::browser;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Symbol, icon, inline};

/// What [`LearnPanel`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct LearnPanelProps {
    /// The lessons of the page, once they have arrived.
    pub(crate) lessons: Rc<[Lesson]>,
    pub(crate) learning: Learning,
    /// The way to the gallery.
    pub(crate) children: Html,
    pub(crate) dispatch: Callback<Action>,
}

/// Every lesson with how far one got, a way to bring one's own, and the way to the samples.
#[component]
pub(crate) fn LearnPanel(props: &LearnPanelProps) -> Html {
    let LearnPanelProps { lessons, learning, children, dispatch } = props;
    let reading = use_mut_ref(|| None);
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let done = dispatch.reform(|text: Option<String>| match text.map(|text| Lesson::read(&text)) {
                Some(Ok(lesson)) => Action::LessonBrought(Rc::new(lesson)),
                Some(Err(error)) => Action::Announced(error.into()),
                None => Action::Announced(text!("file-not-text").into()),
            });
            *reading.borrow_mut() = browser::opened_file(&event, done);
        })
    };
    let all: Vec<&Lesson> = learning.own.as_deref().into_iter().chain(lessons.iter()).collect();
    let done: usize = all.iter().map(|lesson| learning.steps_done(lesson)).sum();
    let steps: usize = all.iter().map(|lesson| lesson.steps.len()).sum();
    html! {
        <div class="learn">
            <div class="panel-head">
                <h2>{ text!("panel-learn") }</h2>
                <label class="button open-file" data-kind="quiet">
                    { icon(Symbol::Open) }{ text!("learn-open") }
                    <input type="file" accept=".json,application/json" class="visually-hidden" data-testid="open-lesson"
                        {onchange} />
                </label>
            </div>
            if steps == 0 {
                <p class="lead">{ text!("learn-loading") }</p>
            } else {
                <p class="lead" data-testid="learn-progress">{ text!("learn-progress", done = done, count = steps) }</p>
            }
            { for courses(&all).into_iter().map(|(course, lessons)| html! {
                <section class="course">
                    <h3>{ if course.is_empty() { text!("learn-lessons") } else { course.to_owned() } }</h3>
                    <ol class="lesson-list">{ for lessons.iter().map(|lesson| entry(lesson, props)) }</ol>
                </section>
            }) }
            <section class="course">
                <div class="panel-head"><h3>{ text!("learn-samples") }</h3>{ children.clone() }</div>
                <p class="lead">{ text!("learn-samples-about") }</p>
            </section>
        </div>
    }
}

/// Lessons by course, in their order.
fn courses<'a>(lessons: &[&'a Lesson]) -> Vec<(&'a str, Vec<&'a Lesson>)> {
    let mut courses: Vec<(&str, Vec<&Lesson>)> = Vec::new();
    for &lesson in lessons {
        match courses.iter_mut().find(|(course, _)| *course == lesson.course) {
            Some((_, lessons)) => lessons.push(lesson),
            None => courses.push((&lesson.course, vec![lesson])),
        }
    }
    courses
}

fn entry(lesson: &Lesson, props: &LearnPanelProps) -> Html {
    let (done, steps) = (props.learning.steps_done(lesson), lesson.steps.len());
    let place = Place { lesson: lesson.id.clone(), step: props.learning.next_step(lesson) };
    let open = open_step(lesson, place, &props.dispatch);
    let is_done = done == steps;
    html! {
        <li class="lesson" key={lesson.id.clone()}>
            { icon(if is_done { Symbol::Done } else { Symbol::Arrow }) }
            <div>
                <button type="button" class="rule-name" data-testid={format!("lesson-{}", lesson.id)} onclick={open}>
                    { &lesson.title }
                </button>
                <p class="rule-why">{ inline(&lesson.about) }</p>
            </div>
            <span class="lesson-count">{ if is_done { text!("learn-done") } else { text!("learn-done-of", done = done, count = steps) } }</span>
        </li>
    }
}

/// Opens a step: its file, its build context and its panel take the place of what is there.
pub(super) fn open_step(lesson: &Lesson, place: Place, dispatch: &Callback<Action>) -> Callback<MouseEvent> {
    let start = lesson.start(place.step);
    let panel = lesson.steps.get(place.step).and_then(|step| step.panel.clone());
    dispatch.reform(move |_| Action::StepOpened(place.clone(), Box::new(start.clone()), panel.clone()))
}

use std::rc::Rc;

use dockerfile_playground::lesson::{Goal, Lesson, Step};
use yew::prelude::*;

use super::list::open_step;
use super::{Learning, Place, find};
use crate::page::hooks::Snapshot;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, Markdown, Symbol, icon, inline};

/// What [`LessonDesk`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct LessonDeskProps {
    /// The lessons of the page, once they have arrived.
    pub(crate) lessons: Rc<[Lesson]>,
    pub(crate) learning: Learning,
    pub(crate) snapshot: Rc<Snapshot>,
    pub(crate) dispatch: Callback<Action>,
}

/// The step that is open, above the panels: what it says, its goals as they are met, hints, and the way on.
#[component]
pub(crate) fn LessonDesk(props: &LessonDeskProps) -> Html {
    let LessonDeskProps { lessons, learning, snapshot, dispatch } = props;
    let met = use_memo((props.learning.clone(), lessons.clone(), snapshot.clone()), |_| met(props));
    {
        let (dispatch, learning) = (dispatch.clone(), learning.clone());
        use_effect_with(met.clone(), move |met| {
            // A step without goals is done once it is left.
            let is_met = !met.is_empty() && met.iter().all(|it| *it);
            if let Some(place) = learning.place.filter(|place| is_met && !learning.done.contains(place)) {
                dispatch.emit(Action::StepDone(place));
            }
        });
    }
    let Some(place) = &learning.place else { return Html::default() };
    let Some(lesson) = find(lessons, learning, &place.lesson) else { return Html::default() };
    let Some(step) = lesson.steps.get(place.step) else { return Html::default() };
    let (number, count) = (place.step + 1, lesson.steps.len());
    let leave = dispatch.reform(|()| Action::LessonLeft);
    html! {
        <section class="desk" aria-label={text!("lesson-label", title = &lesson.title)} data-testid="desk">
            <header class="desk-head">
                <p class="desk-lesson">{ text!("lesson-place", title = &lesson.title, step = number, count = count) }</p>
                <Button label={text!("lesson-leave")} symbol={Symbol::Close} kind={ButtonKind::Quiet} icon_only=true
                    testid="lesson-leave" onclick={leave} />
            </header>
            <h2>{ &step.title }</h2>
            <Markdown text={step.text.text()} top_level=3 />
            if !step.goals.is_empty() {
                <ul class="goals" aria-label={text!("lesson-goals")}>{ for step.goals.iter().zip(met.iter()).map(goal) }</ul>
            }
            { help(step) }
            <div class="desk-foot">
                { steps(lesson, place, &met, dispatch) }
                { restart_and_solve(lesson, place, snapshot, dispatch) }
            </div>
        </section>
    }
}

/// Which goals of the open step are met.
fn met(props: &LessonDeskProps) -> Vec<bool> {
    let Some(place) = &props.learning.place else { return Vec::new() };
    let Some(lesson) = find(&props.lessons, &props.learning, &place.lesson) else { return Vec::new() };
    let Some(step) = lesson.steps.get(place.step) else { return Vec::new() };
    let Snapshot { project, analysis, .. } = &*props.snapshot;
    step.goals.iter().map(|goal| goal.check.holds(project, analysis)).collect()
}

fn goal((goal, met): (&Goal, &bool)) -> Html {
    let (symbol, state, word) = if *met {
        (Symbol::Done, "met", text!("lesson-goal-met"))
    } else {
        (Symbol::Nothing, "open", text!("lesson-goal-open"))
    };
    html! {
        <li class="goal" data-state={state} data-testid="goal">
            { icon(symbol) }<span>{ inline(&goal.sentence()) }</span>
            <span class="visually-hidden">{ ": " }{ word }</span>
        </li>
    }
}

fn help(step: &Step) -> Html {
    step.hints
        .iter()
        .enumerate()
        .map(|(number, hint)| {
            let title = if number == 0 { text!("lesson-hint") } else { text!("lesson-next-hint") };
            html! { <details class="hint" key={number}><summary>{ title }</summary><p>{ inline(hint) }</p></details> }
        })
        .collect()
}

/// The way back and the way on.
fn steps(lesson: &Lesson, place: &Place, met: &[bool], dispatch: &Callback<Action>) -> Html {
    let to = |step: usize| open_step(lesson, Place { step, ..place.clone() }, dispatch);
    let open = met.iter().filter(|it| !**it).count();
    let mark = dispatch.reform({
        let place = place.clone();
        move |_: MouseEvent| Action::StepDone(place.clone())
    });
    let next = place.step + 1;
    html! {
        <>
            if place.step > 0 {
                <button type="button" class="button" data-kind="plain" onclick={to(place.step - 1)}>{ text!("lesson-back") }</button>
            }
            if next < lesson.steps.len() {
                <button type="button" class="button" data-kind={if open == 0 { "primary" } else { "plain" }}
                    data-testid="step-next" onclick={both(mark, to(next), met.is_empty())}>{ text!("lesson-next") }</button>
            } else if open == 0 {
                <button type="button" class="button" data-kind="primary" data-testid="lesson-finish"
                    onclick={both(mark, dispatch.reform(|_| Action::LessonLeft), met.is_empty())}>{ text!("lesson-finish") }</button>
            }
        </>
    }
}

/// Does the second, and the first before it where `with_first`.
fn both(first: Callback<MouseEvent>, second: Callback<MouseEvent>, with_first: bool) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        if with_first {
            first.emit(event.clone());
        }
        second.emit(event);
    })
}

fn restart_and_solve(lesson: &Lesson, place: &Place, snapshot: &Snapshot, dispatch: &Callback<Action>) -> Html {
    let replace = |text: String, notice: String| {
        let of: Rc<str> = snapshot.project.dockerfile.as_str().into();
        let by: Rc<str> = text.into();
        dispatch.reform(move |()| Action::Replaced { of: of.clone(), by: by.clone(), notice: notice.as_str().into() })
    };
    let has_solution = lesson.steps.get(place.step).is_some_and(|step| !step.solution.is_empty());
    html! {
        <>
            <Button label={text!("lesson-restart")} kind={ButtonKind::Quiet}
                onclick={replace(lesson.start(place.step).dockerfile, text!("lesson-restarted"))} />
            if has_solution {
                <Button label={text!("lesson-solve")} kind={ButtonKind::Quiet} testid="step-solve"
                    onclick={replace(lesson.solution(place.step), text!("lesson-solved"))} />
            }
        </>
    }
}

use std::rc::Rc;

use dockerfile_playground::analysis::Problem;
use yew::prelude::*;

use super::card::place_button;
use super::suggestion_action;
use crate::page::hooks::Snapshot;
use crate::page::level::Level;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, Symbol, icon, inline};

/// What a build would refuse, and what was probably meant.
pub(super) fn problem_card(problem: &Problem, snapshot: &Rc<Snapshot>, dispatch: &Callback<Action>) -> Html {
    let fix = problem.suggestion.as_ref().map(|suggestion| {
        let (problem, snapshot, dispatch) = (problem.clone(), snapshot.clone(), dispatch.clone());
        let onclick = Callback::from(move |()| {
            if let Some(action) = suggestion_action(&snapshot, &problem) {
                dispatch.emit(action);
            }
        });
        html! {
            <div class="fix" data-safety="safe">
                <Button label={text!("findings-change", to = suggestion)} symbol={Symbol::Fix} testid="fix" {onclick} />
            </div>
        }
    });
    html! {
        <li class="finding" data-testid="finding" data-rule="syntax-error" data-level="error">
            <div class="finding-head">
                <span class="finding-level">{ icon(Level::Error.symbol()) }{ text!("findings-refused") }</span>
                { place_button(problem.span, dispatch) }
            </div>
            <h3 class="finding-message">{ inline(&problem.message) }</h3>
            { fix }
        </li>
    }
}

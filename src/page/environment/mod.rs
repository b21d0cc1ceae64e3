//! Which value a variable gets, and what it beat.

mod form;

use std::rc::Rc;

use yew::prelude::*;

pub(crate) use self::form::Form;
use super::hooks::Snapshot;
use super::state::Action;

/// What [`EnvironmentPanel`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct EnvironmentPanelProps {
    pub(crate) snapshot: Rc<Snapshot>,
    pub(crate) form: Form,
    pub(crate) dispatch: Callback<Action>,
}

/// Which value a variable gets, and what it beat.
#[component]
pub(crate) fn EnvironmentPanel(_props: &EnvironmentPanelProps) -> Html {
    Html::default()
}

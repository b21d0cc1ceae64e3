use yew::prelude::*;

use crate::page::browser;
use crate::page::samples;
use crate::page::state::Action;

/// Brings the samples after the page has drawn itself.
#[hook]
pub(crate) fn use_samples(dispatch: &Callback<Action>) {
    let arrived = dispatch.reform(|file: String| Action::SamplesArrived(file.into()));
    use_effect_with((), move |()| browser::load_text(samples::FILE, arrived));
}

use dockerfile_playground::Analysis;
use yew::prelude::*;

use crate::page::findings::{count, level_count};
use crate::page::level::Level;
use crate::page::texts::text;
use crate::page::widgets::{Symbol, icon};

/// How many things of each level there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts([usize; Level::COUNT]);

impl Counts {
    pub(super) fn of(analysis: &Analysis) -> Self {
        Self(Level::ALL.map(|level| count(analysis, level)))
    }
}

/// How many of what; that there is nothing is worth a word, too.
pub(super) fn shown(counts: Counts) -> Html {
    let found = Level::ALL.into_iter().zip(counts.0).filter(|(_, count)| *count > 0);
    html! {
        <p class="sample-counts">
            { for found.map(|(level, count)| level_count(level, count)) }
            if counts.0 == [0; Level::COUNT] {
                <span class="count" data-level="none">{ icon(Symbol::Done) }{ text!("gallery-nothing-found") }</span>
            }
        </p>
    }
}

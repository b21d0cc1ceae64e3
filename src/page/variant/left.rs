//! What a variant still has that its users do not want, and why it is left to a person.

use dockerfile_playground::convert::{Conversion, Findings, Left};
use yew::prelude::*;

use crate::page::level::Level;
use crate::page::texts::text;
use crate::page::widgets::inline;

/// The list of what is left, and below it how many findings the variant has; nothing where there are none.
pub(super) fn left(conversion: &Conversion) -> Html {
    let Conversion { left, findings, errors, .. } = conversion;
    html! {
        <>
            if !left.is_empty() {
                <section class="left" data-testid="left">
                    <h3>{ text!("variant-left", count = left.len()) }</h3>
                    <ul>{ for left.iter().map(entry) }</ul>
                </section>
            }
            if let Some(told) = told(*findings, *errors) {
                <p class="hint" data-testid="left-findings">{ told }</p>
            }
        </>
    }
}

fn entry(left: &Left) -> Html {
    html! {
        <li class="reason" data-testid="left-entry" data-rule={left.rule}>
            <strong class="reason-title">{ inline(&left.message) }{ " " }<span class="left-line">{ text!("variant-left-line", line = left.line) }</span></strong>
            <span class="reason-why">{ inline(&left.because) }</span>
        </li>
    }
}

fn told(findings: Findings, errors: usize) -> Option<String> {
    if errors > 0 {
        return Some(text!("variant-left-errors", count = errors));
    }
    let worst = Level::from(findings.worst?).word();
    Some(text!("variant-left-findings", count = findings.count, worst = &worst))
}

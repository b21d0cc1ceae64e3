//! The English texts without a browser, for tests.

use std::collections::HashMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use super::Value;

const ENGLISH: &str = include_str!("../../../static/texts/en.ftl");

thread_local! {
    static BUNDLE: FluentBundle<FluentResource> = bundle();
}

fn bundle() -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::default();
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(ENGLISH.to_owned()).expect("the English texts are valid");
    bundle.add_resource(resource).expect("every name is there once");
    bundle
}

/// The text of that name with its values; the name itself where there is no such text.
pub(super) fn text(name: &str, values: &[(&str, Value<'_>)]) -> String {
    BUNDLE.with(|bundle| {
        let Some(pattern) = bundle.get_message(name).and_then(|message| message.value()) else {
            return name.to_owned();
        };
        let values: HashMap<_, _> = values.iter().map(|(name, value)| (*name, fluent(*value))).collect();
        let values: FluentArgs<'_> = values.into_iter().collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        text
    })
}

fn fluent(value: Value<'_>) -> FluentValue<'_> {
    match value {
        Value::Number(number) => number.into(),
        Value::Words(words) => words.into(),
    }
}

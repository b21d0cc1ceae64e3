//! The work as a link, and back. The form of links is the engine's business; which parts of the work one carries is
//! [`Work::shared`]'s.

use dockerfile_playground::export::link::{self, Fragment, LinkError, Payload};
use serde_json::{Map, Value};

use super::browser;
use super::work::Work;

/// The field of [`Work`] that the payload has a place of its own for.
const TEXT: &str = "text";

/// The fragment of the page's address, if it has one. What reads it comes behind the first view, which goes without.
pub(crate) fn fragment() -> Option<Fragment> {
    let text = browser::fragment();
    (!text.is_empty()).then(|| Fragment::parse(&text))
}

/// What a link to `work` carries, ready to be looked at by the guard.
pub(crate) fn payload(work: &Work) -> Payload {
    let shared = work.shared();
    let mut settings = match serde_json::to_value(&shared) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    settings.remove(TEXT);
    Payload { dockerfile: shared.text.to_string(), settings }
}

/// The work that a link carries. Fields that this version of the page does not know are left out.
pub(crate) fn work(payload: Payload) -> Result<Work, LinkError> {
    let mut fields = payload.settings;
    fields.insert(TEXT.to_owned(), Value::String(payload.dockerfile));
    let work: Work = serde_json::from_value(Value::Object(fields)).map_err(|_| LinkError::Damaged)?;
    // What is not for others must not come in from others either.
    Ok(work.shared())
}

/// The fragment, without `#`.
pub(crate) fn encode(payload: &Payload) -> Result<String, LinkError> {
    link::encode(payload)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::work::{Panel, Theme};

    #[test]
    fn links_lead_back() {
        for text in ["", "FROM a\n", "# é 𝄞\n"] {
            let shared = Work { text: text.into(), panel: Panel::Rebuild, ..Work::default() }.shared();
            let fragment = encode(&payload(&shared)).expect("a short work");
            let opened = link::decode(&fragment).expect("a link").expect("a whole link");
            assert_eq!(work(opened), Ok(shared));
        }
    }

    #[test]
    fn usual_choices_cost_nothing() {
        assert_eq!(payload(&Work::default()).settings, Map::new());
    }

    #[test]
    fn a_link_brings_neither_colours_nor_fields_of_the_wrong_kind() {
        let of = |settings: &str| Payload {
            dockerfile: "FROM a\n".to_owned(),
            settings: serde_json::from_str(settings).expect("an object"),
        };
        assert_eq!(work(of(r#"{"theme":"dark","unknown":1}"#)).map(|it| it.theme), Ok(Theme::System));
        assert_eq!(work(of(r#"{"panel":7}"#)), Err(LinkError::Damaged));
    }
}

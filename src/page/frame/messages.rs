use std::rc::Rc;

use dockerfile_playground::export::bundle::{Artifact, Bundle};
use dockerfile_playground::settings::Profile;
use serde::Deserialize;
use serde_json::{Value, json};
use yew::prelude::*;

use crate::page::browser;
use crate::page::hooks::Snapshot;
use crate::page::state::Action;
use crate::page::work::Panel;

/// What the page around may ask for; fields that are not there change nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Order {
    dockerfile: Option<String>,
    profile: Option<Profile>,
    view: Option<Panel>,
    format: String,
}

/// What [`Messages`] tells of.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct MessagesProps {
    pub(crate) text: Rc<str>,
    pub(crate) profile: Profile,
    pub(crate) snapshot: Rc<Snapshot>,
    pub(crate) dispatch: Callback<Action>,
}

/// Tells the page around of every change, and does what it asks for. Draws nothing.
#[component]
pub(crate) fn Messages(props: &MessagesProps) -> Html {
    let MessagesProps { text, profile, snapshot, dispatch } = props;
    let latest = use_mut_ref(|| snapshot.clone());
    latest.replace(snapshot.clone());
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        browser::listen_to_frame(move |kind, json| {
            let Ok(order) = serde_json::from_str(&json).and_then(serde_json::from_value::<Order>) else { return };
            if kind == "export" {
                export(&latest.borrow(), &order.format);
                return;
            }
            let actions = [
                order.profile.map(Action::ProfileChosen),
                order.view.map(Action::PanelOpened),
                order.dockerfile.map(|text| Action::HostWrote(text.into())),
            ];
            actions.into_iter().flatten().for_each(|action| dispatch.emit(action));
        });
    });
    let first = use_mut_ref(|| true);
    use_effect_with((text.clone(), *profile), move |(text, profile)| {
        // What it started with is no change.
        if !first.replace(false) {
            tell("change", &json!({ "dockerfile": &**text, "profile": profile }));
        }
    });
    use_effect_with(snapshot.clone(), |snapshot| {
        tell("findings", &serde_json::to_value(&snapshot.analysis).unwrap_or_default());
    });
    Html::default()
}

/// Answers with the artefact of that name; an unknown one is told of.
fn export(snapshot: &Snapshot, format: &str) {
    let Some(artifact) = Artifact::ALL.into_iter().find(|it| it.word() == format) else {
        let known = Artifact::ALL.map(Artifact::word);
        tell("export", &json!({ "format": format, "error": "unknown format", "formats": known }));
        return;
    };
    let text = Bundle::new(&snapshot.project, &snapshot.settings).text(artifact);
    let name = artifact.file_name(snapshot.settings.profile);
    tell("export", &json!({ "format": format, "name": name, "text": text }));
}

fn tell(kind: &str, content: &Value) {
    browser::tell_frame(kind, &content.to_string());
}

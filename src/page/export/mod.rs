//! What to take away: the variant and everything that stands around it in production, and what was found.

use std::rc::Rc;

use dockerfile_playground::export::bundle::{Artifact, Bundle};
use dockerfile_playground::export::guard::{redact_project, scan_dockerfile};
use dockerfile_playground::settings::Profile;
use yew::prelude::*;

use super::browser;
use super::hooks::Snapshot;
use super::share::{Decision, Guard, download_told};
use super::state::Action;
use super::texts::text;
use super::widgets::{Button, ButtonKind, CopyButton, DialogButton, Symbol};

/// What [`Export`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ExportProps {
    pub(crate) snapshot: Rc<Snapshot>,
    pub(crate) dispatch: Callback<Action>,
}

/// Opens the dialog.
pub(crate) fn export_button(props: ExportProps) -> Html {
    let title = match props.snapshot.settings.profile {
        Profile::Dev => text!("export-title-dev"),
        Profile::Prod => text!("export-title-prod"),
    };
    html! {
        <DialogButton label={text!("export")} spoken={text!("export-spoken")} symbol={Symbol::Download} testid="export"
            id="export-dialog" {title}>
            <Export ..props />
        </DialogButton>
    }
}

/// Everything that can be taken, once it is clear that no secret goes with it.
#[component]
fn Export(props: &ExportProps) -> Html {
    let ExportProps { snapshot, dispatch } = props;
    let decision = use_state(Decision::default);
    let bundle = use_memo((snapshot.clone(), *decision), |(snapshot, decision)| match decision {
        Decision::Placeholders => Bundle::new(&redact_project(&snapshot.project), &snapshot.settings),
        Decision::Open | Decision::Anyway => Bundle::new(&snapshot.project, &snapshot.settings),
    });
    let suspects = use_memo(snapshot.project.dockerfile.clone(), |dockerfile| scan_dockerfile(dockerfile));
    let texts = use_memo(bundle.clone(), |bundle| Artifact::ALL.map(|it| bundle.text(it)));
    let node = use_node_ref();
    let on_cancel = {
        let node = node.clone();
        Callback::from(move |()| browser::close_dialog_around(&node))
    };
    let on_decide = {
        let decision = decision.clone();
        Callback::from(move |next| decision.set(next))
    };
    let profile = snapshot.settings.profile;
    let all = {
        let (texts, bundle) = (texts.clone(), bundle.clone());
        dispatch.reform(move |()| {
            let files: Vec<_> = Artifact::ALL.iter().map(|it| bundle.path(*it)).zip(texts.iter()).collect();
            let files = files.iter().filter(|(_, text)| !text.is_empty());
            let files = files.map(|(name, text)| (name.as_str(), text.as_bytes()));
            download_told(browser::download_bytes(
                "dockerfile-playground.zip",
                &dockerfile_playground::export::zip::archive(files),
            ))
        })
    };
    let may_leave = suspects.is_empty() || *decision != Decision::Open;
    let rows = Artifact::ALL.iter().zip(texts.iter()).map(|(artifact, text)| {
        let name = artifact.file_name(profile);
        let download = {
            let text = text.clone();
            dispatch.reform(move |()| download_told(browser::download(name, &text)))
        };
        html! {
            <li class="artifact" key={name} data-testid={format!("artifact-{}", artifact.word())}>
                <details>
                    <summary><span class="artifact-name">{ name }</span><span class="artifact-what">{ what(*artifact) }</span></summary>
                    if text.is_empty() {
                        <p class="share-hint">{ text!("export-empty") }</p>
                    } else {
                        <pre class="share-text" tabindex="0" aria-label={name}>{ text }</pre>
                    }
                </details>
                <div class="artifact-buttons">
                    <CopyButton label={text!("copy")} spoken={text!("copy-spoken", file = name)} text={text.clone()} kind={ButtonKind::Quiet}
                        disabled={text.is_empty()} />
                    <Button label={text!("download")} spoken={text!("download-spoken", file = name)} symbol={Symbol::Download}
                        kind={ButtonKind::Quiet} disabled={text.is_empty()} onclick={download} />
                </div>
            </li>
        }
    });
    html! {
        <div ref={node} class="share">
            <Guard suspects={(*suspects).clone()} decision={*decision} {on_decide} {on_cancel} />
            if may_leave {
                <ul class="artifacts">{ for rows }</ul>
                <div class="share-buttons">
                    <Button label={text!("export-zip")} symbol={Symbol::Download} kind={ButtonKind::Primary}
                        testid="export-zip" onclick={all} />
                </div>
            }
        </div>
    }
}

/// What an artefact is for.
fn what(artifact: Artifact) -> String {
    match artifact {
        Artifact::Dockerfile => text!("export-dockerfile"),
        Artifact::MultiTarget => text!("export-multi-target"),
        Artifact::Dockerignore => text!("export-dockerignore"),
        Artifact::Compose => text!("export-compose"),
        Artifact::TaskDefinition => text!("export-task-definition"),
        Artifact::Patch => text!("export-patch"),
        Artifact::BuildCommand => text!("export-build-command"),
        Artifact::Markdown => text!("export-markdown"),
        Artifact::Sarif => text!("export-sarif"),
        Artifact::Json => text!("export-json"),
    }
}

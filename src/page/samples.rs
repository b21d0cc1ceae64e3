//! The files that the page offers to start from.

/// One file to start from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    /// Stays the same for ever: links and saved work may name it.
    pub(crate) id: &'static str,
    /// What the picker calls it.
    pub(crate) title: &'static str,
    /// The file.
    pub(crate) text: &'static str,
}

macro_rules! sample {
    ($id:literal, $title:literal) => {
        Sample { id: $id, title: $title, text: include_str!(concat!("../../static/samples/", $id, ".Dockerfile")) }
    };
}

/// Every sample; the first one greets a new visitor.
pub(crate) static ALL: &[Sample] = &[
    sample!("flask-dev", "Flask, for development"),
    sample!("flask-copy-all", "Flask, everything copied first"),
    sample!("flask-prod", "Flask, a tutorial's production file"),
    sample!("flask-gunicorn", "Flask, ready for production"),
    sample!("react", "React, served by nginx"),
    sample!("node-dev", "Node.js with a reloader"),
    sample!("django-dev", "Django, for development"),
    sample!("go-multistage", "Go in two stages"),
    sample!("typos", "A file full of typos"),
];

/// The sample with that id.
pub(crate) fn find(id: &str) -> Option<&'static Sample> {
    ALL.iter().find(|sample| sample.id == id)
}

/// The sample whose text is `text`, to the byte.
pub(crate) fn with_text(text: &str) -> Option<&'static Sample> {
    ALL.iter().find(|sample| sample.text == text)
}

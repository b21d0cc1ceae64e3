//! The files that the page offers to start from: what they are called, and their texts.
//!
//! The texts stand in `static/samples`; all but the first one come behind the first view, in one file.

use std::rc::Rc;

use super::texts::text;

/// The sample that greets a new visitor.
pub(crate) const FIRST: &str = "flask-dev";
const FIRST_TEXT: &str = include_str!("../../static/samples/flask-dev.Dockerfile");

/// The file that holds the texts, made by `xtask`: of each sample its id, a line break and its text.
pub(crate) const FILE: &str = "samples.txt";
const BETWEEN_TWO: char = '\u{c}';

/// Every sample by its topic. Ids stay the same for ever.
pub(crate) static TOPICS: &[(&str, &[&str])] = &[
    ("python", &[FIRST, "flask-copy-all", "flask-prod", "flask-gunicorn", "flask-modern", "django-dev"]),
    ("front-end", &["react", "vite-monorepo", "next"]),
    ("node", &["node-dev", "node"]),
    ("compiled", &["go-multistage", "rust", "java-maven", "dotnet"]),
    ("mistakes", &["typos", "secrets", "heredoc"]),
];

/// The ids of all samples, in their order.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    TOPICS.iter().flat_map(|(_, samples)| samples.iter().copied())
}

/// What a sample is called.
pub(crate) fn title(sample: &str) -> String {
    text!("sample-title", sample = sample)
}

/// The texts of the samples, as far as they have arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Samples(Option<Rc<str>>);

impl Samples {
    /// All of them, from the file that holds the texts.
    pub(crate) const fn arrived(file: Rc<str>) -> Self {
        Self(Some(file))
    }

    /// The text of a sample, unless it is still on its way.
    pub(crate) fn text(&self, sample: &str) -> Option<&str> {
        self.each().find(|(id, _)| *id == sample).map(|(_, text)| text)
    }

    /// The sample whose text is `text`, to the byte.
    pub(crate) fn with_text(&self, text: &str) -> Option<&'static str> {
        let (found, _) = self.each().find(|(_, it)| *it == text)?;
        all().find(|id| *id == found)
    }

    fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        let rest = self.0.iter().flat_map(|file| file.split(BETWEEN_TWO).filter_map(|part| part.split_once('\n')));
        std::iter::once((FIRST, FIRST_TEXT)).chain(rest)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_first_sample_is_there_before_the_others() {
        let (none, some) = (Samples::default(), Samples::arrived("react\nFROM a\n\u{c}node\nFROM b\n".into()));
        assert!(none.text(FIRST).is_some() && some.text(FIRST).is_some());
        assert_eq!((none.text("react"), some.text("react")), (None, Some("FROM a\n")));
        assert_eq!((none.with_text("FROM b\n"), some.with_text("FROM b\n")), (None, Some("node")));
    }

    #[test]
    fn every_sample_is_a_file_of_its_own_and_every_file_a_sample() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static/samples");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .expect("the folder of samples")
            .map(|file| file.expect("a readable folder").file_name().to_string_lossy().into_owned())
            .filter_map(|name| Some(name.strip_suffix(".Dockerfile")?.to_owned()))
            .collect();
        assert_eq!(all().map(str::to_owned).collect::<BTreeSet<_>>(), files);
        assert_eq!(all().count(), files.len());
    }

    #[test]
    fn no_two_samples_have_the_same_words() {
        let about = |sample| text!("sample-about", sample = sample);
        let words: BTreeSet<String> = all().map(title).chain(all().map(about)).collect();
        assert_eq!(words.len(), 2 * all().count());
        let topics: BTreeSet<String> = TOPICS.iter().map(|(topic, _)| text!("sample-topic", topic = topic)).collect();
        assert_eq!(topics.len(), TOPICS.len());
    }
}

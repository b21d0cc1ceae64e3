use serde::Serialize;

use super::{Development, Thing};
use crate::model::Dockerfile;
use crate::project::Project;
use crate::settings::{Profile, Settings};
use crate::text::{Edit, TextRange};

/// One thing worth telling the author of a Dockerfile.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Names the pattern that is found, so that "allow …" reads as a sentence. In kebab case; the stem of its files is
    /// the same in snake case.
    pub name: &'static str,
    /// Every name that other tools give to the same finding.
    pub codes: &'static [&'static str],
    /// What it is about.
    pub topic: Topic,
    /// How bad it is on a developer's machine; `None` says nothing there.
    pub dev: Option<Severity>,
    /// How bad it is in production; `None` says nothing there.
    pub prod: Option<Severity>,
    /// Whether its fix is part of what makes the production variant of a file out of the development one, or back.
    pub converts: bool,
    /// Why it matters, in a sentence or two; a finding may say it more exactly.
    pub why: &'static str,
    /// What to do about it.
    pub help: &'static str,
    /// The page shown to users, empty without the feature `pages`. Its examples are tests.
    pub page: &'static str,
    /// Looks at a whole file and reports what it finds.
    pub check: fn(&Context<'_>, &mut Report),
}

impl Rule {
    /// How bad the finding is for `profile`; `None` where the rule is silent.
    pub const fn severity(&self, profile: Profile) -> Option<Severity> {
        match profile {
            Profile::Dev => self.dev,
            Profile::Prod => self.prod,
        }
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Where images come from and what they are.
    BaseImage,
    /// What a rebuild costs.
    Cache,
    /// What is only for developers.
    Development,
    /// Variables at build time and at run time.
    Environment,
    /// Copied files.
    Files,
    /// Installed packages.
    Packages,
    /// What the container runs and how it stops.
    Process,
    /// Secrets, users, trust.
    Security,
    /// How the file is written.
    Style,
    /// What a build would refuse or misread.
    Correctness,
}

/// How bad a finding is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Broken or dangerous.
    Error,
    /// Probably not meant.
    Warning,
    /// Worth knowing.
    Info,
    /// A matter of taste.
    Style,
}

/// What a file does not do because of a finding. Said only where it is known; a guess says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Breaks {
    /// The build stops.
    Build,
    /// The image builds, but its container does not start.
    Start,
    /// The container runs, but its health check can never succeed.
    Health,
    /// It builds and runs, but does something else than what is written.
    Meaning,
}

/// Everything a rule may look at. Nothing here is about one rule only.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The file and its meaning.
    pub dockerfile: &'a Dockerfile<'a>,
    /// The build context and everything else around the file.
    pub project: &'a Project,
    /// What the user chose.
    pub settings: &'a Settings,
}

/// What a rule has found so far.
#[derive(Debug, Default)]
pub struct Report {
    pub(super) remarks: Vec<Remark>,
}

impl Report {
    /// Adds a finding at `range`; `message` says what is wrong there, in under 90 characters and without a full stop.
    pub fn at(&mut self, range: TextRange, message: impl Into<String>) -> &mut Remark {
        self.remarks.push(Remark {
            range,
            message: message.into(),
            why: None,
            help: None,
            fixes: Vec::new(),
            elsewhere: None,
            breaks: None,
            is_of_fault: false,
            development: None,
        });
        self.remarks.last_mut().expect("a remark was just added")
    }
}

/// One finding as a rule writes it; the runner adds name, codes and severity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub(super) range: TextRange,
    pub(super) message: String,
    pub(super) why: Option<String>,
    pub(super) help: Option<String>,
    pub(super) fixes: Vec<Fix>,
    pub(super) elsewhere: Option<Elsewhere>,
    pub(super) breaks: Option<Breaks>,
    /// Whether it is about a line that was meant otherwise, of which no rule says anything else.
    pub(super) is_of_fault: bool,
    pub(super) development: Option<Development>,
}

impl Remark {
    /// Says why it matters here, instead of the rule's general reason.
    pub fn why(&mut self, why: impl Into<String>) -> &mut Self {
        self.why = Some(why.into());
        self
    }

    /// Says what to do here, instead of the rule's general advice.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Says where in another file the matter lies.
    pub fn elsewhere(&mut self, elsewhere: Elsewhere) -> &mut Self {
        self.elsewhere = Some(elsewhere);
        self
    }

    /// Says what the file does not do because of this.
    pub fn breaks(&mut self, breaks: Breaks) -> &mut Self {
        self.breaks = Some(breaks);
        self
    }

    /// Says that this is only for developers, and that the first fix, if there is one, is known to be right.
    pub fn for_developers(&mut self, thing: Thing) -> &mut Self {
        self.development = Some(Development { thing, unknown: None });
        self
    }

    /// The same, where something would have to be known or done first.
    pub fn for_developers_unless(&mut self, thing: Thing, unknown: impl Into<String>) -> &mut Self {
        self.development = Some(Development { thing, unknown: Some(unknown.into()) });
        self
    }

    /// Offers a fix; the first one is what "fix all" takes.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fixes.push(fix);
        self
    }
}

/// Where in another file of the build context a matter lies, and what would settle it there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// The file.
    pub path: String,
    /// The line that is meant, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Lines that, put at the end, remove the finding. Somebody should look at them first: they take files from the build.
    #[serde(rename = "add", skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<String>,
}

impl Elsewhere {
    /// The file with the lines at its end, given its text so far.
    pub fn applied(&self, text: &str) -> String {
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut text = text.to_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(line_break);
        }
        for line in &self.added {
            text.push_str(line);
            text.push_str(line_break);
        }
        text
    }
}

/// A change of the text that removes a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What the fix does, as a command: "Remove `--reload`".
    pub title: String,
    /// Whether it may be taken without a look.
    pub safety: Safety,
    /// For an unsafe fix, what might change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caution: Option<String>,
    /// Sorted, disjoint edits.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be taken without a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The built image does what it did, but for what the finding complains of.
    Safe,
    /// Something else may change; the caution says what.
    Unsafe,
}

impl Fix {
    /// A fix that may be taken without a look.
    pub fn safe(title: impl Into<String>, edits: impl IntoIterator<Item = Edit>) -> Self {
        Self::new(title.into(), Safety::Safe, None, edits)
    }

    /// A fix that somebody should look at first; `caution` says what might change.
    pub fn unsafe_because(
        caution: impl Into<String>,
        title: impl Into<String>,
        edits: impl IntoIterator<Item = Edit>,
    ) -> Self {
        Self::new(title.into(), Safety::Unsafe, Some(caution.into()), edits)
    }

    fn new(title: String, safety: Safety, caution: Option<String>, edits: impl IntoIterator<Item = Edit>) -> Self {
        let mut edits: Vec<Edit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| edit.range);
        Self { title, safety, caution, edits }
    }
}

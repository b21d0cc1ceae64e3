use std::borrow::Cow;

use serde::Serialize;

use crate::model::Dockerfile;
use crate::project::Project;
use crate::rules::{self, Context, Finding, Topic};
use crate::settings::Settings;
use crate::simulate::advice::{Mix, PossibleEdit, better_order, expected_seconds, pays, possible_edits, thinned};
use crate::simulate::cache::{Options, Step, first_build};
use crate::syntax::parse;
use crate::text::apply;

/// The same file with less to rebuild.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Better {
    /// The file.
    pub text: String,
    /// It builds the same unless one of `cautions` is to the point.
    pub is_likely: bool,
    /// What to look at before the file is used.
    pub cautions: Vec<String>,
}

/// What one change saves on average.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Price {
    /// What is done, as a command.
    pub title: String,
    /// Seconds of a build on average without it.
    pub before: f64,
    /// The same with it.
    pub after: f64,
}

/// What holds of an order that was found without the lists of dependencies.
const UNREAD: &str = "If the list of dependencies refers to other files, they must be copied with it";

/// What a file costs with its build context, and what costs less. Nothing is proposed that does not pay: that saves less
/// than a tenth, or less than two seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// The better file, if one is known that pays.
    pub better: Option<Better>,
    /// One for each change of the better file, then, of several, one for all; empty if nobody edits anything.
    pub prices: Vec<Price>,
    /// Seconds of a build on average, as the file stands; `None` if nobody edits anything.
    pub average: Option<f64>,
}

/// What advice depends on.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "functions have none")]
pub struct Question<'a> {
    /// The file with its build context.
    pub project: &'a Project,
    /// Whether the build context is only guessed, so that nothing is known of its files but their names.
    pub is_guessed: bool,
    /// How rules look at it.
    pub settings: &'a Settings,
    /// How often what is edited.
    pub mix: Mix,
    /// How long a step takes when it runs.
    pub seconds: &'a dyn Fn(&Step) -> u32,
}

/// What came of a file, and how.
struct Changed {
    better: Better,
    prices: Vec<Price>,
}

impl Question<'_> {
    /// The advice. `findings` are those of the file: each fix of theirs that is about the cache and pays gets its price.
    pub fn advice(&self, findings: &[Finding]) -> Advice {
        let edits = possible_edits(self.project, self.mix);
        let project = &thinned(self.project, &edits);
        let before = self.average(project, &project.dockerfile, &edits);
        let Changed { better, mut prices } = self.changed(project, findings, &edits);
        let after = self.average(project, &better.text, &edits);
        if prices.len() > 1 {
            prices.push(Price { title: "All of it".to_owned(), before, after });
        }
        let has_edits = !edits.is_empty();
        let is_worth = better.text != project.dockerfile && (!has_edits || pays(before, after));
        prices.retain(|_| has_edits && is_worth);
        Advice { better: is_worth.then_some(better), prices, average: has_edits.then_some(before) }
    }

    /// The file with everything that the rules about the cache and the advisor would change in it.
    pub fn improved(&self) -> String {
        let edits = possible_edits(self.project, self.mix);
        let project = &thinned(self.project, &edits);
        let known = self.known();
        let tree = parse(&known.dockerfile);
        let dockerfile = Dockerfile::resolve(&tree, &known);
        let findings = rules::check(&Context { dockerfile: &dockerfile, project: &known, settings: self.settings });
        self.changed(project, &findings, &edits).better.text
    }

    /// The project with the files that rules may read.
    fn known(&self) -> Cow<'_, Project> {
        if self.is_guessed {
            let files = std::collections::BTreeMap::new();
            return Cow::Owned(Project { files, ..self.project.clone() });
        }
        Cow::Borrowed(self.project)
    }

    /// The file after the fixes of the rules about the cache that pay, and that one in a better order.
    fn changed(&self, project: &Project, findings: &[Finding], edits: &[PossibleEdit]) -> Changed {
        let before = self.average(project, &project.dockerfile, edits);
        let mut prices = Vec::new();
        let mut paying = Vec::new();
        for finding in findings.iter().filter(|finding| is_about_cache(finding)) {
            let Some(fix) = finding.fixes.first() else { continue };
            let Ok(text) = apply(&project.dockerfile, &fix.edits) else { continue };
            let after = self.average(project, &text, edits);
            if edits.is_empty() || pays(before, after) {
                prices.push(Price { title: fix.title.clone(), before, after });
                paying.push((finding.rule, finding.message.as_str()));
            }
        }
        let is_wanted =
            |finding: &Finding| is_about_cache(finding) && paying.contains(&(finding.rule, finding.message.as_str()));
        let (fixed, applied) = rules::fix_all(&self.known(), self.settings, |finding, _| is_wanted(finding));
        let mut cautions: Vec<String> = Vec::new();
        for caution in applied.into_iter().filter_map(|it| it.fix.caution) {
            if !cautions.contains(&caution) {
                cautions.push(caution);
            }
        }
        let base = Project { dockerfile: fixed.clone(), ..project.clone() };
        let order = better_order(&base, edits, self.seconds);
        if let Some(order) = &order {
            let title = "Move what changes often below what takes long".to_owned();
            prices.push(Price { title, before: order.before, after: order.after });
            if (order.is_likely || self.is_guessed) && !cautions.iter().any(|it| it == UNREAD) {
                cautions.push(UNREAD.to_owned());
            }
        }
        let text = order.map_or(fixed, |order| order.text);
        Changed { better: Better { text, is_likely: !cautions.is_empty(), cautions }, prices }
    }

    /// Seconds of a build of `text` on average; a changed file that stops, because a file is not there, is no gain.
    fn average(&self, project: &Project, text: &str, edits: &[PossibleEdit]) -> f64 {
        let is_changed = text != project.dockerfile;
        let project = Project { dockerfile: text.to_owned(), ..project.clone() };
        if is_changed && first_build(&project, Options::default()).summary.stops.is_some() {
            return f64::INFINITY;
        }
        expected_seconds(&project, edits, self.seconds)
    }
}

fn is_about_cache(finding: &Finding) -> bool {
    rules::find(finding.rule).is_some_and(|rule| rule.topic == Topic::Cache)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::advice::guessed_seconds;

    fn advice(project: &Project) -> (Advice, String) {
        let settings = &Settings::default();
        let tree = parse(&project.dockerfile);
        let findings = rules::check(&Context { dockerfile: &Dockerfile::resolve(&tree, project), project, settings });
        let question =
            Question { project, is_guessed: false, settings, mix: Mix::default(), seconds: &guessed_seconds };
        (question.advice(&findings), question.improved())
    }

    #[test]
    fn rules_and_order_are_priced_one_by_one_and_together() {
        let text = "FROM a\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n\
                    RUN apt-get update && apt-get install -y curl\n";
        let mut project = Project::new(text);
        for path in ["app.py", "requirements.txt"] {
            project.files.insert(path.to_owned(), "flask\n".into());
        }
        let (advice, improved) = advice(&project);
        let better = advice.better.as_ref().expect("a better file");
        assert_eq!(better.text, improved);
        let all = advice.prices.last().expect("prices");
        assert_eq!((advice.prices.len(), all.title.as_str()), (3, "All of it"));
        assert_eq!(advice.average, Some(all.before));
        assert!(advice.prices.iter().all(|price| price.after >= all.after) && all.after < all.before, "{advice:?}");
    }

    #[test]
    fn where_nobody_edits_nothing_has_a_price() {
        let project = Project::new("FROM a\nCOPY . .\nRUN pip install -r requirements.txt\n");
        let (advice, _) = advice(&project);
        assert_eq!((advice.prices, advice.average), (Vec::new(), None));
        assert!(advice.better.is_some(), "the rules know better even so");
    }
}

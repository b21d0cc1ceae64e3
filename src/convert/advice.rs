use serde::Serialize;

use crate::project::Project;
use crate::rules::{self, Finding, Topic};
use crate::settings::Settings;
use crate::simulate::advice::{
    BetterOrder, Mix, PossibleEdit, better_order, expected_seconds, possible_edits, thinned,
};
use crate::simulate::cache::Step;
use crate::text::apply;

/// The same file with less to rebuild.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Better {
    /// The file.
    pub text: String,
    /// It builds the same unless a list of dependencies refers to other files.
    pub is_likely: bool,
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

/// What a file costs with its build context, and what costs less.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// The better file, if one is known.
    pub better: Option<Better>,
    /// One for each change, then, of several, one for all; empty if nobody edits anything.
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
    /// How rules look at it.
    pub settings: &'a Settings,
    /// How often what is edited.
    pub mix: Mix,
    /// How long a step takes when it runs.
    pub seconds: &'a dyn Fn(&Step) -> u32,
}

impl Question<'_> {
    /// The advice. `findings` are those of the file: each fix of theirs that is about the cache gets its price.
    pub fn advice(&self, findings: &[Finding]) -> Advice {
        let edits = possible_edits(self.project, self.mix);
        let project = &thinned(self.project, &edits);
        let price = |text: &str| self.average(project, text, &edits);
        let before = price(&project.dockerfile);
        let mut prices = Vec::new();
        let fixes = findings.iter().filter(|finding| is_about_cache(finding)).filter_map(|it| it.fixes.first());
        for fix in fixes {
            let Ok(text) = apply(&project.dockerfile, &fix.edits) else { continue };
            prices.push(Price { title: fix.title.clone(), before, after: price(&text) });
        }
        let (fixed, order) = self.changes(project, &edits);
        if let Some(order) = &order {
            let title = "Move what changes often below what takes long".to_owned();
            prices.push(Price { title, before: order.before, after: order.after });
        }
        let is_likely = order.as_ref().is_some_and(|order| order.is_likely);
        let text = order.map_or(fixed, |order| order.text);
        if prices.len() > 1 {
            prices.push(Price { title: "All of it".to_owned(), before, after: price(&text) });
        }
        let better = (text != project.dockerfile).then_some(Better { text, is_likely });
        let has_edits = !edits.is_empty();
        prices.retain(|_| has_edits);
        Advice { better, prices, average: has_edits.then_some(before) }
    }

    /// The file with everything that the rules about the cache and the advisor would change in it.
    pub fn improved(&self) -> String {
        let edits = possible_edits(self.project, self.mix);
        let (fixed, order) = self.changes(&thinned(self.project, &edits), &edits);
        order.map_or(fixed, |order| order.text)
    }

    /// The file after the fixes of the rules about the cache, and that one in a better order.
    fn changes(&self, project: &Project, edits: &[PossibleEdit]) -> (String, Option<BetterOrder>) {
        let fixed = rules::fix_all(project, self.settings, |finding, _| is_about_cache(finding)).0;
        let base = Project { dockerfile: fixed.clone(), ..project.clone() };
        let order = better_order(&base, edits, self.seconds);
        (fixed, order)
    }

    /// Seconds of a build of `text` on average.
    fn average(&self, project: &Project, text: &str, edits: &[PossibleEdit]) -> f64 {
        let project = Project { dockerfile: text.to_owned(), ..project.clone() };
        expected_seconds(&project, edits, self.seconds)
    }
}

fn is_about_cache(finding: &Finding) -> bool {
    rules::find(finding.rule).is_some_and(|rule| rule.topic == Topic::Cache)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dockerfile;
    use crate::rules::Context;
    use crate::simulate::advice::guessed_seconds;
    use crate::syntax::parse;

    fn advice(project: &Project) -> (Advice, String) {
        let settings = &Settings::default();
        let tree = parse(&project.dockerfile);
        let findings = rules::check(&Context { dockerfile: &Dockerfile::resolve(&tree, project), project, settings });
        let question = Question { project, settings, mix: Mix::default(), seconds: &guessed_seconds };
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

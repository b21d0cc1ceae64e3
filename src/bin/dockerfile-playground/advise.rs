//! `simulate cache --advise`: what edits cost on average, a file that rebuilds less, and the proof of it.

use std::collections::HashMap;
use std::fmt::Write as _;

use dockerfile_playground::convert::{Advice, Price, Question};
use dockerfile_playground::export::{json, patch, visible};
use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::simulate::advice::{
    Mix, PossibleEdit, guessed_files, guessed_seconds, possible_edits, seconds_of, spoken, spoken_average,
};
use dockerfile_playground::simulate::cache::{CacheReport, Options, Step, first_build, simulate};
use dockerfile_playground::syntax;
use dockerfile_playground::{Project, Settings, analyze};
use serde::Serialize;

use crate::arguments::AdviceArguments;
use crate::failure::Failure;
use crate::terminal::{self, BOLD, GOOD, PALE, amount};

/// The file that the advice is about, the advice, and both files after every edit.
pub(crate) struct Advised {
    project: Project,
    advice: Advice,
    proof: Vec<Proof>,
    mix: Mix,
    /// Nothing was known of the build context.
    guessed_files: bool,
}

/// One edit, simulated.
#[derive(Serialize)]
struct Proof {
    #[serde(flatten)]
    edit: PossibleEdit,
    before: Cost,
    after: Cost,
}

/// What a build costs.
#[derive(Serialize)]
struct Cost {
    /// Steps that run.
    executed: usize,
    /// What they take.
    seconds: u32,
}

/// Seconds of a build on average.
#[derive(Serialize)]
struct Average {
    before: f64,
    after: f64,
}

/// Asks the advisor, if the arguments want it. Without a build context, one is guessed from the file.
pub(crate) fn advice(project: &Project, arguments: &AdviceArguments) -> Result<Option<Advised>, Failure> {
    if !arguments.advise {
        return Ok(None);
    }
    let settings = Settings::default();
    // Rules read no file that is only guessed.
    let findings = analyze(project, &settings).findings;
    let mut project = project.clone();
    let guessed_files = project.files.is_empty();
    if guessed_files {
        let files = self::guessed_files(&project.dockerfile).into_iter();
        project.files = files.map(|(path, text)| (path, ContextEntry::file(text))).collect();
    }
    let told = told_seconds(&project, &arguments.seconds)?;
    let seconds = |step: &Step| told.get(&step.text).copied().unwrap_or_else(|| guessed_seconds(step));
    let mix = arguments.mix.unwrap_or_default();
    let question =
        Question { project: &project, is_guessed: guessed_files, settings: &settings, mix, seconds: &seconds };
    let advice = question.advice(&findings);
    let better = advice.better.as_ref().map_or(&project.dockerfile, |better| &better.text);
    let better = Project { dockerfile: better.clone(), ..project.clone() };
    let cost = |project: &Project, edit: &PossibleEdit| {
        let report = simulate(project, &edit.applied_to(project), Options::default());
        Cost { executed: report.summary.executed, seconds: seconds_of(&report, &seconds) }
    };
    let edits = possible_edits(&project, mix).into_iter();
    let proof = edits.map(|edit| Proof { before: cost(&project, &edit), after: cost(&better, &edit), edit }).collect();
    Ok(Some(Advised { project, advice, proof, mix, guessed_files }))
}

/// The same in milliseconds: nobody wants to read what sums of fractions leave behind.
fn rounded(seconds: f64) -> f64 {
    (seconds * 1_000.0).round() / 1_000.0
}

fn whole(price: &Price) -> Price {
    Price { title: price.title.clone(), before: rounded(price.before), after: rounded(price.after) }
}

/// Seconds by the text of the step, so that they follow it to another line.
fn told_seconds(project: &Project, told: &[(usize, u32)]) -> Result<HashMap<String, u32>, Failure> {
    let tree = syntax::parse(&project.dockerfile);
    let steps = first_build(project, Options::default()).steps;
    let text = |&(line, seconds): &(usize, u32)| {
        let instruction = tree.instructions.iter().find(|it| it.first_line <= line && line <= it.last_line);
        let step = instruction.and_then(|it| steps.iter().find(|step| step.line == it.first_line));
        let missing = || Failure::new(format!("--seconds {line}={seconds}: no instruction is there"));
        Ok((step.ok_or_else(missing)?.text.clone(), seconds))
    };
    told.iter().map(text).collect()
}

impl Advised {
    /// What a build takes on average; `None` if nobody edits anything.
    fn average(&self) -> Option<Average> {
        let sum = |cost: &dyn Fn(&Proof) -> u32| {
            self.proof.iter().map(|proof| proof.edit.share * f64::from(cost(proof))).sum::<f64>()
        };
        let (before, after) = (sum(&|proof| proof.before.seconds), sum(&|proof| proof.after.seconds));
        let average = Average { before: rounded(before), after: rounded(after) };
        (!self.proof.is_empty()).then_some(average)
    }

    /// The report and the advice as JSON.
    pub(crate) fn document(&self, report: &CacheReport) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            #[serde(flatten)]
            report: &'a CacheReport,
            advice: Told<'a>,
        }
        #[derive(Serialize)]
        struct Told<'a> {
            text: Option<&'a str>,
            certainty: &'static str,
            cautions: &'a [String],
            average: Option<Average>,
            changes: Vec<Price>,
            proof: &'a [Proof],
            mix: Mix,
            guessed_files: bool,
        }
        let better = self.advice.better.as_ref();
        let advice = Told {
            text: better.map(|better| better.text.as_str()),
            certainty: if better.is_some_and(|better| better.is_likely) { "likely" } else { "sure" },
            cautions: better.map_or(&[], |better| &better.cautions),
            average: self.average(),
            changes: self.advice.prices.iter().map(whole).collect(),
            proof: &self.proof,
            mix: self.mix,
            guessed_files: self.guessed_files,
        };
        json::document(&Document { report, advice })
    }

    /// The better file as a patch; empty if none is known.
    pub(crate) fn patch(&self) -> String {
        let (path, before) = (&self.project.dockerfile_path, &self.project.dockerfile);
        let better = self.advice.better.as_ref();
        better.map_or_else(String::new, |better| terminal::diff(&patch::unified(before, &better.text, path)))
    }

    /// The advice for people.
    pub(crate) fn told(&self) -> String {
        let mut text = String::new();
        let Some(Average { before, after }) = self.average() else {
            return "No file of the build context is ever edited, so nothing can be saved.\n".to_owned();
        };
        let (before, after) = (spoken_average(before), spoken_average(after));
        let _ = writeln!(text, "{BOLD}What an edit costs{BOLD:#}");
        let Some(better) = &self.advice.better else {
            let _ = writeln!(
                text,
                "  After an edit, a build takes {before} on average. No change that is known to build the same saves a tenth of that \
                 and 2 s.\n"
            );
            self.edits(&mut text);
            self.remarks(&mut text);
            return text;
        };
        let _ = writeln!(
            text,
            "  After an edit, a build takes {before} on average. With the changes below it takes \
             {GOOD}{after}{GOOD:#}.\n\n{BOLD}What to change{BOLD:#}"
        );
        for line in self.patch().lines().skip(2) {
            let _ = writeln!(text, "  {line}");
        }
        for Price { title, before, after } in &self.advice.prices {
            let (before, after) = (spoken_average(*before), spoken_average(*after));
            let _ = writeln!(text, "  {}: from {before} to {after}", visible(title));
        }
        let _ = writeln!(text, "\n{BOLD}The proof: every edit, built as the file stands and as it could be{BOLD:#}");
        self.edits(&mut text);
        for caution in &better.cautions {
            let _ = writeln!(text, "Look before you use it: {caution}.");
        }
        self.remarks(&mut text);
        text
    }

    /// A line for each edit.
    fn edits(&self, text: &mut String) {
        let told = |cost: &Cost| format!("{}, {}", amount(cost.executed, "step"), spoken(cost.seconds));
        let width = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
        let files = width(&mut self.proof.iter().map(|proof| proof.edit.path.chars().count()).chain(["edited".len()]));
        let costs = width(&mut self.proof.iter().map(|proof| told(&proof.before).len()).chain(["runs now".len()]));
        let has_better = self.advice.better.is_some();
        let then = if has_better { "runs then" } else { "" };
        let _ = writeln!(text, "  {PALE}how often  {:files$}  {:costs$}  {then}{PALE:#}", "edited", "runs now");
        for proof in &self.proof {
            let (share, path) = (100.0 * proof.edit.share, visible(&proof.edit.path));
            let then = if has_better { told(&proof.after) } else { String::new() };
            let line = format!("  {share:7.0} %  {path:files$}  {:costs$}  {then}", told(&proof.before));
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text.push('\n');
    }

    /// What the numbers rest on.
    fn remarks(&self, text: &mut String) {
        let Mix { source, configuration, dependencies } = self.mix;
        let _ = writeln!(
            text,
            "{PALE}Source, configuration and dependencies are edited {source} : {configuration} : {dependencies} (--mix). \
             Seconds are guessed by the command (--seconds LINE=SECONDS).{PALE:#}"
        );
        if self.guessed_files {
            let _ = writeln!(text, "{PALE}The files are guessed from the Dockerfile (--context FOLDER).{PALE:#}");
        }
    }
}

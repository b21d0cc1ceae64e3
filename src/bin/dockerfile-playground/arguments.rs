//! The words of the command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use dockerfile_playground::rules::Severity;
use dockerfile_playground::settings::RuleSet;
use dockerfile_playground::simulate::advice::Mix;
use dockerfile_playground::{Profile, Settings};

use crate::registry::RegistryArguments;
use crate::{clock, shapes};

/// Understand, fix and simulate Dockerfiles.
///
/// Every call takes the path of a Dockerfile (`Dockerfile` if left out), `-` for standard
/// input, or `--project FILE`: a Dockerfile and all that is known of its build, as JSON.
/// What JSON goes in and comes out is told by `help CALL`; every answer names the version of
/// its shape in `schema`: fields may be added to it, never renamed or removed.
#[derive(Debug, Parser)]
#[command(
    name = "dockerfile-playground",
    version,
    verbatim_doc_comment,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "Exit status: 0 nothing at or above the threshold, 1 findings, 2 bad usage or unreadable input.",
    infer_long_args = true
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) call: Call,
    /// Colours: auto, always or never; `auto` heeds terminals, `NO_COLOR` and `CLICOLOR_FORCE`.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t = Color::Auto,
        value_name = "WHEN",
        hide_possible_values = true,
        display_order = 100
    )]
    pub(crate) color: Color,
}

/// What can be asked.
#[derive(Debug, Subcommand)]
pub(crate) enum Call {
    /// Show what is wrong, why, and what to do.
    #[command(after_long_help = shapes::CHECK)]
    Check(CheckArguments),
    /// Apply fixes and print the fixed file.
    #[command(after_long_help = shapes::FIX)]
    Fix(FixArguments),
    /// Derive the production or the development variant of a file.
    #[command(after_long_help = shapes::CONVERT)]
    Convert(ConvertArguments),
    /// Foretell what a build or a start would do.
    Simulate {
        /// What to foretell.
        #[command(subcommand)]
        simulation: Simulation,
    },
    /// Write what goes into production with a file: Compose, task definition, ignore file, reports, a ZIP of all.
    Export(Box<ExportArguments>),
    /// Print a link to the page that holds the file.
    Link(LinkArguments),
    /// Print instructions, stages and scopes as JSON.
    #[command(after_long_help = shapes::INSPECT)]
    Inspect(InputArguments),
    /// List the rules, or show the page of one.
    Rules(RulesArguments),
}

/// What can be foretold.
#[derive(Debug, Subcommand)]
#[allow(clippy::doc_markdown, reason = "clap prints the comments as they stand, where back quotes would be noise")]
pub(crate) enum Simulation {
    /// Which steps a build takes from the cache after a change, and because of what the others run.
    ///
    /// FILE is a JSON object {"before": PROJECT, "after": PROJECT, "rerun_output": "changed"|"same",
    /// "store": "overlay2"|"containerd"}, or a Dockerfile: then the options say what changes between
    /// two builds.
    #[command(verbatim_doc_comment, after_long_help = shapes::CACHE)]
    Cache(Box<CacheArguments>),
    /// Which value of each environment variable a program sees, and what it beat.
    ///
    /// FILE is a JSON object that names the tool, its files and the environment it starts from.
    #[command(after_long_help = shapes::ENVIRONMENT)]
    Env(EnvironmentArguments),
}

/// Where the Dockerfile comes from and what its build is told.
#[derive(Args, Debug, Default)]
pub(crate) struct InputArguments {
    /// Dockerfile to read, `-` for standard input [default: Dockerfile].
    #[arg(value_name = "FILE", conflicts_with = "project")]
    pub(crate) file: Option<PathBuf>,
    /// Project to read, `-` for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) project: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) build: BuildArguments,
}

/// What a build is told, with the names that `docker build` gives to it.
#[derive(Args, Debug, Default)]
pub(crate) struct BuildArguments {
    /// Folder of the build context, read with its .dockerignore.
    #[arg(long, value_name = "FOLDER", help_heading = "Build")]
    pub(crate) context: Option<PathBuf>,
    /// Value of an ARG; may be repeated.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair, help_heading = "Build")]
    pub(crate) build_arg: Vec<(String, String)>,
    /// Stage to build.
    #[arg(long, value_name = "STAGE", help_heading = "Build")]
    pub(crate) target: Option<String>,
    /// Platform to build for.
    #[arg(long, value_name = "OS/ARCH", help_heading = "Build")]
    pub(crate) platform: Option<String>,
}

/// How to judge.
#[derive(Args, Debug, Default)]
pub(crate) struct JudgeArguments {
    /// What the image is for: dev or prod [default: what a name such as Dockerfile.dev says, else prod].
    #[arg(long, value_parser = profiles(), hide_possible_values = true)]
    pub(crate) profile: Option<Profile>,
    /// Whose rules to follow.
    #[arg(long, value_parser = rule_sets(), default_value = "recommended", value_name = "SET")]
    pub(crate) rules: RuleSet,
    /// Configuration of hadolint; `--rules hadolint` finds ./.hadolint.yaml by itself.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Rule to leave out, by name or code; may be repeated.
    #[arg(long, value_name = "RULE")]
    pub(crate) ignore: Vec<String>,
    /// Day for which the support of base images is judged [default: today].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = clock::day)]
    pub(crate) today: Option<String>,
    #[command(flatten)]
    pub(crate) registry: RegistryArguments,
}

impl JudgeArguments {
    /// The settings, without what a configuration file and names say.
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            profile: self.profile.unwrap_or_default(),
            rules: self.rules,
            registry: self.registry.settings(),
            ignored: self.ignore.iter().cloned().collect(),
            today: self.today.clone().or_else(clock::today),
            ..Settings::default()
        }
    }
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) judge: JudgeArguments,
    /// Form of the answer.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// Least severity for exit status 1 [default: style; with `--rules hadolint` info].
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) threshold: Option<Threshold>,
}

/// Arguments of `fix`.
#[derive(Args, Debug)]
pub(crate) struct FixArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) judge: JudgeArguments,
    /// Apply fixes too that may change more than what the finding complains of.
    #[arg(long)]
    pub(crate) r#unsafe: bool,
    /// Print the changes as a patch.
    #[arg(long)]
    pub(crate) diff: bool,
    /// Change the file in place.
    #[arg(long, conflicts_with = "diff")]
    pub(crate) write: bool,
}

/// Arguments of `convert`.
#[derive(Args, Debug)]
pub(crate) struct ConvertArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// Variant to derive: prod or dev; or multi-target: one file with both as its targets.
    #[arg(long, value_enum, value_name = "VARIANT", hide_possible_values = true)]
    pub(crate) to: Variant,
    #[command(flatten)]
    pub(crate) registry: RegistryArguments,
    /// Print the changes as a patch.
    #[arg(long, conflicts_with_all = ["explain", "format"])]
    pub(crate) diff: bool,
    /// Print each change with its reason.
    #[arg(long, conflicts_with = "format")]
    pub(crate) explain: bool,
    /// Form of the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// What `convert` leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Variant {
    Dev,
    Prod,
    MultiTarget,
}

/// Arguments of `export`.
#[derive(Args, Debug)]
pub(crate) struct ExportArguments {
    /// What to write.
    #[arg(value_name = "WHAT", value_parser = PossibleValuesParser::new(crate::export::words()))]
    pub(crate) what: String,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) judge: JudgeArguments,
    /// File to write to instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) guard: GuardArguments,
}

/// What to do where a secret may be in what is about to leave.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct GuardArguments {
    /// Put placeholders where a secret may be.
    #[arg(long)]
    pub(crate) redact: bool,
    /// Go on even where a secret may be.
    #[arg(long, conflicts_with = "redact")]
    pub(crate) with_secrets: bool,
}

/// Arguments of `link`.
#[derive(Args, Debug)]
pub(crate) struct LinkArguments {
    /// Dockerfile to read, `-` for standard input [default: Dockerfile].
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Address of the page; without it, only what stands behind it.
    #[arg(long, value_name = "URL")]
    pub(crate) page: Option<String>,
    /// What the image is for: dev or prod [default: what a name such as Dockerfile.dev says, else prod].
    #[arg(long, value_parser = profiles(), hide_possible_values = true)]
    pub(crate) profile: Option<Profile>,
    #[command(flatten)]
    pub(crate) guard: GuardArguments,
}

/// Arguments of `simulate cache`.
#[derive(Args, Debug)]
pub(crate) struct CacheArguments {
    /// JSON or Dockerfile to read, `-` for standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// File of the context that changes, by its path there; may be repeated.
    #[arg(long, value_name = "PATH", help_heading = "Changes to a Dockerfile's build")]
    pub(crate) touch: Vec<String>,
    /// ARG that changes, with its new value; may be repeated.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair, help_heading = "Changes to a Dockerfile's build")]
    pub(crate) change_arg: Vec<(String, String)>,
    /// Dockerfile of the build before, where that is another.
    #[arg(long, value_name = "FILE", help_heading = "Changes to a Dockerfile's build")]
    pub(crate) before: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) build: BuildArguments,
    /// What a RUN leaves that runs again.
    #[arg(long, value_name = "FILES", value_parser = ["changed", "same"])]
    pub(crate) rerun_output: Option<String>,
    /// Where the engine keeps images.
    #[arg(long, value_parser = ["overlay2", "containerd"])]
    pub(crate) store: Option<String>,
    /// Which builder builds.
    #[arg(long, value_parser = ["buildkit", "legacy"])]
    pub(crate) builder: Option<String>,
    /// The second build may take nothing from the cache.
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Stage that may take nothing from the cache, by its name; may be repeated.
    #[arg(long, value_name = "STAGE", conflicts_with = "no_cache")]
    pub(crate) no_cache_filter: Vec<String>,
    /// Nothing was built before, as on a fresh machine.
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Line whose step must come from the cache, else the exit status is 1; may be repeated.
    #[arg(long, value_name = "LINE")]
    pub(crate) expect_cached: Vec<usize>,
    #[command(flatten)]
    pub(crate) advice: AdviceArguments,
    /// Form of the answer [default: json for JSON, text for a Dockerfile].
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
}

/// Arguments of the advisor.
#[derive(Args, Debug)]
pub(crate) struct AdviceArguments {
    /// Look for a file that builds the same and rebuilds less, with its price and the proof.
    #[arg(long, help_heading = "Advice")]
    pub(crate) advise: bool,
    /// How often source, configuration and dependencies are edited, as parts of their sum [default: 80,15,5].
    #[arg(long, value_name = "N,N,N", value_parser = mix, requires = "advise", help_heading = "Advice")]
    pub(crate) mix: Option<Mix>,
    /// How long the step on a line takes; guessed by its command without it; may be repeated.
    #[arg(long, value_name = "LINE=SECONDS", value_parser = seconds, requires = "advise", help_heading = "Advice")]
    pub(crate) seconds: Vec<(usize, u32)>,
    /// Print only the better file, as a patch.
    #[arg(long, requires = "advise", help_heading = "Advice", conflicts_with = "format")]
    pub(crate) diff: bool,
}

/// Arguments of `simulate env`.
#[derive(Args, Debug)]
pub(crate) struct EnvironmentArguments {
    /// JSON to read, `-` for standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Variable to show in the text; may be repeated [default: all].
    #[arg(long, value_name = "NAME")]
    pub(crate) variable: Vec<String>,
    /// Form of the answer.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub(crate) format: Format,
}

/// Arguments of `rules`.
#[derive(Args, Debug)]
pub(crate) struct RulesArguments {
    /// Name or code of a rule.
    #[arg(value_name = "RULE")]
    pub(crate) rule: Option<String>,
    /// Form of the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// Form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Form of the answer of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// A report.
    Markdown,
    /// Annotations for GitHub Actions.
    Github,
}

/// Least severity that makes the exit status 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Threshold {
    /// Broken or dangerous.
    Error,
    /// Probably not meant.
    Warning,
    /// Worth knowing.
    Info,
    /// A matter of taste.
    Style,
    /// Exit with 0, whatever there is.
    Never,
}

impl Threshold {
    /// The least severity; `None` for never.
    pub(crate) const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Style => Some(Severity::Style),
            Self::Never => None,
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// Where a terminal reads and nothing forbids them.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

impl Color {
    /// Makes it the choice of the whole program.
    pub(crate) fn choose(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

fn profiles() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(["dev", "prod"]).map(|name| if name == "dev" { Profile::Dev } else { Profile::Prod })
}

fn rule_sets() -> impl TypedValueParser<Value = RuleSet> {
    PossibleValuesParser::new(["recommended", "hadolint", "buildkit", "all"]).map(|name| match name.as_str() {
        "hadolint" => RuleSet::Hadolint,
        "buildkit" => RuleSet::Buildkit,
        "all" => RuleSet::All,
        _ => RuleSet::Recommended,
    })
}

/// `NAME=VALUE`; the value may be empty and may hold further `=`.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

/// `SOURCE,CONFIGURATION,DEPENDENCIES`, each a number.
fn mix(text: &str) -> Result<Mix, String> {
    let parts: Vec<u32> = text.split(',').filter_map(|part| part.trim().parse().ok()).collect();
    match parts[..] {
        [source, configuration, dependencies] if text.split(',').count() == 3 => {
            Ok(Mix { source, configuration, dependencies })
        }
        _ => Err("expected three numbers, such as 80,15,5".to_owned()),
    }
}

/// `LINE=SECONDS`.
fn seconds(text: &str) -> Result<(usize, u32), String> {
    let parsed = text.split_once('=').and_then(|(line, seconds)| Some((line.parse().ok()?, seconds.parse().ok()?)));
    parsed.ok_or_else(|| "expected LINE=SECONDS, such as 4=60".to_owned())
}

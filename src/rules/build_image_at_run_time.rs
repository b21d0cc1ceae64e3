//! A compiler in the image that only runs what was compiled.

use super::{Context, Report, Rule, Severity, Topic};
use crate::model::image::ImageReference;
use crate::model::{Base, Program};
use crate::shell::base_name;

pub(super) const RULE: Rule = Rule {
    name: "build-image-at-run-time",
    codes: &[],
    topic: Topic::BaseImage,
    dev: None,
    prod: Some(Severity::Info),
    converts: false,
    why: "The image carries a compiler and its sources, several hundred megabytes that nothing runs and that need updates",
    help: "Build in one stage, and copy the result into a last stage on a smaller image",
    page: include_str!("../../docs/rules/build_image_at_run_time.md"),
    check,
};

/// What a language needs where its programs only run.
struct Toolchain {
    images: &'static [&'static str],
    /// Parts of tags that tell the image with the compiler; any tag without one.
    tags: &'static [&'static str],
    /// Parts of tags that tell the image without it.
    not: &'static [&'static str],
    /// What the started program is: the name of a runner, or nothing for a compiled program by its path.
    runs: &'static [&'static str],
    instead: &'static str,
}

/// Official images and their variants (Docker Hub, Microsoft Artifact Registry).
#[rustfmt::skip]
const TOOLCHAINS: &[Toolchain] = &[
    Toolchain { images: &["golang"], tags: &[], not: &[], runs: &[], instead: "`gcr.io/distroless/static`, `alpine` or `scratch`" },
    Toolchain { images: &["rust"], tags: &[], not: &[], runs: &[], instead: "`debian:trixie-slim` or `gcr.io/distroless/cc`" },
    Toolchain { images: &["maven", "gradle"], tags: &[], not: &[], runs: &["java"], instead: "`eclipse-temurin` with a tag that ends in `-jre`" },
    Toolchain { images: &["eclipse-temurin", "openjdk", "sapmachine", "ibm-semeru-runtimes"], tags: &["jdk"], not: &["jre"], runs: &["java"], instead: "the same image with `jre` in its tag" },
    Toolchain { images: &["sdk"], tags: &[], not: &[], runs: &["dotnet"], instead: "`mcr.microsoft.com/dotnet/aspnet` or `runtime`" },
];

fn check(ctx: &Context<'_>, report: &mut Report) {
    let dockerfile = ctx.dockerfile;
    let Some(lowest) = dockerfile.target.and_then(|it| dockerfile.lineage(it).last()) else { return };
    let Base::Image(image) = &lowest.base else { return };
    let Some(toolchain) = TOOLCHAINS.iter().find(|it| it.is_meant(image)) else { return };
    let started = dockerfile.started();
    // Where several commands are started, or nobody knows which, one may compile.
    let [only] = started.as_slice() else { return };
    if !toolchain.only_runs(only.program) || only.code.script.commands.len() != 1 {
        return;
    }
    let from = &dockerfile.tree.instructions[lowest.instructions.start];
    let Some(from) = from.from() else { return };
    let name = image.familiar_name();
    let remark = report.at(from.image.range, format!("`{name}` has a compiler, and only the result is run"));
    remark.help(format!("Build in one stage, and copy the result into a last stage on {}", toolchain.instead));
}

impl Toolchain {
    fn is_meant(&self, image: &ImageReference) -> bool {
        let tag = image.tag().unwrap_or_default();
        let is_dotnet = self.runs == ["dotnet"];
        let is_place = if is_dotnet { image.path() == "dotnet/sdk" } else { image.is_official() };
        is_place
            && self.images.contains(&image.name())
            && (self.tags.is_empty() || self.tags.iter().any(|it| tag.contains(it)))
            && !self.not.iter().any(|it| tag.contains(it))
    }

    fn only_runs(&self, program: Program<'_>) -> bool {
        let words = || program.arguments().iter().filter_map(|it| it.literal());
        match self.runs {
            [] => {
                let path = program.words[0].literal().unwrap_or_default();
                let is_path = path.starts_with('/') || path.starts_with("./");
                let is_tool = path.starts_with("/usr/bin/") || path.starts_with("/bin/") || path.contains("/go/bin/");
                is_path && !is_tool && extension(path) != Some("sh") && !path.contains("cargo")
            }
            ["dotnet"] => program.name == "dotnet" && words().next().is_some_and(|it| extension(it) == Some("dll")),
            names => names.contains(&program.name) && words().any(|it| it == "-jar" || extension(it) == Some("jar")),
        }
    }
}

/// What stands behind the last dot of a file's name.
fn extension(path: &str) -> Option<&str> {
    base_name(path).rsplit_once('.').map(|(_, extension)| extension)
}

//! A base image of a release that gets no updates any more.

use super::registry::{self, Taken};
use super::{Context, Fix, Report, Rule, Severity, Topic};
use crate::model::image::ImageReference;
use crate::model::lifetime::{Contained, Release, TABLE_DATE};
use crate::text::{Edit, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "end-of-life-base-image",
    codes: &[],
    topic: Topic::BaseImage,
    dev: Some(Severity::Info),
    prod: Some(Severity::Warning),
    converts: false,
    why: "Holes that are found from then on stay open, however often the image is built; and packages of an old \
          distribution move to archives, so that they cannot be installed any more",
    help: "Move to a release that is supported",
    page: include_str!("../../docs/rules/end_of_life_base_image.md"),
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let today = ctx.settings.today.as_deref().unwrap_or(TABLE_DATE);
    for Taken { image, text, word } in registry::images(ctx) {
        if ctx.project.contexts.contains_key(&text) {
            continue;
        }
        let all = Contained::all(&image, registry::public_name(ctx, &image));
        let mut ended: Vec<&Contained> = all.iter().filter(|it| it.release.until < today).collect();
        ended.sort_by_key(|it| it.release.until);
        let Some(first) = ended.first() else { continue };
        let message = format!("{} has had no security updates since {}", first.title(), first.release.until);
        let remark = report.at(word, message).help(help(&ended, today));
        if let [only] = ended.as_slice() {
            remark.fixes.extend(fix(ctx, (&image, word), only, &all, today));
        }
    }
}

/// What to move to, of everything that has ended.
fn help(ended: &[&Contained], today: &str) -> String {
    let sentence = |(nth, it): (usize, &&Contained)| {
        let product = it.product;
        let releases: Vec<String> = it.supported(today).take(3).map(Release::title).collect();
        let better = if !product.instead.is_empty() {
            format!("use {}", product.instead)
        } else if releases.is_empty() {
            format!("move to a newer release of {}", product.name)
        } else {
            format!("supported releases of {}: {}", product.name, releases.join(", "))
        };
        let also =
            if nth == 0 { String::new() } else { format!("{} ended on {}, too; ", it.title(), it.release.until) };
        format!("{also}{better} (source: {})", product.source)
    };
    let text = ended.iter().enumerate().map(sentence).collect::<Vec<_>>().join(". ");
    text[..1].to_ascii_uppercase() + &text[1..]
}

/// The next release of the distribution, where the image has the same name for it and nothing else is too old.
fn fix(
    ctx: &Context<'_>,
    (image, word): (&ImageReference, TextRange),
    old: &Contained,
    all: &[Contained],
    today: &str,
) -> Option<Fix> {
    let is_written = word.of(&ctx.dockerfile.tree.text) == image.as_str() && image.digest().is_none();
    let others: Vec<&Contained> = all.iter().filter(|it| it.product != old.product).collect();
    // What was built for one patch, or on one day, was rarely built again for a newer distribution.
    let is_version = |word: &str| all.iter().any(|it| it.release.version == word);
    let mut numbers = image.tag()?.split('-').filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let is_own = old.word.start == image.tag_range()?.start;
    if !is_written || !numbers.all(is_version) || !(is_own || others.len() == 1) {
        return None;
    }
    let (release, new) = old.successor(image, today, others.first().map(|it| it.release.until))?;
    let range = TextRange::new(word.start + old.word.start, word.start + old.word.end);
    let caution = "Packages have other versions there, and some have other names";
    let title = format!("Move to {} {}", old.product.name, release.title());
    Some(Fix::unsafe_because(caution, title, [Edit::replace(range, new)]))
}

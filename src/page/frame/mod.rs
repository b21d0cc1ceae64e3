//! The page as a part of another one: how it shows itself there, and what the two tell each other.

mod bar;
mod messages;

use std::rc::Rc;

use dockerfile_playground::export::embed::{Embed, Theme as FrameTheme, View};

pub(crate) use self::bar::EmbeddedBar;
pub(crate) use self::messages::Messages;
use super::link;
use super::work::{Panel, Theme, Work};

/// How the page is embedded, and the work that it starts with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Frame {
    pub(crate) embed: Embed,
    pub(crate) work: Work,
}

/// What the address says of an embedding; `None` where the page stands for itself. A frame neither reads nor writes what
/// is saved: that is the work of the page that stands for itself.
pub(crate) fn frame() -> Option<Rc<Frame>> {
    let fragment = link::fragment()?;
    let embed = Embed::of(&fragment)?;
    // Of a link that cannot be opened the user is told later.
    let mut work = fragment.payload().and_then(|payload| link::work(payload.ok()?).ok()).unwrap_or_default();
    work.theme = match embed.theme {
        Some(FrameTheme::Light) => Theme::Light,
        Some(FrameTheme::Dark) => Theme::Dark,
        None => Theme::System,
    };
    work.panel = match embed.view {
        View::All | View::Code => work.panel,
        View::Findings => Panel::Findings,
        View::Variant => Panel::Variant,
        View::Rebuild => Panel::Rebuild,
        View::Environment => Panel::Environment,
    };
    Some(Rc::new(Frame { embed, work }))
}

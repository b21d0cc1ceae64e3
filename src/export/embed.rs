//! The page inside another page: what its address says of that, and the texts that put it there.

use super::link::Fragment;

/// How the page shows itself in a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embed {
    /// Which part of the page is shown.
    pub view: View,
    /// Whether the file can only be looked at.
    pub read_only: bool,
    /// `light` or `dark`; as the system says without it.
    pub theme: Option<Theme>,
    /// How high the frame is.
    pub height: Height,
    /// The origin of the page around, such as `https://docs.example`, which alone may give orders and hear what the
    /// user writes.
    pub origin: Option<String>,
}

/// Which part of the page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The editor and every panel.
    #[default]
    All,
    /// The editor alone.
    Code,
    /// The editor and what is wrong.
    Findings,
    /// The editor and the other variant.
    Variant,
    /// The editor and what a change rebuilds.
    Rebuild,
    /// The editor and the environment.
    Environment,
}

/// Colours that do not follow the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How high the frame is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Height {
    /// As high as what is in it: the script around it follows.
    #[default]
    Auto,
    /// This many CSS pixels.
    Pixels(u32),
}

impl View {
    /// Every view with its name in an address.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::All, "all"),
        (Self::Code, "code"),
        (Self::Findings, "findings"),
        (Self::Variant, "variant"),
        (Self::Rebuild, "rebuild"),
        (Self::Environment, "environment"),
    ];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(view, _)| *view == self).map_or("all", |(_, name)| name)
    }
}

impl Embed {
    /// How a fragment wants the page to be embedded; `None` if it is no embedding. Flags that mean nothing count as if
    /// they were not there.
    pub fn of(fragment: &Fragment) -> Option<Self> {
        fragment.flag("embed")?;
        let view = fragment.flag("view").and_then(|name| View::ALL.into_iter().find(|(_, it)| *it == name));
        Some(Self {
            view: view.map(|(view, _)| view).unwrap_or_default(),
            read_only: fragment.flag("readonly").is_some_and(|it| it != "no"),
            theme: match fragment.flag("theme") {
                Some("light") => Some(Theme::Light),
                Some("dark") => Some(Theme::Dark),
                _ => None,
            },
            height: fragment.flag("height").and_then(|it| it.parse().ok()).map_or(Height::Auto, Height::Pixels),
            origin: fragment.flag("origin").filter(|it| !it.is_empty()).map(str::to_owned),
        })
    }

    /// The flags and the link as a fragment, without `#`. What is as usual is left out.
    pub fn fragment(&self, link: &str) -> String {
        let mut parts = vec!["embed".to_owned()];
        if self.view != View::All {
            parts.push(format!("view={}", self.view.name()));
        }
        if self.read_only {
            parts.push("readonly".to_owned());
        }
        match self.theme {
            Some(Theme::Light) => parts.push("theme=light".to_owned()),
            Some(Theme::Dark) => parts.push("theme=dark".to_owned()),
            None => {}
        }
        if let Height::Pixels(pixels) = self.height {
            parts.push(format!("height={pixels}"));
        }
        parts.push(link.to_owned());
        parts.join("&")
    }

    /// The frame in HTML, for any page; `page` is the address of the playground without a fragment.
    ///
    /// # Examples
    ///
    /// ```
    /// use dockerfile_playground::export::embed::Embed;
    ///
    /// let frame = Embed::default().iframe("https://play.example/", "p2.abc");
    /// assert!(frame.starts_with("<iframe src=\"https://play.example/#embed&amp;p2.abc\" title="), "{frame}");
    /// ```
    pub fn iframe(&self, page: &str, link: &str) -> String {
        let source = escape(&format!("{page}#{}", self.fragment(link)));
        let height = self.pixels();
        format!(
            "<iframe src=\"{source}\" title=\"Dockerfile Playground\" width=\"100%\" height=\"{height}\" loading=\"lazy\" \
             allow=\"clipboard-write\" style=\"border: 0\"></iframe>\n"
        )
    }

    /// The custom element in HTML, with the script that knows it.
    pub fn element(&self, page: &str, link: &str) -> String {
        let mut attributes = format!(" link=\"{}\"", escape(link));
        if self.view != View::All {
            attributes += &format!(" view=\"{}\"", self.view.name());
        }
        if self.read_only {
            attributes += " readonly";
        }
        match self.theme {
            Some(Theme::Light) => attributes += " theme=\"light\"",
            Some(Theme::Dark) => attributes += " theme=\"dark\"",
            None => {}
        }
        if let Height::Pixels(pixels) = self.height {
            attributes += &format!(" height=\"{pixels}\"");
        }
        format!(
            "<script src=\"{}\" defer></script>\n<dockerfile-playground{attributes}></dockerfile-playground>\n",
            escape(&format!("{page}embed.js"))
        )
    }

    /// What a frame that cannot follow its content is high.
    pub const fn pixels(&self) -> u32 {
        match (self.height, self.view) {
            (Height::Pixels(pixels), _) => pixels,
            (Height::Auto, View::Code) => 320,
            (Height::Auto, _) => 520,
        }
    }
}

/// `text` as the value of an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for (view, _) in View::ALL {
            for (read_only, theme, height) in
                [(true, Some(Theme::Dark), Height::Pixels(300)), (false, Some(Theme::Light), Height::Auto)]
            {
                let embed = Embed { view, read_only, theme, height, origin: None };
                assert_eq!(Embed::of(&Fragment::parse(&embed.fragment("p2.abc"))), Some(embed));
            }
        }
    }

    #[test]
    fn what_means_nothing_is_not_there() {
        let embed = Embed::of(&Fragment::parse("embed&view=x&theme=y&height=z&origin="));
        assert_eq!(embed, Some(Embed::default()));
        assert_eq!(Embed::of(&Fragment::parse("view=code")), None);
    }

    #[test]
    fn an_address_cannot_end_the_attribute() {
        let frame = Embed::default().iframe("https://x/\"><script>", "p2.a");
        assert!(!frame.contains("<script>"), "{frame}");
    }
}

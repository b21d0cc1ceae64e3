use yew::prelude::*;

/// A small drawing beside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// A stack of layers: the page itself.
    Layers,
    /// A circle with a cross.
    Error,
    /// A triangle with an exclamation mark.
    Warning,
    /// A circle with an i.
    Info,
    /// A brush stroke.
    Style,
    /// A tick.
    Done,
    /// A wand.
    Fix,
    /// Two sheets.
    Copy,
    /// An arrow into a tray.
    Download,
    /// A chain link.
    Link,
    /// An arrow out of a folder.
    Open,
    /// An arrow in a circle.
    Rerun,
    /// A box with a tick.
    Cached,
    /// A dash.
    Nothing,
    /// A crossed-out circle.
    Blocked,
    /// A plus.
    Plus,
    /// A cross.
    Close,
    /// An arrow to the right.
    Arrow,
    /// An arrow to the left.
    Back,
    /// A tilde in a circle.
    Partly,
    /// A crown.
    Winner,
    /// Four pictures on a wall.
    Gallery,
}

impl Symbol {
    /// Lines of the drawing on a grid of 16 by 16.
    const fn path(self) -> &'static str {
        match self {
            Self::Layers => "M8 1.8 14.4 5 8 8.2 1.6 5ZM1.6 8 8 11.2 14.4 8M1.6 11 8 14.2 14.4 11",
            Self::Error => "M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 8 1.7ZM5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6",
            Self::Warning => "M8 2 14.6 13.6H1.4ZM8 6.2v3.6M8 11.6v.2",
            Self::Info => "M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 8 1.7ZM8 7.3v4M8 4.7v.2",
            Self::Style => {
                "M13.8 2.2c-3.4 1-6.6 4-7.6 6.4l1.2 1.2c2.4-1 5.4-4.2 6.4-7.6ZM5.6 9.4c-2 0-2.6 1.6-3.4 4 2.4.2 5-.4 5-2.4"
            }
            Self::Done => "m2.8 8.6 3.4 3.6 7-8",
            Self::Fix => "m2.2 13.8 7.4-7.4M11 1.6v3M9.5 3.1h3M13.4 7v2.4M12.2 8.2h2.4M5.4 2.6v2M4.4 3.6h2",
            Self::Copy => "M5.6 5.6h8v8h-8ZM10.4 5.4v-3h-8v8h3",
            Self::Download => "M8 2v7.6M4.6 6.6 8 10l3.4-3.4M2.4 12.6v1.2h11.2v-1.2",
            Self::Link => {
                "M6.6 9.4a2.9 2.9 0 0 0 4.1 0l2.4-2.4A2.9 2.9 0 0 0 9 2.9l-.8.8M9.4 6.6a2.9 2.9 0 0 0-4.1 0L2.9 9A2.9 2.9 0 0 0 7 13.1l.8-.8"
            }
            Self::Open => "M2 12.8V3.2h4l1.4 1.8H14v2M2 12.8 4 7h11l-2 5.8Z",
            Self::Rerun => "M13.6 8A5.6 5.6 0 1 1 11.8 3.9M13.8 1.8v3h-3",
            Self::Cached => "M2.2 5.4 8 2.4l5.8 3v5.2l-5.8 3-5.8-3ZM5.2 8.2l2 2 3.6-4",
            Self::Nothing => "M4 8h8",
            Self::Blocked => "M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 8 1.7ZM3.6 12.4l8.8-8.8",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Arrow => "M2.6 8h10.6M9 3.8 13.2 8 9 12.2",
            Self::Back => "M13.4 8H2.8M7 3.8 2.8 8 7 12.2",
            Self::Partly => {
                "M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 8 1.7ZM4.8 8.8c1-2 2.2-1.8 3.2-.8s2.2 1.2 3.2-.8"
            }
            Self::Winner => "M2.4 12.8h11.2M2.4 10.4 1.8 4l3.6 2.6L8 2.6l2.6 4L14.2 4l-.6 6.4Z",
            Self::Gallery => "M2.2 2.2h4.6v4.6H2.2ZM9.2 2.2h4.6v4.6H9.2ZM2.2 9.2h4.6v4.6H2.2ZM9.2 9.2h4.6v4.6H9.2Z",
        }
    }
}

/// A drawing that says nothing which the words beside it do not say.
pub(crate) fn icon(symbol: Symbol) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={symbol.path()} /></svg>
    }
}

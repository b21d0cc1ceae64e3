use serde::Serialize;

/// Something that only developers need, in an image that users reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Development {
    /// What it is.
    pub thing: Thing,
    /// What would have to be known or done first to change it; `None` where the first fix is known to be right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
}

/// What only developers need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thing {
    /// A server that is made for one developer.
    Server,
    /// A debugger, or what lets anybody run code.
    Debugger,
    /// What restarts the program when a file changes.
    Reloader,
    /// A variable or a setting that switches debugging on.
    Setting,
    /// Packages for tests and builds.
    Dependencies,
    /// Programs for people at a terminal.
    Tools,
    /// Compilers, and images that are made for building.
    Compiler,
}

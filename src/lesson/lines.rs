use serde::{Deserialize, Serialize};

/// A text of several lines, in JSON as one string or as a list of lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Lines {
    /// The text itself.
    Text(String),
    /// Its lines, without line breaks.
    List(Vec<String>),
}

impl Default for Lines {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Lines {
    /// The text; each line of a list ends with a line break.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(lines) => lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect(),
        }
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(lines) => lines.is_empty(),
        }
    }
}

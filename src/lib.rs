//! The engine of Dockerfile Playground: parse, understand, check, fix, convert and simulate a Dockerfile.
//!
//! Pure: no browser, no files, no clock, no threads. The page and the command line are two thin shells around it.
//!
//! ```
//! use dockerfile_playground::{Project, Settings, analyze};
//!
//! let project = Project { dockerfile: "FROM alpine\nRNU true\n".to_owned(), ..Project::default() };
//! let analysis = analyze(&project, &Settings::default());
//! assert_eq!(analysis.syntax_errors[0].suggestion.as_deref(), Some("RUN"));
//! ```

pub mod analysis;
pub mod convert;
pub mod export;
pub mod lesson;
pub mod model;
pub mod project;
pub mod rules;
pub mod settings;
pub mod shell;
pub mod simulate;
pub mod syntax;
pub mod text;

pub use analysis::{Analysis, analyze, analyze_first};
pub use project::Project;
pub use settings::{Profile, Settings};

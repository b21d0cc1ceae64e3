//! The registry of one's own, in the words of the command line.

use clap::Args;
use dockerfile_playground::Settings;
use dockerfile_playground::model::image::{ImageError, check_registry, check_repository};
use dockerfile_playground::settings::Registry;

use crate::arguments::pair;

/// Where base images come from.
#[derive(Args, Debug, Default)]
pub(crate) struct RegistryArguments {
    /// Registry that production images come from, such as registry.example.com/team.
    #[arg(long, value_name = "HOST", value_parser = registry)]
    registry: Option<String>,
    /// Name that an image has in the registry; may be repeated.
    #[arg(long, value_name = "NAME=NAME", value_parser = images, requires = "registry")]
    image: Vec<(String, String)>,
}

impl RegistryArguments {
    pub(crate) fn settings(&self) -> Option<Registry> {
        let host = self.registry.clone()?;
        Some(Registry { host, images: self.image.iter().cloned().collect() })
    }

    /// Settings with the registry and nothing else.
    pub(crate) fn only(&self) -> Settings {
        Settings { registry: self.settings(), ..Settings::default() }
    }
}

/// A registry that images can be taken from.
fn registry(text: &str) -> Result<String, String> {
    match check_registry(text) {
        Ok(()) => Ok(text.trim_end_matches('/').to_owned()),
        Err(error) => Err(format!("{}; expected HOST[:PORT][/PATH]", in_place(text, &error))),
    }
}

/// `NAME=NAME`, both of repositories.
fn images(text: &str) -> Result<(String, String), String> {
    let (public, private) = pair(text)?;
    for name in [&public, &private] {
        check_repository(name).map_err(|error| in_place(name, &error))?;
    }
    Ok((public, private))
}

/// Which part of a text is wrong, and why.
fn in_place(text: &str, error: &ImageError) -> String {
    match error.range.of(text) {
        "" => error.to_string(),
        part => format!("`{}`: {error}", part.escape_debug()),
    }
}

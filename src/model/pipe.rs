//! Pipes whose reader stops before the end: `… | head -1`.

use std::collections::HashMap;

use super::Code;
use crate::shell::{Command, PipelineId};

impl Code {
    /// The pipelines with a command that stops reading before the end, and the position of the last one: with `pipefail`,
    /// the signal that ends those before it then ends the build.
    pub fn cut_short(&self) -> HashMap<PipelineId, usize> {
        let readers = self.script.commands.iter().filter(|it| it.place.position > 0 && stops_early(it));
        readers.map(|it| (it.place.pipeline, it.place.position)).collect()
    }
}

fn stops_early(command: &Command) -> bool {
    let command = command.unwrapped();
    let says = |tell: fn(&str) -> bool| command.arguments().iter().any(|word| tell(&word.unquoted()));
    match command.base_name() {
        Some("head") => true,
        Some("grep" | "egrep" | "fgrep" | "zgrep") => {
            command.has_flag_of(&["-q", "--quiet", "--silent", "-m", "--max-count"])
        }
        Some("sed") => says(|it| it.trim_end_matches(['}', ';', ' ']).ends_with('q')),
        Some("awk" | "gawk" | "mawk") => says(|it| it.contains("exit")),
        _ => false,
    }
}

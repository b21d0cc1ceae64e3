//! Scripts that run as they come from the network: `curl … | sh`, `sh -c "$(curl …)"`, `bash <(curl …)`.

use std::collections::HashMap;

use super::Code;
use crate::shell::{BlockKind, Command, PipelineId};

const DOWNLOADS: &[&str] = &["curl", "wget", "fetch", "http", "aria2c"];
const INTERPRETERS: &[&str] =
    &["sh", "bash", "dash", "ash", "zsh", "ksh", "python", "python3", "perl", "ruby", "node", "php"];

/// A script that runs as it comes from the network.
#[derive(Clone, Copy, Debug)]
pub struct DownloadedScript<'a> {
    /// What runs it.
    pub interpreter: &'a Command,
    /// What fetches it.
    pub download: &'a Command,
}

impl Code {
    /// Every script that runs as it comes from the network.
    pub fn downloaded_scripts(&self) -> Vec<DownloadedScript<'_>> {
        let script = &self.script;
        let mut found = Vec::new();
        // The first download of each pipeline.
        let mut piped: HashMap<PipelineId, &Command> = HashMap::new();
        for command in &script.commands {
            let place = command.place;
            if is(command, DOWNLOADS) {
                piped.entry(place.pipeline).or_insert(command);
                let block = script.block(command.parent);
                let is_text = matches!(block.kind, BlockKind::Substitution | BlockKind::ProcessSubstitution);
                // `sh -c "$(curl …)"` and `bash <(curl …)`
                let owner = block.owner.filter(|_| is_text).map(|owner| script.command(owner));
                let interpreter = owner.filter(|owner| is(owner, INTERPRETERS));
                found.extend(interpreter.map(|interpreter| DownloadedScript { interpreter, download: command }));
            } else if place.position > 0
                && is(command, INTERPRETERS)
                && let Some(&download) = piped.get(&place.pipeline)
            {
                found.push(DownloadedScript { interpreter: command, download });
            }
        }
        // One command may take several.
        found.sort_by_key(|it| it.interpreter.id);
        found.dedup_by_key(|it| it.interpreter.id);
        found
    }
}

fn is(command: &Command, names: &[&str]) -> bool {
    command.unwrapped().base_name().is_some_and(|name| names.contains(&name))
}

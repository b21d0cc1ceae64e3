//! COPY and ADD.

use super::{Build, BuiltInput, BuiltStep, Files, Part, State, forced_key, step_key};
use crate::model::path::ancestors;
use crate::simulate::cache::copies::{CopySource, KeyedCopy};
use crate::simulate::cache::digest::Digest;
use crate::simulate::cache::layers::Change;
use crate::simulate::cache::placement::{PlacedFiles, Placement};
use crate::simulate::cache::selection::{Selected, Selector, file_digest};
use crate::simulate::cache::{Builder, Store};
use crate::syntax::Instruction;

impl Build<'_> {
    pub(super) fn copy_step(&mut self, stage: usize, index: usize, instruction: &Instruction, state: &mut State) {
        let Some(copy) = KeyedCopy::of(&self.dockerfile, index, instruction) else { return };
        let files = self.files(stage, copy.from.as_deref(), &state.platform);
        // On scratch, or without a parent, there is nothing to link to.
        let has_links = self.options.store == Store::Containerd && self.options.builder == Builder::Buildkit;
        let is_linked = copy.is_link && has_links && state.id.is_some();
        let parent = state.id.filter(|_| !is_linked);
        let (numbers, inputs) = self.copy_inputs(&copy, files, parent.map(|_| state.layer));
        let own = copy.own(&numbers);
        let text = |kind: &str, text: Option<&str>| Digest::of(kind).optional(text).finish();
        let parts = vec![
            (Part::Sources, copy.sources_digest()),
            (Part::Destination, text("destination", Some(&copy.destination))),
            (Part::Owner, text("owner", copy.owner.as_deref())),
            (Part::Flags, text("mode", copy.mode.as_deref())),
        ];
        let contents: Vec<_> = inputs.iter().map(|input| input.content).collect();
        let is_forced = self.is_forced(stage);
        let id = step_key(own, parent, &contents);
        let id = if is_forced { forced_key(id) } else { id };
        let placements = self.place(&copy, files, &inputs, state);
        let above = state.above;
        self.steps[index] = Some(BuiltStep { id, own, parts, parent, above, is_linked, is_forced, inputs, output: id });
        let layer = self.layers.push(Some(state.layer), Change::Copy(placements));
        let merged = if is_linked { Digest::of("merge").digests(state.id).digest(id).finish() } else { id };
        state.advance(index, merged, layer);
    }

    /// For each source the number of its input, and the inputs beside the parent, which is number 0.
    fn copy_inputs(&mut self, copy: &KeyedCopy, files: Files, parent: Option<usize>) -> (Vec<usize>, Vec<BuiltInput>) {
        let mut numbers = Vec::with_capacity(copy.sources.len());
        let mut inputs: Vec<BuiltInput> = Vec::new();
        // Sources that are the parent itself count by its key only (`file.go`, 105 and 155).
        let is_parent = parent.is_some() && files.layer() == parent;
        let selectors: Vec<Selector> = copy.sources.iter().filter_map(selector).cloned().collect();
        let mut shared = is_parent.then_some(0);
        for source in &copy.sources {
            let (files, selectors) = match source {
                CopySource::Files(_) => {
                    if let Some(number) = shared {
                        numbers.push(number);
                        continue;
                    }
                    shared = Some(inputs.len() + 1);
                    (files, selectors.clone())
                }
                CopySource::Document { text, .. } => {
                    (Files::Own(file_digest(0o644, text.as_bytes())), vec![Selector::plain(source.name())])
                }
                CopySource::Url { url, checksum, .. } => {
                    (Files::Own(self.url_content(url, checksum.as_deref())), vec![Selector::plain(source.name())])
                }
                CopySource::Repository(digest) => (Files::Own(*digest), vec![Selector::plain("")]),
            };
            inputs.push(BuiltInput { content: self.content(files, &selectors), files, selectors });
            numbers.push(inputs.len());
        }
        (numbers, inputs)
    }

    /// What a server has at an address is taken to stay the same, unless two checksums tell otherwise.
    fn url_content(&mut self, url: &str, checksum: Option<&str>) -> Digest {
        let own = match checksum {
            Some(checksum) => Digest::of("checksum").text(checksum).finish(),
            None => Digest::of("url").text(url).finish(),
        };
        let earlier = self.earlier.and_then(|earlier| earlier.urls.get(url));
        let same = earlier.filter(|(earlier, _)| match (earlier.as_deref(), checksum) {
            (Some(earlier), Some(now)) => earlier == now,
            _ => true,
        });
        let content = same.map_or(own, |(_, content)| *content);
        self.urls.insert(url.to_owned(), (checksum.map(str::to_owned), content));
        content
    }

    fn place(&mut self, copy: &KeyedCopy, files: Files, inputs: &[BuiltInput], state: &mut State) -> Vec<Placement> {
        let destination = copy.destination_path();
        let is_into = copy.is_into() || destination.is_empty() || state.directories.contains(&destination);
        let mut placements = Vec::with_capacity(copy.sources.len());
        let mut own = inputs.iter().filter(|input| matches!(input.files, Files::Own(_)));
        let mut is_directory = is_into;
        for source in &copy.sources {
            let from = match source {
                CopySource::Files(selector) => {
                    is_directory |= self.is_directory(files, selector);
                    self.placed_files(copy, files, selector)
                }
                CopySource::Document { .. } | CopySource::Url { .. } | CopySource::Repository(_) => {
                    let Some(Files::Own(digest)) = own.next().map(|input| input.files) else { continue };
                    match source {
                        CopySource::Repository(_) => PlacedFiles::Unknown(digest),
                        _ => PlacedFiles::File { name: source.name().to_owned(), digest },
                    }
                }
            };
            let (destination, attributes) = (destination.clone(), copy.attributes());
            placements.push(Placement { from, destination, is_into, attributes });
        }
        if is_directory {
            state.add_directory(&destination);
        } else if let Some(directory) = ancestors(&destination).last() {
            state.add_directory(directory);
        }
        placements
    }

    fn placed_files(&mut self, copy: &KeyedCopy, files: Files, selector: &Selector) -> PlacedFiles {
        match files {
            Files::Context(context) if !copy.unpacks(&selector.path) => PlacedFiles::Context(context, selector.clone()),
            Files::Stage(_, layer) | Files::Image(layer) if !selector.is_filter() => {
                let view = self.layers.view(layer, &selector.path, &self.contexts);
                PlacedFiles::View { name: selector.base_name().to_owned(), view }
            }
            _ => PlacedFiles::Unknown(self.content(files, std::slice::from_ref(selector))),
        }
    }

    fn is_directory(&self, files: Files, selector: &Selector) -> bool {
        let Files::Context(context) = files else { return false };
        !selector.is_filter() && matches!(self.contexts[context].select(selector), Selected::Directory(..))
    }
}

fn selector(source: &CopySource) -> Option<&Selector> {
    match source {
        CopySource::Files(selector) => Some(selector),
        _ => None,
    }
}

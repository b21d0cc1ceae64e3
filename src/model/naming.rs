use super::{Base, Dockerfile, Source};
use crate::syntax::{Keyword, nearest};
use crate::text::TextRange;

/// How many stages above are compared with a name.
const MOST_STAGES: usize = 20;

impl Dockerfile<'_> {
    /// Every place behind the FROM of a stage that names it, as a base or as a source of files; numbers are none.
    /// Places where the name is made of variables are left out.
    pub fn references_to(&self, stage: usize) -> Vec<TextRange> {
        let Some(name) = self.stages.get(stage).and_then(|it| it.name.as_deref()) else { return Vec::new() };
        // From the next stage of that name on, the name means that one.
        let same = self.stages[stage + 1..].iter().position(|other| other.name.as_deref() == Some(name));
        let last = same.map_or(self.stages.len() - 1, |nth| stage + 1 + nth);
        let first = self.stages[stage].instructions.end;
        let mut places = Vec::new();
        for index in first..self.stages[last].instructions.end {
            let instruction = &self.tree.instructions[index];
            if let Some(from) = instruction.from() {
                let base = self.facts[index].stage.map(|user| &self.stages[user].base);
                let is_base = base == Some(&Base::Stage(stage)) && from.image.text.eq_ignore_ascii_case(name);
                places.extend(is_base.then_some(from.image.range));
            }
            let from = instruction.flag("from").and_then(|flag| flag.value.as_ref());
            let from = from.filter(|word| instruction.keyword == Keyword::Copy && word.text.eq_ignore_ascii_case(name));
            places.extend(from.map(|word| word.range));
            let options = self.facts[index].mounts.iter().flat_map(|mount| &mount.options);
            for option in options.filter(|option| option.key == "from") {
                let value = option.value.as_deref().unwrap_or_default();
                // The place of an option starts with its key; one that is quoted has only the place of the whole flag.
                let start = option.range.start + option.written.len() + 1;
                if value.eq_ignore_ascii_case(name) && start + value.len() == option.range.end {
                    places.push(TextRange::new(start, option.range.end));
                }
            }
        }
        places
    }

    /// The stage above `stage` that is probably meant by the name of a source that is none.
    pub fn misspelled(&self, stage: usize, name: &str) -> Option<&str> {
        if name.contains(['/', ':', '@', '.', '$']) || self.project.contexts.contains_key(name) {
            return None;
        }
        let stages = self.stages[..stage].iter().rev().take(MOST_STAGES);
        nearest(name, stages.filter_map(|it| it.name.as_deref()))
    }

    /// Every stage that the instruction at `index` takes files from, by `--from=` or a mount's `from=`: its number, the
    /// place of its name, and the name as written. Quoted options of mounts are left out.
    pub fn stage_sources(&self, index: usize) -> impl Iterator<Item = (usize, TextRange, &str)> {
        let instruction = &self.tree.instructions[index];
        let copied = instruction.flag("from").filter(|_| instruction.keyword == Keyword::Copy);
        let copied = copied.and_then(|flag| flag.value.as_ref()).map(|value| (value.text.as_str(), value.range));
        let options = self.facts[index].mounts.iter().flat_map(|mount| &mount.options);
        let mounted = options.filter(|option| option.key == "from").filter_map(|option| {
            let value = option.value.as_deref()?;
            let range = TextRange::new(option.range.end.checked_sub(value.len())?, option.range.end);
            // The place of a quoted option is that of the whole flag.
            let is_plain = self.tree.text.get(range.start..range.end) == Some(value);
            is_plain.then_some((value, range))
        });
        copied.into_iter().chain(mounted).filter_map(move |(text, range)| {
            match self.source(self.facts[index].stage?, Some(text)) {
                Source::Stage(stage) => Some((stage, range, text)),
                _ => None,
            }
        })
    }

    /// Every place that names the stage by its number.
    pub fn numbers_of(&self, stage: usize) -> Vec<TextRange> {
        let number = stage.to_string();
        let is_number = |text: Option<&str>| text == Some(number.as_str());
        // Looking for a stage takes time, so only where the number stands.
        let indices = (0..self.tree.instructions.len()).filter(|&index| {
            is_number(self.tree.instructions[index].flag_value("from"))
                || self.facts[index].mounts.iter().any(|it| is_number(it.from()))
        });
        let found = indices.flat_map(|index| self.stage_sources(index));
        found.filter(|(of, _, text)| *of == stage && *text == number).map(|(_, range, _)| range).collect()
    }

    /// The value that a FROM sees of a variable: a global `ARG`, or a predefined one.
    pub fn global_value(&self, name: &str) -> Option<&str> {
        self.globals.get(name).map(String::as_str)
    }
}

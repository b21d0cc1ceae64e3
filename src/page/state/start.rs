//! What is done with the samples, and what tells them from the user's own text.

use std::rc::Rc;

use super::State;
use crate::page::rebuild::Change;
use crate::page::samples::Samples;
use crate::page::texts::text;
use crate::page::work::Work;

impl State {
    /// Whether there is something of the user's own in the text.
    pub(crate) fn has_own_text(&self) -> bool {
        let Work { text, untouched, .. } = &self.work;
        !untouched && !text.trim().is_empty() && self.samples.with_text(text).is_none()
    }

    /// An editor may tell of a text that it was only given.
    pub(super) fn take_typed(&mut self, text: Rc<str>) {
        self.work.untouched &= self.work.text == text;
        self.work.text = text;
    }

    /// The texts have come; so does the sample that was chosen before.
    pub(super) fn take_samples(&mut self, file: Rc<str>) {
        self.samples = Samples::arrived(file);
        if let Some(sample) = self.awaited.take() {
            self.choose_sample(sample);
        }
    }

    pub(super) fn choose_sample(&mut self, sample: &'static str) {
        match self.samples.text(sample).map(str::to_owned) {
            Some(text) => self.start_from(&text, false),
            None => self.awaited = Some(sample),
        }
    }

    /// `made` of a sample, or the sample itself.
    pub(super) fn start_from(&mut self, text: &str, made: bool) {
        self.work.change = Change::default();
        self.exchange(text, &text!("told-sample-loaded"));
        self.work.untouched = made;
    }
}

/// Collects the words of an expanded text: blanks end a word unless they were quoted or escaped.
#[derive(Debug, Default)]
pub(super) struct WordSplitter {
    words: Vec<String>,
    word: String,
}

impl WordSplitter {
    /// Plain text or the value of a variable: blanks split.
    pub(super) fn split(&mut self, text: &str) {
        for char in text.chars() {
            if char.is_whitespace() {
                self.end_word();
            } else {
                self.word.push(char);
            }
        }
    }

    /// Quoted or escaped text: blanks belong to the word.
    pub(super) fn keep(&mut self, text: &str) {
        self.word.push_str(text);
    }

    /// The words. An empty pair of quotes alone makes no word, unlike in a real shell.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_word();
        self.words
    }

    fn end_word(&mut self) {
        if !self.word.is_empty() {
            self.words.push(std::mem::take(&mut self.word));
        }
    }
}

//! What leaves the engine, checked from the reader's side.

use dockerfile_playground::export::patch::{self, Hunk, LineChange};
use dockerfile_playground::export::{Excerpt, github, markdown, sarif};
use dockerfile_playground::text::{LineIndex, TextRange};
use dockerfile_playground::{Project, Settings, analyze};
use proptest::prelude::*;

/// Few different lines, so that texts have much in common; the last one may lack its line break.
fn text() -> impl Strategy<Value = String> {
    let lines = proptest::collection::vec(prop_oneof!["a", "b", "c\r", "", "é"], 0..30);
    (lines, any::<bool>()).prop_map(|(lines, ends)| {
        let text = lines.join("\n");
        if ends && !text.is_empty() { text + "\n" } else { text }
    })
}

/// What `patch` makes of `before`: unchanged and removed lines must be found where the hunk says.
fn applied(before: &str, hunks: &[Hunk<'_>]) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let mut after = Vec::new();
    let mut next = 0;
    for hunk in hunks {
        let start = hunk.before_start - usize::from(hunk.before_count > 0);
        after.extend_from_slice(&old[next..start]);
        next = start;
        let place = after.len() + usize::from(hunk.after_count > 0);
        assert_eq!(hunk.after_start, place, "{hunk:?}");
        for line in &hunk.lines {
            if line.change != LineChange::Added {
                assert_eq!(old[next], line.text, "{hunk:?}");
                next += 1;
            }
            if line.change != LineChange::Removed {
                after.push(line.text);
            }
        }
        assert_eq!(next - start, hunk.before_count);
        assert_eq!(after.len() + 1 - place - usize::from(hunk.after_count == 0), hunk.after_count);
    }
    after.extend_from_slice(&old[next..]);
    after.concat()
}

proptest! {
    #[test]
    fn a_patch_leads_to_the_other_text(before in text(), after in text(), context in 0..5usize) {
        let hunks = patch::hunks(&before, &after, context);
        prop_assert_eq!(hunks.is_empty(), before == after);
        prop_assert_eq!(applied(&before, &hunks), after);
    }

    #[test]
    fn every_range_has_an_excerpt(text in "[a-c\té𝄞 \\n\r]{0,40}", start in 0..40usize, length in 0..40usize) {
        let lines = LineIndex::new(&text);
        // A span starts and ends between characters, as every range of the engine does.
        let (start, end) = (lines.position(&text, start), lines.position(&text, start + length));
        let span = lines.span(&text, TextRange::new(start.offset, end.offset));
        let excerpt = Excerpt::new(&text, span);
        prop_assert!(!excerpt.lines.is_empty());
        for line in &excerpt.lines {
            prop_assert!(line.covered > 0 && line.before <= line.text.chars().count(), "{line:?}");
            prop_assert!(!line.text.chars().any(char::is_control), "{line:?}");
        }
    }

    #[test]
    fn any_text_can_be_exported(text in "(FROM|RUN|RNU|COPY|ENV|pip install|[ -~\té\\n\r]| ){0,30}") {
        let analysis = analyze(&Project::new(text.clone()), &Settings::default());
        let found = analysis.syntax_errors.len() + analysis.findings.len();
        prop_assert_eq!(github::annotations(&analysis, "a").lines().count(), found);
        prop_assert!(markdown::report(&analysis, &text, "a").matches("\n## ").count() >= found);
        let log: serde_json::Value = serde_json::from_str(&sarif::log(&analysis, &text, "a")).expect("SARIF is JSON");
        prop_assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(found));
    }
}

//! `ENV key value`, without `=`.

use crate::rules::{Context, Fix, Original, Report, Severity};
use crate::syntax::{Arguments, Keyword};
use crate::text::Edit;

pub(in crate::rules) const CHECK: Original = Original {
    code: "LegacyKeyValueFormat",
    severity: Some(Severity::Warning),
    why: "Without `=` the rest of the line is the value, so a second pair on it becomes part of the first",
    help: "Write key=value",
    check,
};

fn check(ctx: &Context<'_>, report: &mut Report) {
    let tree = ctx.dockerfile.tree;
    for (_, _, instruction) in ctx.dockerfile.judged() {
        let Arguments::Pairs { pairs, legacy: true } = &instruction.arguments else { continue };
        let Some(pair) = pairs.first().filter(|_| matches!(instruction.keyword, Keyword::Env | Keyword::Label)) else {
            continue;
        };
        let keyword = &instruction.keyword_word;
        let remark = report.at(keyword.range, format!("`{}` has no `=`", instruction.body.text()));
        let next = tree.comments.partition_point(|comment| comment.range.start < pair.range.start);
        let has_comments = tree.comments.get(next).is_some_and(|comment| comment.range.start < pair.range.end);
        if let Some(value) = pair.value.as_ref().and_then(|value| quoted(&value.text, tree.escape))
            && !has_comments
        {
            let text = format!("{}={value}", pair.key.text);
            remark.fix(Fix::safe(format!("Write `{text}`"), [Edit::replace(pair.range, text)]));
        }
    }
}

/// `value` as one word with the same result; `None` where that takes more thought than a fix should.
fn quoted(value: &str, escape: char) -> Option<String> {
    if !value.contains(char::is_whitespace) {
        return Some(value.to_owned());
    }
    if value.contains("${") && value.contains(['"', '\'']) {
        return None;
    }
    let mut word = String::from("\"");
    let mut quote = None;
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => quote = Some(c),
            (_, Some('\'')) => {
                // Single quotes keep everything plain, double ones do not.
                if c == '"' || c == '$' || c == escape {
                    word.push(escape);
                }
                word.push(c);
            }
            (_, None) if c == escape => {
                let next = chars.next()?;
                if matches!(next, '"' | '$') || next == escape {
                    word.push(escape);
                }
                word.push(next);
            }
            (_, Some(_)) if c == escape => {
                word.push(c);
                word.extend(chars.next());
            }
            _ => word.push(c),
        }
    }
    word.push('"');
    quote.is_none().then_some(word)
}

#[cfg(test)]
mod tests {
    use super::quoted;
    use crate::model::expand::expand_word;

    #[test]
    fn the_value_stays_the_same() {
        let values = [
            "a",
            "a b",
            "a  \"b c\" d",
            "it\\'s a",
            "'$x \"y\"' z",
            "$x y",
            "\"\\$x\" y",
            "a\\ b c",
            "\\\\ x",
            "'\\' x",
        ];
        for value in values {
            let word = quoted(value, '\\').expect(value);
            let expand = |text: &str| expand_word(text, '\\', &|_| Some("v w")).expect(text).text;
            assert_eq!(expand(&word), expand(value), "{value} became {word}");
        }
        assert_eq!(quoted("a 'b", '\\'), None);
    }
}

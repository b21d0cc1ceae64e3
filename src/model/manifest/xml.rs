//! XML as far as manifests use it: elements with their attributes and texts, in the order of the file.

/// One element as it begins, with the text behind its tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// Name without its prefix.
    pub(super) name: &'a str,
    /// What stands in the tag behind the name.
    attributes: &'a str,
    /// The text up to the next tag, trimmed.
    pub(super) text: &'a str,
    /// Name of the element around it; empty for the first.
    pub(super) parent: &'a str,
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let found = self.attributes.match_indices(name).find_map(|(at, _)| {
            let rest = self.attributes[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
            let is_whole = self.attributes[..at].ends_with(|c: char| c.is_whitespace()) || at == 0;
            let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\'') && is_whole)?;
            rest[1..].split(quote).next()
        });
        found.map(str::trim)
    }
}

/// All elements; `None` where the tags are not closed as they were opened.
pub(super) fn elements(text: &str) -> Option<Vec<Element<'_>>> {
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(end) = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")]
            .into_iter()
            .find(|(start, _)| rest.starts_with(start))
            .map(|(_, end)| end)
        {
            let close = rest.find(end)?;
            rest = &rest[close + end.len()..];
            continue;
        }
        let close = end_of_tag(rest)?;
        let tag = &rest[1..close];
        rest = &rest[close + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop()? != local(name.trim()) {
                return None;
            }
            continue;
        }
        let is_empty = tag.ends_with('/');
        let tag = tag.trim_end_matches('/');
        let end = tag.find(char::is_whitespace).unwrap_or(tag.len());
        let name = local(&tag[..end]);
        let text = if is_empty { "" } else { rest[..rest.find('<').unwrap_or(rest.len())].trim() };
        found.push(Element { name, attributes: &tag[end..], text, parent: open.last().copied().unwrap_or_default() });
        if !is_empty {
            open.push(name);
        }
    }
    open.is_empty().then_some(found)
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Where a tag ends: a `>` in quotes does not end it.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::elements;

    #[test]
    fn elements_have_texts_and_attributes() {
        let text = "<?xml version='1.0'?><!-- <a> --><project xmlns=\"x\"><m:modules>\n<module> a </module></m:modules>\
                    <R Include = '..\\B\\B.csproj' Condition=\"'$(A)' > 'b'\" /></project>\n";
        let found = elements(text).expect("well formed");
        let seen: Vec<_> = found.iter().map(|it| (it.parent, it.name, it.text)).collect();
        assert_eq!(
            seen,
            [("", "project", ""), ("project", "modules", ""), ("modules", "module", "a"), ("project", "R", "")]
        );
        assert_eq!(found[3].attribute("Include"), Some("..\\B\\B.csproj"));
        assert_eq!(found[3].attribute("clude"), None);
        for text in ["<a>", "<a></b>", "<a", "</a>", "<!-- "] {
            assert_eq!(elements(text), None, "{text}");
        }
    }
}

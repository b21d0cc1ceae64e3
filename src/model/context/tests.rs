use super::*;

/// Files from `path` or `path=content`; `path/` is a directory, `path->target` a link.
fn files(specs: &[&str]) -> BTreeMap<String, ContextEntry> {
    let mut files = BTreeMap::new();
    for spec in specs {
        let (path, entry) = if let Some((path, target)) = spec.split_once("->") {
            (path, ContextEntry::symlink(target))
        } else if let Some(path) = spec.strip_suffix('/') {
            (path, ContextEntry::directory())
        } else {
            let (path, content) = spec.split_once('=').unwrap_or((spec, ""));
            (path, ContextEntry::file(content))
        };
        files.insert(path.to_owned(), entry);
    }
    files
}

fn context(specs: &[&str], ignore: &str) -> BuildContext {
    BuildContext::new(&files(specs), &IgnoreFile::parse(ignore))
}

fn paths<'a>(nodes: impl IntoIterator<Item = &'a ContextNode>) -> Vec<&'a str> {
    nodes.into_iter().map(|node| node.path.as_str()).collect()
}

#[test]
fn entries_read_all_shapes() {
    let cases = [
        (r#""text\n""#, ContextEntry::file("text\n")),
        (r#"{"content": "x", "mode": "755"}"#, ContextEntry::file("x").with_mode(0o755)),
        (r#"{"content": "x", "mode": "0644"}"#, ContextEntry::file("x")),
        (r#"{"content": "x", "mode": "0o4755"}"#, ContextEntry::file("x").with_mode(0o4755)),
        (r#"{"base64": "AP8="}"#, ContextEntry::file([0, 255])),
        (r#"{"base64": "AP8", "mode": "600"}"#, ContextEntry::file([0, 255]).with_mode(0o600)),
        (r#"{"symlink": "../x"}"#, ContextEntry::symlink("../x")),
        (r#"{"directory": true}"#, ContextEntry::directory()),
        (r#"{"directory": true, "mode": "700"}"#, ContextEntry::directory().with_mode(0o700)),
        (r#"{"content": "x", "directory": false, "comment": 1}"#, ContextEntry::file("x")),
    ];
    for (json, expected) in cases {
        let entry: ContextEntry = serde_json::from_str(json).expect(json);
        assert_eq!(entry, expected, "{json}");
        let written = serde_json::to_string(&entry).expect("an entry can be written");
        assert_eq!(serde_json::from_str::<ContextEntry>(&written).expect("what was written"), entry, "{written}");
    }
    for json in [
        "1",
        "{}",
        r#"{"mode": "755"}"#,
        r#"{"directory": false}"#,
        r#"{"content": "a", "base64": "YQ=="}"#,
        r#"{"symlink": "a", "directory": true}"#,
        r#"{"base64": "?"}"#,
        r#"{"content": "a", "mode": "9"}"#,
        r#"{"content": "a", "mode": "+7"}"#,
        r#"{"content": "a", "mode": ""}"#,
        r#"{"content": "a", "mode": "10000"}"#,
    ] {
        assert!(serde_json::from_str::<ContextEntry>(json).is_err(), "{json}");
    }
    let plain = serde_json::to_string(&ContextEntry::file("a")).expect("an entry can be written");
    assert_eq!(plain, r#""a""#);
}

#[test]
fn paths_are_cleaned_sorted_and_complete() {
    let context = context(&["./b", "/a/x/y", "a-b", "a.c", "c/../d", "../up", "a/w", "/"], "");
    let expected = ["a", "a/w", "a/x", "a/x/y", "a-b", "a.c", "b", "d", "up"];
    assert_eq!(paths(context.nodes()), expected);
    assert_eq!(context.get("a/x").map(|node| node.entry.mode()), Some(DEFAULT_DIRECTORY_MODE));
    assert_eq!(paths(context.below("a")), ["a/w", "a/x", "a/x/y"]);
    assert_eq!(paths(context.children("/a/")), ["a/w", "a/x"]);
    assert_eq!(paths(context.children(".")), ["a", "a-b", "a.c", "b", "d", "up"]);
    assert!(context.below("b").is_empty() && context.below("none").is_empty());
    assert_eq!(context.get("../a/./w").map(|node| node.path.as_str()), Some("a/w"));
    assert!(context.get("").is_none());
}

#[test]
fn a_path_with_entries_below_is_a_directory() {
    let context = context(&["a=file", "a/b", "l->x", "l/y"], "");
    assert!(context.get("a").is_some_and(|node| node.entry.is_directory()));
    assert!(context.get("l").is_some_and(|node| node.entry.is_directory()));
    assert_eq!(paths(context.nodes()), ["a", "a/b", "l", "l/y"]);
}

#[test]
fn the_ignore_file_filters() {
    let specs = ["a/b/c", "a/b/d", "a/e", "f", "g/", ".dockerignore"];
    let left = |ignore: &str| context(&specs, ignore).nodes().iter().map(|node| node.path.clone()).collect::<Vec<_>>();
    assert_eq!(left("a"), [".dockerignore", "f", "g"]);
    assert_eq!(left("*\n!a/b/c"), ["a", "a/b", "a/b/c"]);
    // The directory itself is not excluded, so it stays, empty.
    assert_eq!(left("a/b/*"), [".dockerignore", "a", "a/b", "a/e", "f", "g"]);
    assert_eq!(left("**/b"), [".dockerignore", "a", "a/e", "f", "g"]);
    assert_eq!(left("**"), Vec::<String>::new());
    assert!(context(&specs, "**").is_empty());
    let mut kept = files(&["a/b", "a/"]);
    kept.insert("a".to_owned(), ContextEntry::directory().with_mode(0o700));
    let kept = BuildContext::new(&kept, &IgnoreFile::parse("a\n!a/b"));
    assert_eq!(kept.get("a").map(|node| node.entry.mode()), Some(0o700));
}

#[test]
fn the_right_ignore_file_counts() {
    let all = files(&[".dockerignore=a", "docker/app.dockerignore=b", "./x.dockerignore="]);
    let path = |dockerfile| ignore_file_path(&all, dockerfile);
    assert_eq!(path("Dockerfile").as_deref(), Some(".dockerignore"));
    assert_eq!(path("./docker/app").as_deref(), Some("docker/app.dockerignore"));
    assert_eq!(path("x").as_deref(), Some("x.dockerignore"));
    assert!(ignore_file(&all, "docker/app").decide("b").excluded);
    assert!(ignore_file(&all, "x").rules().is_empty());
    assert_eq!(ignore_file_path(&files(&[".dockerignore/"]), "Dockerfile"), None);
}

#[test]
fn follows_links() {
    let context = context(
        &[
            "d/e/f=1",
            "to-f->d/e/f",
            "to-d->d",
            "d/up->../to-f",
            "abs->/d/e",
            "out->../../d",
            "self->self",
            "a->b",
            "b->a",
            "no->none",
            "root->/",
            "root2->.",
            "through->d/e/f/x",
        ],
        "",
    );
    let cases = [
        ("d/e/f", Ok("d/e/f")),
        ("to-f", Ok("d/e/f")),
        ("to-d/e", Ok("d/e")),
        ("to-d/e/f", Ok("d/e/f")),
        ("d/up", Ok("d/e/f")),
        ("to-d/up", Ok("d/e/f")),
        ("abs/f", Ok("d/e/f")),
        ("out/e", Ok("d/e")),
        ("root", Ok("")),
        ("root2/d", Ok("d")),
        ("root/root/root/d", Ok("d")),
        ("", Ok("")),
        ("..", Ok("")),
        ("self", Err(ResolveError::TooManyLinks)),
        ("a/x", Err(ResolveError::TooManyLinks)),
        ("no", Err(ResolveError::NotFound)),
        ("none", Err(ResolveError::NotFound)),
        ("d/e/f/x", Err(ResolveError::NotFound)),
        ("through", Err(ResolveError::NotFound)),
    ];
    for (path, expected) in cases {
        assert_eq!(context.resolve(path).map(Resolved::path), expected, "{path}");
    }
}

#[test]
fn globs_select() {
    let context = context(&["a.py", "b.py", "d/c.py", "d/e/f.py", "l->d", "x[1]", "s/py/"], "");
    let select = |pattern| context.glob(pattern).map(paths);
    assert_eq!(select("*.py"), Some(vec!["a.py", "b.py"]));
    assert_eq!(select("/*.py"), Some(vec!["a.py", "b.py"]));
    assert_eq!(select("../[ab].py"), Some(vec!["a.py", "b.py"]));
    assert_eq!(select("*/*.py"), Some(vec!["d/c.py"]));
    assert_eq!(select("d/*"), Some(vec!["d/c.py", "d/e"]));
    assert_eq!(select("l/*"), Some(vec!["d/c.py", "d/e"]));
    assert_eq!(select("l*"), Some(vec!["l"]));
    assert_eq!(select("x\\[*"), Some(vec!["x[1]"]));
    assert_eq!(select("*/py"), Some(vec!["s/py"]));
    assert_eq!(select("none*"), Some(vec![]));
    assert_eq!(select("none/*"), Some(vec![]));
    assert_eq!(select("a[*"), None);
}

#[test]
fn a_hundred_thousand_files_are_fine() {
    let mut many = BTreeMap::new();
    for index in 0..100_000 {
        let path = format!("node_modules/p{}/lib/f{index}.js", index % 1_000);
        many.insert(path, ContextEntry::symlink("x"));
    }
    let ignore = IgnoreFile::parse("**/*.md\n.git\n**/dist\nnode_modules/p7\n!node_modules/p7/lib/f7.js\n");
    let context = BuildContext::new(&many, &ignore);
    assert_eq!(context.nodes().len(), 1 + 2 * 1_000 + 100_000 - 99);
    assert_eq!(context.below("node_modules/p8/lib").len(), 100);
    assert_eq!(context.glob("node_modules/p9/lib/*1009.js").map(|found| found.len()), Some(10));
}

proptest::proptest! {
    #[test]
    fn any_context_is_survived(specs in proptest::collection::vec("[ab./]{1,6}(->[ab./]{0,5})?", 0..8), path in "[ab./*\\[]{0,8}") {
        let specs: Vec<&str> = specs.iter().map(String::as_str).collect();
        let context = context(&specs, "");
        for node in context.nodes() {
            proptest::prop_assert_eq!(context.get(&node.path), Some(node));
            for directory in ancestors(&node.path) {
                proptest::prop_assert!(context.get(directory).is_some_and(|node| node.entry.is_directory()));
            }
        }
        let _ = (context.resolve(&path), context.glob(&path), context.below(&path));
    }
}

use super::ImageErrorKind::{
    BadDigest, BadPath, BadRegistry, BadTag, DigestLength, Empty, Identifier, NotOnlyName, PathTooLong, Scheme,
    UnsupportedDigest, Uppercase,
};
use super::*;

const SHA: &str = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn parse(text: &str) -> ImageReference {
    ImageReference::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn parts_of_valid_references() {
    // Text; registry, path and tag as written; the canonical name.
    let cases = [
        ("a", None, "a", None, "docker.io/library/a"),
        ("python", None, "python", None, "docker.io/library/python"),
        ("python:3", None, "python", Some("3"), "docker.io/library/python"),
        ("python:3.10-slim-buster", None, "python", Some("3.10-slim-buster"), "docker.io/library/python"),
        ("python:_x", None, "python", Some("_x"), "docker.io/library/python"),
        ("python:Latest", None, "python", Some("Latest"), "docker.io/library/python"),
        ("library/python", None, "library/python", None, "docker.io/library/python"),
        ("docker.io/python", Some("docker.io"), "python", None, "docker.io/library/python"),
        ("docker.io/library/python", Some("docker.io"), "library/python", None, "docker.io/library/python"),
        ("index.docker.io/python:1", Some("index.docker.io"), "python", Some("1"), "docker.io/library/python"),
        ("index.docker.io/u/r", Some("index.docker.io"), "u/r", None, "docker.io/u/r"),
        ("user/repo", None, "user/repo", None, "docker.io/user/repo"),
        ("user/repo/deep", None, "user/repo/deep", None, "docker.io/user/repo/deep"),
        ("docker.io/a/b/c", Some("docker.io"), "a/b/c", None, "docker.io/a/b/c"),
        ("ghcr.io/o/r:v1", Some("ghcr.io"), "o/r", Some("v1"), "ghcr.io/o/r"),
        ("quay.io/r", Some("quay.io"), "r", None, "quay.io/r"),
        ("localhost/r", Some("localhost"), "r", None, "localhost/r"),
        ("localhost:5000/r:1", Some("localhost:5000"), "r", Some("1"), "localhost:5000/r"),
        ("localhost", None, "localhost", None, "docker.io/library/localhost"),
        ("localhost:5000", None, "localhost", Some("5000"), "docker.io/library/localhost"),
        ("host:5000/r", Some("host:5000"), "r", None, "host:5000/r"),
        ("host:5000", None, "host", Some("5000"), "docker.io/library/host"),
        ("127.0.0.1:80/r", Some("127.0.0.1:80"), "r", None, "127.0.0.1:80/r"),
        ("127.0.0.1/r", Some("127.0.0.1"), "r", None, "127.0.0.1/r"),
        ("[::1]/r", Some("[::1]"), "r", None, "[::1]/r"),
        ("[2001:db8::a]:5000/r:t", Some("[2001:db8::a]:5000"), "r", Some("t"), "[2001:db8::a]:5000/r"),
        ("[fE80::1]:1/a/b", Some("[fE80::1]:1"), "a/b", None, "[fE80::1]:1/a/b"),
        ("Registry/r", Some("Registry"), "r", None, "Registry/r"),
        ("EXAMPLE.com/r", Some("EXAMPLE.com"), "r", None, "EXAMPLE.com/r"),
        ("a-b.example/r", Some("a-b.example"), "r", None, "a-b.example/r"),
        ("xn--n3h.com/r", Some("xn--n3h.com"), "r", None, "xn--n3h.com/r"),
        ("a--b.c/r", Some("a--b.c"), "r", None, "a--b.c/r"),
        ("my_host/r", None, "my_host/r", None, "docker.io/my_host/r"),
        ("my_host.com/r", None, "my_host.com/r", None, "my_host.com/r"),
        ("a.b", None, "a.b", None, "docker.io/library/a.b"),
        ("a_b", None, "a_b", None, "docker.io/library/a_b"),
        ("a__b", None, "a__b", None, "docker.io/library/a__b"),
        ("a-b--c---d", None, "a-b--c---d", None, "docker.io/library/a-b--c---d"),
        ("0", None, "0", None, "docker.io/library/0"),
        ("1.2/r", Some("1.2"), "r", None, "1.2/r"),
        ("r:a.b-c_d", None, "r", Some("a.b-c_d"), "docker.io/library/r"),
        (
            "mcr.microsoft.com/windows/nanoserver:ltsc2022",
            Some("mcr.microsoft.com"),
            "windows/nanoserver",
            Some("ltsc2022"),
            "mcr.microsoft.com/windows/nanoserver",
        ),
        (
            "sha256:0123456789abcdef0123456789abcdef",
            None,
            "sha256",
            Some("0123456789abcdef0123456789abcdef"),
            "docker.io/library/sha256",
        ),
    ];
    for (text, registry, path, tag, canonical) in cases {
        let image = parse(text);
        assert_eq!((image.registry(), image.path(), image.tag()), (registry, path, tag), "{text}");
        assert_eq!(image.canonical_name(), canonical, "{text}");
        assert_eq!(image.to_string(), text);
        assert_eq!(image.digest(), None, "{text}");
    }
}

#[test]
fn digests() {
    let cases = [
        (format!("a@{SHA}"), format!("docker.io/library/a@{SHA}")),
        (format!("a:1@{SHA}"), format!("docker.io/library/a@{SHA}")),
        (format!("host:1/a@{SHA}"), format!("host:1/a@{SHA}")),
        (format!("host:1/a:2@{SHA}"), format!("host:1/a@{SHA}")),
        (format!("a@sha384:{}", "0".repeat(96)), format!("docker.io/library/a@sha384:{}", "0".repeat(96))),
        (format!("a@sha512:{}", "f".repeat(128)), format!("docker.io/library/a@sha512:{}", "f".repeat(128))),
    ];
    for (text, canonical) in cases {
        let image = parse(&text);
        assert_eq!(image.canonical(), canonical, "{text}");
        assert_eq!(image.digest(), text.split_once('@').map(|(_, digest)| digest), "{text}");
    }
}

#[test]
fn refuses_with_a_reason_and_a_place() {
    let long_path = "a".repeat(256);
    let long_hub = "a".repeat(248);
    let long_tag = format!("a:{}", "t".repeat(129));
    let cases = [
        ("", Empty, ""),
        (&SHA[7..], Identifier, &SHA[7..]),
        ("Python", Uppercase, "Python"),
        ("user/Repo:tag", Uppercase, "user/Repo"),
        ("ghcr.io/O/r", Uppercase, "O/r"),
        ("Foo_x/bar", Uppercase, "Foo_x"),
        ("a@SHA256:00", Uppercase, "a"),
        ("É", Uppercase, "É"),
        ("é", BadPath, "é"),
        (" a", BadPath, " a"),
        ("a b", BadPath, "a b"),
        ("$IMAGE", Uppercase, "$IMAGE"),
        ("a$", BadPath, "a$"),
        ("/a", BadPath, "/a"),
        ("a/", BadPath, "a/"),
        ("a//b", BadPath, "a//b"),
        ("-a", BadPath, "-a"),
        ("a-", BadPath, "a-"),
        ("a..b", BadPath, "a..b"),
        ("a___b", BadPath, "a___b"),
        ("a._b", BadPath, "a._b"),
        (".a", BadPath, ".a"),
        ("a/b_", BadPath, "a/b_"),
        ("./a", BadRegistry, "."),
        ("../a", BadRegistry, ".."),
        ("https://a/b", BadPath, "/a/b"),
        ("docker.io/", BadPath, ""),
        ("host:5000/", BadPath, ""),
        ("host:/a", BadRegistry, "host:"),
        ("host:x/a", BadRegistry, "host:x"),
        ("my_host:5000/a", BadRegistry, "my_host:5000"),
        ("-h.com/a", BadRegistry, "-h.com"),
        ("h-.com/a", BadRegistry, "h-.com"),
        ("h..com/a", BadRegistry, "h..com"),
        ("[]/a", BadPath, "[]/a"),
        ("[::1/a", BadRegistry, "[::1"),
        ("[::g]/a", BadRegistry, "[::g]"),
        ("[::1]5000/a", BadRegistry, "[::1]5000"),
        ("[::1]:/a", BadRegistry, "[::1]:"),
        ("a:", BadTag, ""),
        (":tag", BadPath, ""),
        ("a:-x", BadTag, "-x"),
        ("a:.x", BadTag, ".x"),
        ("a:b:c", BadTag, "b:c"),
        ("a:b c", BadTag, "b c"),
        ("a:é", BadTag, "é"),
        (&long_tag, BadTag, &long_tag[2..]),
        ("a@", BadDigest, ""),
        ("a@sha256", BadDigest, "sha256"),
        ("a@sha256:", BadDigest, "sha256:"),
        ("a@sha256:xyz", BadDigest, "sha256:xyz"),
        (
            "a@sha256:0123456789abcdef0123456789abcdef",
            DigestLength { expected: 64 },
            "sha256:0123456789abcdef0123456789abcdef",
        ),
        ("a@md5:0123456789abcdef0123456789abcdef", UnsupportedDigest, "md5:0123456789abcdef0123456789abcdef"),
        ("a@9a:0123456789abcdef0123456789abcdef", BadDigest, "9a:0123456789abcdef0123456789abcdef"),
        ("a:t@sha256:0@sha256:0", BadDigest, "sha256:0@sha256:0"),
        ("@sha256:00", BadPath, ""),
        (&long_path, PathTooLong, &long_path),
        (&long_hub, PathTooLong, &long_hub),
    ];
    for (text, kind, part) in cases {
        let error = ImageReference::parse(text).expect_err(text);
        assert_eq!((error.kind, error.range.of(text)), (kind, part), "{text}");
        assert!(!error.to_string().is_empty());
    }
    assert_eq!(ImageReference::parse(&format!("a@{}", SHA.replace("abc", "ABC"))).map_err(|e| e.kind), Err(BadDigest));
    assert!(ImageReference::parse(&"a".repeat(247)).is_ok());
    assert!(ImageReference::parse(&format!("{}.example/{}", "h".repeat(300), "a".repeat(255))).is_ok());
    assert!(ImageReference::parse(&format!("a:{}", "t".repeat(128))).is_ok());
}

#[test]
fn short_and_full_forms() {
    let cases = [
        ("python", "python", "docker.io/library/python:latest", true, true),
        ("docker.io/library/python:3", "python:3", "docker.io/library/python:3", true, true),
        ("index.docker.io/library/python", "python", "docker.io/library/python:latest", true, true),
        ("docker.io/user/app", "user/app", "docker.io/user/app:latest", true, false),
        ("docker.io/library/a/b", "library/a/b", "docker.io/library/a/b:latest", true, false),
        ("ghcr.io/library/app:1", "ghcr.io/library/app:1", "ghcr.io/library/app:1", false, false),
        ("localhost/app", "localhost/app", "localhost/app:latest", false, false),
        ("my_host.com/app", "my_host.com/app", "my_host.com/app:latest", false, false),
    ];
    for (text, familiar, canonical, is_hub, is_official) in cases {
        let image = parse(text);
        assert_eq!((image.familiar().as_str(), image.canonical().as_str()), (familiar, canonical), "{text}");
        assert_eq!((image.is_docker_hub(), image.is_official()), (is_hub, is_official), "{text}");
    }
    assert_eq!(parse("ghcr.io/o/r:1").name(), "r");
}

#[test]
fn parts_can_be_replaced() {
    let text = |image: Result<ImageReference, ImageError>| image.map(|image| image.to_string()).map_err(|e| e.kind);
    let python = parse("docker.io/library/python:3.10-slim");
    assert_eq!(text(python.with_registry("m.example")), Ok("m.example/python:3.10-slim".to_owned()));
    assert_eq!(
        text(python.with_registry_and_name("1.dkr.ecr.eu-west-1.amazonaws.com", "cruddur-python")),
        Ok("1.dkr.ecr.eu-west-1.amazonaws.com/cruddur-python:3.10-slim".to_owned())
    );
    assert_eq!(text(python.with_registry("bad host")), Err(BadPath));
    assert_eq!(text(python.with_tag("3.12")), Ok("docker.io/library/python:3.12".to_owned()));
    assert_eq!(text(python.with_tag("no tag")), Err(BadTag));
    assert_eq!(text(python.with_digest(SHA)), Ok(format!("docker.io/library/python:3.10-slim@{SHA}")));
    let pinned = parse(&format!("ghcr.io/o/r:1@{SHA}"));
    assert_eq!(text(pinned.with_registry("m:5000")), Ok(format!("m:5000/o/r:1@{SHA}")));
    assert_eq!(text(pinned.with_tag("2")), Ok("ghcr.io/o/r:2".to_owned()));
}

#[test]
fn ranges_point_into_the_text() {
    let text = format!("host:1/a/b:2@{SHA}");
    let image = parse(&text);
    let of = |range: Option<TextRange>| range.map(|range| range.of(&text).to_owned());
    assert_eq!(of(image.registry_range()).as_deref(), Some("host:1"));
    assert_eq!(image.path_range().of(&text), "a/b");
    assert_eq!(of(image.tag_range()).as_deref(), Some("2"));
    assert_eq!(of(image.digest_range()).as_deref(), Some(SHA));
}

/// What the user's registry may be, and which part is wrong where it may not.
#[test]
fn registries_and_names() {
    for registry in [
        "registry.example.com",
        "registry.example.com:5000/",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/base",
        "localhost",
        "[::1]:5000",
        "Registry.example.com",
        // The namespace of an organisation on Docker Hub.
        "bitnami",
    ] {
        assert_eq!(check_registry(registry), Ok(()), "{registry}");
    }
    let wrong =
        |registry: &str| check_registry(registry).map_err(|error| (error.kind, error.range.of(registry).to_owned()));
    for (registry, kind, part) in [
        ("", Empty, ""),
        ("/", Empty, ""),
        ("https://registry.example.com", Scheme, "https://"),
        ("a b", BadPath, "a b"),
        ("registry.example.com\n", BadRegistry, "registry.example.com\n"),
        ("é", BadPath, "é"),
        ("r.example.com/Team", Uppercase, "Team"),
        ("r.example.com//team", BadPath, "/team"),
        ("r.example.com/team:1", BadPath, "team:1"),
        ("r.example.com:", BadRegistry, "r.example.com:"),
        ("r.example.com:http", BadRegistry, "r.example.com:http"),
        ("-r.example.com", BadRegistry, "-r.example.com"),
        ("my_host.com", BadRegistry, "my_host.com"),
        ("$REGISTRY", BadRegistry, "$REGISTRY"),
        ("user@r.example.com", BadPath, "user@r.example.com"),
    ] {
        assert_eq!(wrong(registry), Err((kind, part.to_owned())), "{registry}");
    }
    let name = |name: &str| check_repository(name).map_err(|error| (error.kind, error.range.of(name).to_owned()));
    assert_eq!(name("team/python"), Ok(()));
    assert_eq!(name("python:3"), Err((NotOnlyName, ":3".to_owned())));
    assert_eq!(name("Python"), Err((Uppercase, "Python".to_owned())));
    assert_eq!(name("a b"), Err((BadPath, "a b".to_owned())));
}

proptest::proptest! {
    #[test]
    fn any_text_is_survived(text in "[aB0.:/@_é \\[\\]-]{0,30}") {
        match ImageReference::parse(&text) {
            // The full form of an image is a full form itself.
            Ok(image) => {
                let canonical = image.canonical();
                let again = ImageReference::parse(&canonical).map(|image| image.canonical());
                proptest::prop_assert_eq!(again, Ok(canonical));
            }
            Err(error) => proptest::prop_assert!(text.get(error.range.start..error.range.end).is_some()),
        }
    }
}

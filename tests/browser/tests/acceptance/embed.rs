//! The page in other pages: frames, the element, sites of three generators.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use browser_tests::{Page, id, with_page};
use serde_json::{Value, json};

const TEXT: &str = "FROM python:3.12\nRUN pip install flask\n";

#[test]
fn a_frame_needs_no_permission_but_its_own() {
    with_page("embed_frame", |page| {
        let source = format!("{}#embed&view=findings&text={}", page.url(), escaped(TEXT));
        let host = host(page, &format!("<h1>Docs</h1><iframe src=\"{source}\" title=\"Playground\"></iframe>"));
        page.serve_beside(&host, Some(&format!("default-src 'none'; frame-src {}", page.url())));
        page.visit_beside();
        page.enter_frame("iframe");
        page.wait_for("[data-testid=finding]");
        assert_eq!(page.count("[role=tablist]:not([hidden])"), 1);
        page.wait_for(".page[data-view=findings]");
        assert_eq!(page.value("getComputedStyle(document.querySelector('.tab-list')).display"), json!("none"));
        let saved = "(localStorage.getItem('dockerfile-playground.work.1') ?? '').includes('RUN pip install flask')";
        assert_eq!(page.value(saved), json!(false), "a frame must leave the saved work alone");
        page.leave_frame();
    });
}

#[test]
fn a_sandbox_without_an_origin_is_enough() {
    with_page("embed_sandbox", |page| {
        let source = format!("{}#embed&readonly&theme=dark&text={}", page.url(), escaped(TEXT));
        let frame = format!("<iframe sandbox=\"allow-scripts\" src=\"{source}\" title=\"Playground\"></iframe>");
        page.serve_beside(&host(page, &frame), None);
        page.visit_beside();
        page.enter_frame("iframe");
        page.wait_for("[data-testid=finding]");
        page.wait_for("html[data-theme=dark][data-readonly]");
        assert_eq!(page.value("document.querySelectorAll('[data-testid=fix]').length > 0"), json!(true));
        assert_eq!(page.value("document.querySelector('[data-testid=fix]').checkVisibility()"), json!(false));
        page.leave_frame();
    });
}

#[test]
fn the_element_tells_and_obeys() {
    with_page("embed_element", |page| {
        let body = format!(
            "<script src=\"{}embed.js\" defer></script>
             <dockerfile-playground view=\"findings\">\n  FROM python:3.12\n  RUN pip install flask\n</dockerfile-playground>
             <script src=\"hear.js\"></script>",
            page.url()
        );
        let folder = host(page, &body);
        fs::write(folder.join("hear.js"), HEAR).expect("a folder of the test's own");
        page.serve_beside(&folder, None);
        page.visit_beside();
        let heard = |kind: &str| page.wait_until_seen(|page| last(page, kind), |it| !it.is_null());
        heard("ready");
        assert_eq!(heard("findings")["findings"][0]["rule"], json!("pip-cache-in-image"));
        let height = page.wait_until_seen(|page| last(page, "resize")["height"].as_f64(), Option::is_some);
        assert!(height.is_some_and(|it| it > 200.0), "{height:?}");

        act(page, "set({ dockerfile: 'FROM scratch\\n', profile: 'dev' })");
        page.wait_until_seen(|page| last(page, "change")["dockerfile"].clone(), |it| *it == json!("FROM scratch\n"));
        page.wait_until_seen(|page| last(page, "findings")["findings"].clone(), |it| *it == json!([]));
        act(page, "export('compose')");
        let answer = heard("export");
        assert!(answer["text"].as_str().is_some_and(|text| text.contains("services:")), "{answer}");

        page.enter_frame(FRAME);
        page.type_over(&id("editor"), "FROM alpine");
        page.leave_frame();
        page.wait_until_seen(|page| last(page, "change")["dockerfile"].clone(), |it| *it == json!("FROM alpine"));
    });
}

#[test]
fn nobody_else_is_told_or_obeyed() {
    with_page("embed_stranger", |page| {
        // The address names another origin than the one of the page around.
        let source = format!("{}#embed&origin=https%3A%2F%2Fdocs.example&text={}", page.url(), escaped(TEXT));
        let body = format!("<iframe src=\"{source}\" title=\"Playground\"></iframe><script src=\"hear.js\"></script>");
        let folder = host(page, &body);
        fs::write(folder.join("hear.js"), HEAR).expect("a folder of the test's own");
        page.serve_beside(&folder, None);
        page.visit_beside();
        page.enter_frame("iframe");
        page.wait_for("[data-testid=finding]");
        page.leave_frame();
        let order = "document.querySelector('iframe').contentWindow.postMessage(
            { source: 'dockerfile-playground', version: 1, type: 'set', dockerfile: 'FROM evil' }, '*')";
        page.execute(order, Vec::new());
        page.enter_frame("iframe");
        // Anything that came of it would have come before this.
        page.type_over(&id("editor"), "FROM mine");
        page.wait_until_seen(crate::editor::text, |text| text == "FROM mine");
        page.leave_frame();
        assert_eq!(page.value("Object.keys(window.heard).length"), json!(0));
        // What the browser says of messages to an origin that is not there.
        page.take_console_errors();
    });
}

#[test]
fn the_generator_writes_what_works() {
    with_page("embed_generator", |page| {
        page.click(&id("share"));
        page.click(&format!("{} [data-index=\"3\"]", id("share-pane")));
        page.choose(&id("embed-view"), "code");
        page.choose(&id("embed-theme"), "dark");
        page.click(&id("embed-readonly"));
        let frame = page.copied_by(&id("embed-copy"));
        assert!(frame.contains("#embed&amp;view=code&amp;readonly&amp;theme=dark&amp;p2."), "{frame}");
        page.click(&format!("{} .share-pane .choice [data-index=\"1\"]", id("share-dialog")));
        let element = page.copied_by(&id("embed-copy"));
        for html in [frame, element] {
            page.serve_beside(&host(page, &html), None);
            page.visit_beside();
            page.enter_frame(if html.contains("<iframe") { "iframe" } else { FRAME });
            page.wait_for("html[data-theme=dark][data-readonly] .page[data-view=code]");
            page.wait_until_seen(crate::editor::text, |text| text.contains("FROM "));
            page.leave_frame();
        }
    });
}

#[test]
fn mdbook_shows_it() {
    with_page("embed_mdbook", |page| {
        let folder = integration(page, "mdbook", "");
        let program = std::env::var_os("MDBOOK").expect("`cargo xtask test` brings mdBook and names it in MDBOOK");
        run(Command::new(program).arg("build").arg(&folder).arg("--dest-dir").arg(folder.join("site")));
        page.serve_beside(&folder.join("site"), None);
        tries(page, "chapter.html");
    });
}

#[test]
fn mkdocs_shows_it() {
    with_page("embed_mkdocs", |page| {
        let folder = integration(page, "mkdocs", "docs");
        let packages = std::env::var_os("MKDOCS").expect("`cargo xtask test` brings MkDocs and names it in MKDOCS");
        let mut mkdocs = Command::new("python3");
        mkdocs.args(["-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]);
        run(mkdocs.env("PYTHONPATH", packages).env("NO_MKDOCS_2_WARNING", "1").current_dir(&folder));
        page.serve_beside(&folder.join("site"), None);
        tries(page, "");
    });
}

#[test]
fn a_page_of_docusaurus_shows_it() {
    with_page("embed_docusaurus", |page| {
        let folder = integration(page, "docusaurus", "");
        page.serve_beside(&folder, None);
        tries(page, "page.html");
    });
}

/// Where the element keeps its frame.
const FRAME: &str = "dockerfile-playground iframe";

/// Remembers the last event of each kind.
const HEAR: &str = "window.heard = {};
for (const kind of ['ready', 'resize', 'change', 'findings', 'export']) {
    addEventListener(kind, ({ target, detail }) => {
        if (target.localName === 'dockerfile-playground') window.heard[kind] = detail;
    });
}
addEventListener('message', ({ data }) => {
    if (!document.querySelector('dockerfile-playground') && ['change', 'findings', 'export'].includes(data?.type)) {
        window.heard[data.type] = data;
    }
});";

fn last(page: &Page, kind: &str) -> Value {
    page.value(&format!("window.heard?.{kind} ?? null"))
}

fn act(page: &Page, call: &str) {
    page.execute(&format!("document.querySelector('dockerfile-playground').{call}"), Vec::new());
}

/// A folder with one page.
fn host(page: &Page, body: &str) -> PathBuf {
    let folder = page.folder_for("host");
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Docs</title><body>{body}</body></html>"
    );
    fs::write(folder.join("index.html"), html).expect("a folder of the test's own");
    folder
}

/// A copy of what lies in `integrations/NAME`, with the address of this page and its script in the folder `scripts`.
fn integration(page: &Page, name: &str, scripts: &str) -> PathBuf {
    let folder = page.folder_for(name);
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../integrations").join(name);
    browser_tests::copy_folder(&source, &folder);
    let scripts = folder.join(scripts);
    let settings = fs::read_to_string(scripts.join("playground.js")).expect("the integration has settings");
    let settings = settings.replace("https://playground.example/", &page.url());
    fs::write(scripts.join("playground.js"), settings).expect("a copy");
    fs::copy(browser_tests::dist().join("embed.js"), scripts.join("embed.js")).expect("the page has the script");
    folder
}

fn run(command: &mut Command) {
    let output = command.output().expect("the generator starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Presses the one button of the site and finds the code of its block in a page that analyses it.
fn tries(page: &Page, path: &str) {
    page.visit_beside_at(path);
    page.wait_for(".dockerfile-playground-try");
    assert_eq!(page.count(".dockerfile-playground-try"), 1, "only the Dockerfile has a button");
    assert_eq!(page.count("iframe"), 0, "nothing is loaded before somebody wants it");
    page.click(".dockerfile-playground-try");
    page.enter_frame(FRAME);
    page.wait_for("[data-testid=finding]");
    page.wait_until_seen(crate::editor::text, |text| {
        text.starts_with("FROM python:3.12-slim\n") && text.contains("--reload")
    });
    page.leave_frame();
}

fn escaped(text: &str) -> String {
    text.replace(' ', "%20").replace('\n', "%0A")
}

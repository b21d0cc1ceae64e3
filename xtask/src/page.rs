//! Building and serving the page with Trunk.

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::bring::{cargo_tools, npm, wasm_target};
use crate::process::{Context, Failure, Result, announce, capture, cargo, path_with, project_root, run};
use crate::{offline, split};

/// What the page may weigh before it can be used, brotli-compressed: its first WebAssembly module, and everything. These
/// are lowered as they are met, and never raised.
const WASM_BUDGET: u64 = 300_000;
const TOTAL_BUDGET: u64 = 450_000;

/// What nobody waits for: it is for other pages, or comes when the page is in use.
const AFTERWARDS: [&str; 12] = [
    "_rest.wasm",
    "embed.js",
    "frame.js",
    "icon-180.png",
    "icon-192.png",
    "icon-512.png",
    "lessons.json",
    "manifest.webmanifest",
    "offline.js",
    "rules.txt",
    "samples.txt",
    "service-worker.js",
];

/// Scripts of ours that stand on packages, and where their bundles are put for Trunk to copy.
const SCRIPTS: [(&str, &str); 2] =
    [("src/page/editor/codemirror.js", "target/web/editor.js"), ("src/page/texts/fluent.js", "target/web/texts.js")];
/// The folder of the editor's parts.
const EDITOR_PARTS: &str = "src/page/editor/codemirror";

/// The pages of the rules, and where they stand together for Trunk to copy, with a form feed between two of them.
const RULE_PAGES: &str = "docs/rules";
const RULE_PAGES_BUNDLE: &str = "target/web/rules.txt";

/// The lessons, and where they stand together for Trunk to copy.
const LESSONS: &str = "static/lessons";
const LESSONS_BUNDLE: &str = "target/web/lessons.json";

/// The samples, and where they stand together for Trunk to copy: of each its name, a line break and its text, with a form
/// feed between two of them.
const SAMPLES: &str = "static/samples";
const SAMPLES_BUNDLE: &str = "target/web/samples.txt";

/// What the page is made of; the last is the folder of the editor's bundle.
const SOURCES: [&str; 6] = ["src", "static", "docs", "index.html", "Cargo.toml", "target/web"];

/// Where cargo looks for what the compiler is told of the target.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// How to serve the page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    pub(crate) release: bool,
    pub(crate) port: u16,
    pub(crate) open: bool,
}

/// Everything that Trunk needs, found or brought.
struct Tools {
    trunk: PathBuf,
    /// `node_modules`.
    modules: PathBuf,
    path: std::ffi::OsString,
    wasm: wasm_target::WasmTarget,
}

impl Tools {
    fn bring() -> Result<Self> {
        let wasm = wasm_target::bring()?;
        let trunk = cargo_tools::trunk()?;
        let wasm_bindgen = cargo_tools::wasm_bindgen()?;
        let modules = npm::modules()?;
        // npm's folder of programs holds wasm-opt.
        let path = path_with(&[wasm_bindgen, modules.join(".bin")])?;
        Ok(Self { trunk: trunk.join("trunk"), modules, path, wasm })
    }

    /// A Trunk that finds every tool and asks no network for one.
    fn trunk(&self, command: &str) -> Command {
        self.trunk_with(command, &[])
    }

    /// As [`Self::trunk`], with further flags for the compiler.
    fn trunk_with(&self, command: &str, flags: &[&str]) -> Command {
        let mut trunk = Command::new(&self.trunk);
        trunk
            .current_dir(project_root())
            .args([command, "--offline", "--skip-version-check"])
            .env("PATH", &self.path)
            // Trunk reads this common variable as a boolean and stumbles over `1`.
            .env_remove("NO_COLOR")
            // Its own stack says nothing about a mistake in the page.
            .env_remove("RUST_BACKTRACE");
        if let Some(rustc) = &self.wasm.rustc {
            trunk.env("RUSTC", rustc);
        }
        if let Some(linker) = &self.wasm.linker {
            trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        let flags: Vec<String> = remap_flags().into_iter().chain(flags.iter().map(|&flag| flag.to_owned())).collect();
        if !flags.is_empty() {
            trunk.env(FLAGS, flags.join(" "));
        }
        trunk
    }

    /// As [`Self::trunk`], for the page that people load: every byte counts.
    fn small_trunk(&self, command: &str) -> Command {
        let is_small = self.wasm.has_library_source;
        // A standard library of our own needs no words for panics that nobody could read, and neither does the page:
        // what stops it shows in the console all the same, and the page's script tells the user.
        // The linker's references tell `xtask/split` which data belongs to which function.
        let mut flags = vec!["-Clink-arg=--emit-relocs"];
        if is_small {
            flags.extend(wasm_target::IMMEDIATE_ABORT.iter().chain(&["-Zlocation-detail=none", "-Zfmt-debug=none"]));
        }
        let mut trunk = self.trunk_with(command, &flags);
        trunk.args(["--release", "--cargo-profile", "page"]);
        if is_small {
            trunk.envs(wasm_target::BUILD_LIBRARY);
        }
        trunk
    }

    /// Makes what Trunk copies as it is.
    fn prepare(&self) -> Result<()> {
        bundle_rule_pages()?;
        bundle_lessons()?;
        bundle_samples()?;
        for (source, bundle) in
            SCRIPTS.map(|(source, bundle)| (project_root().join(source), project_root().join(bundle)))
        {
            let folder = bundle.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder).context(|| format!("creating {}", folder.display()))?;
            npm::bundle(&self.modules, &source, &bundle)?;
        }
        Ok(())
    }
}

/// Puts the pages of all rules into one file; the page finds each by its heading.
fn bundle_rule_pages() -> Result<()> {
    write(RULE_PAGES_BUNDLE, &texts(RULE_PAGES, "md")?.join("\u{c}"))
}

/// Puts all lessons into one list, in the order of their file names.
fn bundle_lessons() -> Result<()> {
    write(LESSONS_BUNDLE, &format!("[{}]", texts(LESSONS, "json")?.join(",")))
}

/// Puts all samples into one file, each below its name.
fn bundle_samples() -> Result<()> {
    let mut samples = Vec::new();
    for file in files(SAMPLES, "Dockerfile")? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        samples.push(format!("{name}\n{}", text(&file)?));
    }
    write(SAMPLES_BUNDLE, &samples.join("\u{c}"))
}

/// The texts of the files in a folder with that extension, without its README.
fn texts(folder: &str, extension: &str) -> Result<Vec<String>> {
    files(folder, extension)?.iter().map(|file| text(file)).collect()
}

fn text(file: &Path) -> Result<String> {
    fs::read_to_string(file).context(|| format!("reading {}", file.display()))
}

/// The files in a folder with that extension, without its README, in the order of their names.
fn files(folder: &str, extension: &str) -> Result<Vec<PathBuf>> {
    let folder = project_root().join(folder);
    let entries = fs::read_dir(&folder).context(|| format!("reading {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == extension) && !file.ends_with("README.md"));
    files.sort();
    Ok(files)
}

fn write(output: &str, text: &str) -> Result<()> {
    let output = project_root().join(output);
    fs::create_dir_all(output.parent().unwrap_or(Path::new(".")))
        .and_then(|()| fs::write(&output, text))
        .context(|| format!("writing {}", output.display()))
}

/// Flags that keep this machine's folders out of the messages inside the page, so that two machines build the same file.
fn remap_flags() -> Option<String> {
    // The folders exist only after the first download, and the flags must not differ between the first two builds.
    capture(cargo().args(["fetch", "--quiet"])).ok()?;
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))?;
    let mut registries: Vec<PathBuf> =
        fs::read_dir(home.join("registry/src")).ok()?.flatten().map(|entry| entry.path()).collect();
    registries.sort();
    let flags: Vec<String> =
        registries.iter().map(|folder| format!("--remap-path-prefix={}=/crates", folder.display())).collect();
    // Cargo splits this variable at spaces; a folder with a space in its name is not worth a broken build.
    let usable = registries.iter().all(|folder| !folder.to_string_lossy().contains(' '));
    usable.then(|| flags.join(" "))
}

/// Writes the page into `dist/` and prints what it weighs.
pub(crate) fn build() -> Result<()> {
    let tools = Tools::bring()?;
    tools.prepare()?;
    announce("Building the page: 2 to 3 minutes the first time, then seconds.");
    run(&mut tools.small_trunk("build"))?;
    split::split(&dist(), &tools.modules)?;
    let mut files = Vec::new();
    collect_files(&dist(), &mut files)?;
    files.sort();
    offline::write_list(&dist(), &files)?;
    print_sizes(&dist(), &files)
}

/// The folder of the built page.
pub(crate) fn dist() -> PathBuf {
    project_root().join("dist")
}

/// Serves the page and rebuilds it on every change, until it is interrupted.
pub(crate) fn serve(options: &ServeOptions) -> Result<()> {
    let tools = Tools::bring()?;
    tools.prepare()?;
    announce("Building the page: 1 to 2 minutes the first time, then seconds.");
    let mut trunk = if options.release { tools.small_trunk("serve") } else { tools.trunk("serve") };
    trunk.args(["--port", &options.port.to_string(), "--open", if options.open { "true" } else { "false" }]);
    // Its own folder, so that serving never replaces a release that is about to be published.
    trunk.args(["--dist", "target/serve"]);
    for source in SOURCES.into_iter().filter(|source| project_root().join(source).exists()) {
        trunk.args(["--watch", source]);
    }
    let mut server = trunk.spawn().context(|| "starting Trunk".to_owned())?;
    let mut bundled = SystemTime::now();
    let mut announced = false;
    loop {
        if let Some(status) = server.try_wait().context(|| "waiting for Trunk".to_owned())? {
            return Err(Failure::new(format!("Trunk stopped ({status}); is port {} in use?", options.port)));
        }
        // Trunk listens when its first build is complete.
        if !announced && TcpStream::connect(("127.0.0.1", options.port)).is_ok() {
            println!(
                "The page is at http://127.0.0.1:{}/ and is rebuilt on every change. Stop with Ctrl-C.",
                options.port
            );
            announced = true;
        }
        std::thread::sleep(Duration::from_millis(300));
        // Trunk does not know what the bundle is made of, but it notices a new bundle.
        let sources = SCRIPTS.iter().map(|(source, _)| *source).chain([EDITOR_PARTS, RULE_PAGES, LESSONS, SAMPLES]);
        if sources.filter_map(|source| modified(&project_root().join(source))).any(|time| time > bundled) {
            bundled = SystemTime::now();
            if let Err(failure) = tools.prepare() {
                eprintln!("{failure}");
            }
        }
    }
}

/// When a file, or what stands in a folder, was written last.
fn modified(path: &Path) -> Option<SystemTime> {
    let inside = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    inside.chain([path.to_owned()]).filter_map(|path| fs::metadata(path).ok()?.modified().ok()).max()
}

/// Prints the size of each file, raw and compressed; the budgets are for what a visitor waits for.
fn print_sizes(dist: &Path, files: &[PathBuf]) -> Result<()> {
    let compressed = npm::brotli_sizes(files)?;
    let (mut total_raw, mut total, mut first, mut wasm, mut waited) = (0, 0, 0, 0, 0);
    println!("\n{:>11} {:>11}  dist/", "raw bytes", "brotli");
    for (file, brotli) in files.iter().zip(compressed) {
        let raw = fs::metadata(file).context(|| format!("reading {}", file.display()))?.len();
        let name = file.strip_prefix(dist).unwrap_or(file);
        println!("{raw:>11} {brotli:>11}  {}", name.display());
        total_raw += raw;
        total += brotli;
        let is_wasm = name.extension().is_some_and(|extension| extension == "wasm");
        let name = name.to_string_lossy();
        let is_waited_for = !AFTERWARDS.iter().any(|it| name.ends_with(it));
        wasm += if is_wasm { brotli } else { 0 };
        first += if is_wasm && is_waited_for { brotli } else { 0 };
        waited += if is_waited_for { brotli } else { 0 };
    }
    println!("{total_raw:>11} {total:>11}  all {} files, {waited} of it before the page can be used", files.len());
    println!("{wasm:>23}  all WebAssembly");
    let budgets = [
        ("the WebAssembly of the first view", first, WASM_BUDGET),
        ("what is needed to use the page", waited, TOTAL_BUDGET),
    ];
    match budgets.into_iter().find(|(_, size, budget)| size > budget) {
        None => Ok(()),
        Some((what, size, budget)) => {
            Err(Failure::new(format!("{what} weighs {size} bytes compressed, more than its budget of {budget}")))
        }
    }
}

fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).context(|| format!("reading {}", folder.display()))?.flatten() {
        let path = entry.path();
        if path.is_dir() { collect_files(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

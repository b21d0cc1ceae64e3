//! The npm packages: wasm-opt, esbuild, CodeMirror, axe-core. Their versions stand in `package-lock.json`.

use std::ffi::OsStr;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache;
use crate::process::{Context, Failure, Result, announce, capture, find_program, project_root};

/// The files that decide what npm installs.
const FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// The `node_modules` folder with exactly the packages of `package-lock.json`.
pub(crate) fn modules() -> Result<PathBuf> {
    node()?;
    let mut hasher = DefaultHasher::new();
    for name in FILES {
        let path = project_root().join(name);
        fs::read(&path).context(|| format!("reading {}", path.display()))?.hash(&mut hasher);
    }
    let folder = cache::entry(&format!("npm/{:016x}", hasher.finish()), install)?;
    Ok(folder.join("node_modules"))
}

fn install(folder: &Path) -> Result<()> {
    announce("Installing the npm packages (wasm-opt, esbuild, CodeMirror, axe-core): once, about 120 MB.");
    let npm = find_program("npm")
        .ok_or_else(|| Failure::new("npm is not installed: install it (Debian: `apt-get install npm`)"))?;
    for name in FILES {
        fs::copy(project_root().join(name), folder.join(name)).context(|| format!("copying {name}"))?;
    }
    capture(Command::new(npm).arg("ci").current_dir(folder)).map(drop)
}

/// Bundles one script and everything it imports into one minified module.
pub(crate) fn bundle(modules: &Path, source: &Path, output: &Path) -> Result<()> {
    // The packages are in the cache and not in a folder above the script.
    let mut esbuild = esbuild(modules, source, output)?;
    capture(esbuild.args(["--bundle", "--charset=utf8"]).env("NODE_PATH", modules)).map(drop)
}

/// Minifies a script, whose imports stay as they are.
pub(crate) fn minify(modules: &Path, script: &Path) -> Result<()> {
    capture(esbuild(modules, script, script)?.arg("--allow-overwrite")).map(drop)
}

/// What makes one minified module of a script.
fn esbuild(modules: &Path, source: &Path, output: &Path) -> Result<Command> {
    let mut esbuild = Command::new(node()?);
    esbuild
        .arg(modules.join("esbuild/bin/esbuild"))
        .arg(source)
        .args(["--minify", "--format=esm", "--target=es2022", "--legal-comments=none", "--log-level=warning"])
        .arg(format!("--outfile={}", output.display()));
    Ok(esbuild)
}

/// The size of every file when compressed with brotli at its best, in bytes and in the same order.
pub(crate) fn brotli_sizes(files: &[PathBuf]) -> Result<Vec<u64>> {
    const SCRIPT: &str = "const { readFileSync } = require('fs'), { brotliCompressSync } = require('zlib');\
        for (const file of process.argv.slice(1)) console.log(brotliCompressSync(readFileSync(file)).length);";
    let arguments = files.iter().map(|file| file.as_os_str());
    let output = capture(Command::new(node()?).args([OsStr::new("-e"), OsStr::new(SCRIPT)]).args(arguments))?;
    Ok(output.lines().filter_map(|line| line.parse().ok()).collect())
}

fn node() -> Result<PathBuf> {
    find_program("node").ok_or_else(|| {
        Failure::new("Node.js is not installed: install version 18 or later (Debian: `apt-get install nodejs npm`)")
    })
}

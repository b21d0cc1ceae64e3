//! The WebAssembly target: a compiler and a standard library for `wasm32-unknown-unknown`.
//!
//! `rustup target add` is the right way. Where rustup's server cannot be reached but Debian's packages can, Debian's
//! compiler and a standard library built from Debian's sources take its place (see [`super::debian`]).

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::debian;
use crate::cache;
use crate::process::{Context, Failure, Result, announce, capture, cargo, find_program};

/// The name of the target.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// After this long without a finished download rustup counts as cut off, if there is another way.
const RUSTUP_PATIENCE: Duration = Duration::from_secs(120);

/// What cargo must be told to compile for the target.
#[derive(Debug)]
pub(crate) struct WasmTarget {
    /// The compiler to use instead of the toolchain's own.
    pub(crate) rustc: Option<PathBuf>,
    /// The linker that goes with it.
    pub(crate) linker: Option<PathBuf>,
    /// Whether the compiler can make a smaller standard library than the one that comes with it.
    pub(crate) has_library_source: bool,
}

/// What tells the compiler that a panic stops the program at once, without a word.
pub(crate) const IMMEDIATE_ABORT: &[&str] = &["-Zunstable-options", "-Cpanic=immediate-abort"];

/// What tells cargo to compile the standard library along with the page.
pub(crate) const BUILD_LIBRARY: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// Finds the target or brings it.
pub(crate) fn bring() -> Result<WasmTarget> {
    let sysroot = sysroot()?;
    if sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(of_toolchain(&sysroot));
    }
    // A prefix made once is proof that rustup could not help here: asking again would cost time at every run.
    if let Some(prefix) = debian::existing_prefix(&cache::root()?) {
        return with_debian(&prefix, &sysroot);
    }
    let rustup = add_with_rustup();
    let Err(reason) = rustup else {
        return Ok(of_toolchain(&sysroot));
    };
    if find_program("apt-get").is_none() || find_program("dpkg").is_none() {
        return Err(Failure::new(format!(
            "the WebAssembly target is missing and could not be installed ({reason}): \
             run `rustup target add {TARGET}` with a network"
        )));
    }
    announce(&format!("rustup cannot bring the WebAssembly target ({reason}): taking Debian's compiler instead."));
    with_debian(&debian::bring_prefix()?, &sysroot)
}

/// The toolchain's own target, with the sources of its library if they can be had: they only make the page smaller.
fn of_toolchain(sysroot: &Path) -> WasmTarget {
    let is_there = || sysroot.join("lib/rustlib/src/rust/library/std").is_dir();
    if !is_there() && find_program("rustup").is_some() {
        announce("Adding the sources of the standard library with rustup: once, about 3 MB.");
        // Without them the page is a tenth larger, no more.
        let _ = bounded(Command::new("rustup").args(["component", "add", "rust-src"]));
    }
    let mut probe = Command::new("rustc");
    probe.args(IMMEDIATE_ABORT).args(["--print", "cfg"]).env("RUSTC_BOOTSTRAP", "1");
    let has_library_source = is_there() && capture(&mut probe).is_ok() && has_library_dependencies();
    WasmTarget { rustc: None, linker: None, has_library_source }
}

/// Brings what the standard library itself stands on: while the page is built, cargo asks no network.
fn has_library_dependencies() -> bool {
    let mut fetch = cargo();
    fetch.args(["fetch", "--quiet", "--target", TARGET]).envs(BUILD_LIBRARY);
    capture(&mut fetch).is_ok()
}

fn with_debian(prefix: &Path, sysroot: &Path) -> Result<WasmTarget> {
    let rustc = Some(prefix.join(debian::COMPILER));
    Ok(WasmTarget { rustc, linker: Some(linker(sysroot)?), has_library_source: false })
}

/// The toolchain's folder.
fn sysroot() -> Result<PathBuf> {
    let output = capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(output.trim()))
}

/// The WebAssembly linker: the toolchain's, because Debian's package has none.
fn linker(sysroot: &Path) -> Result<PathBuf> {
    let rustlib = sysroot.join("lib/rustlib");
    let hosts = std::fs::read_dir(&rustlib).context(|| format!("reading {}", rustlib.display()))?;
    let in_toolchain =
        hosts.flatten().map(|host| host.path().join("bin/rust-lld")).find(|candidate| candidate.is_file());
    in_toolchain
        .or_else(|| find_program("wasm-ld"))
        .ok_or_else(|| Failure::new("there is no WebAssembly linker: install the package `lld`, which brings wasm-ld"))
}

/// Asks rustup for the target; gives up when it is cut off from its server, with the reason.
fn add_with_rustup() -> std::result::Result<(), String> {
    if find_program("rustup").is_none() {
        return Err("rustup is not installed".to_owned());
    }
    announce("Adding the WebAssembly target with rustup: once, about 20 MB.");
    bounded(Command::new("rustup").args(["target", "add", TARGET]))
}

/// Runs rustup for a while; a server that cannot be reached must show in seconds.
fn bounded(rustup: &mut Command) -> std::result::Result<(), String> {
    rustup.env("RUSTUP_MAX_RETRIES", "0").env("RUSTUP_DOWNLOAD_TIMEOUT", "20");
    let mut child = rustup
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let start = Instant::now();
    while start.elapsed() < RUSTUP_PATIENCE {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) if status.success() => return Ok(()),
            Some(_) => return Err("its server does not answer".to_owned()),
            None => std::thread::sleep(Duration::from_millis(100)),
        }
    }
    // Errors here mean that it has just ended by itself.
    let _ = child.kill();
    let _ = child.wait();
    Err("its server is too slow".to_owned())
}

//! The WebAssembly target from Debian's packages, without installing any of them.
//!
//! Debian's `rustc-web` and the sources of its standard library are unpacked into one folder of the cache, the *prefix*.
//! The standard library is compiled once and put beside the one for this machine, so that every clone then builds with
//! an ordinary compiler, without unstable options.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::wasm_target::TARGET;
use crate::cache;
use crate::process::{Context, Failure, Result, announce, capture, cargo, run};

/// The script below the prefix that starts its compiler.
pub(crate) const COMPILER: &str = "rustc";

/// What the names of the prefixes start with, below the cache folder.
const PREFIX: &str = "wasm/debian-";

/// The compiler, and the sources of the standard library.
const PACKAGES: [&str; 2] = ["rustc-web", "rust-web-src"];

/// The script: its own folder is the sysroot, wherever the cache moves it.
const COMPILER_SCRIPT: &str = "\
#!/bin/sh
prefix=$(dirname \"$(readlink -f \"$0\")\")
LD_LIBRARY_PATH=$prefix/usr/lib:$(echo \"$prefix\"/usr/lib/*-linux-gnu) \\
    exec \"$prefix/usr/bin/rustc\" --sysroot \"$prefix/usr\" \"$@\"
";

/// The package whose dependency on `std` makes cargo compile it. It needs size more than speed, as the page does, and
/// bitcode, so that link-time optimisation reaches into the library.
const STD_MANIFEST: &str = "\
[package]
name = \"sysroot\"
version = \"0.0.0\"
edition = \"2021\"

[lib]
path = \"lib.rs\"

[profile.release]
opt-level = \"s\"

[workspace]
";

/// A complete prefix of an earlier run.
pub(crate) fn existing_prefix(cache: &Path) -> Option<PathBuf> {
    let prefix = cache.join(PREFIX);
    let (folder, start) = (prefix.parent()?, prefix.file_name()?.to_str()?);
    let mut found: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(start)));
    found.sort();
    found.pop()
}

/// Makes the prefix.
pub(crate) fn bring_prefix() -> Result<PathBuf> {
    if candidate_version()?.is_none() {
        announce("Reading Debian's package lists (apt-get update).");
        run(Command::new("apt-get").args(["update", "-qq"])).map_err(|failure| {
            Failure::new(format!("{failure}. Run `apt-get update` as root once, then run this again."))
        })?;
    }
    let version = candidate_version()?.ok_or_else(|| {
        Failure::new(format!("this Debian has no package rustc-web: run `rustup target add {TARGET}` with a network"))
    })?;
    // The epoch's colon and the like have no place in a folder's name.
    let version: String =
        version.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    cache::entry(&format!("{PREFIX}{version}"), |prefix| {
        unpack(prefix)?;
        build_standard_library(prefix)
    })
}

/// The version of the compiler that apt would install.
fn candidate_version() -> Result<Option<String>> {
    let policy = capture(Command::new("apt-cache").args(["policy", PACKAGES[0]]).env("LC_ALL", "C"))?;
    let candidate = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: "));
    Ok(candidate.filter(|version| *version != "(none)").map(str::to_owned))
}

/// Downloads the packages and everything below them that this machine lacks, and unpacks them into the prefix.
fn unpack(prefix: &Path) -> Result<()> {
    announce("Downloading Debian's Rust compiler and library sources: once, about 140 MB.");
    let simulation =
        capture(Command::new("apt-get").args(["install", "--simulate", "--no-install-recommends"]).args(PACKAGES))?;
    let mut packages: BTreeSet<&str> = PACKAGES.into();
    packages.extend(to_install(&simulation));
    let downloads = prefix.join("downloads");
    fs::create_dir_all(&downloads).context(|| format!("creating {}", downloads.display()))?;
    capture(Command::new("apt-get").args(["download", "-qq"]).args(&packages).current_dir(&downloads))?;
    let archives = fs::read_dir(&downloads).context(|| format!("reading {}", downloads.display()))?;
    for archive in archives.flatten() {
        capture(Command::new("dpkg").arg("-x").arg(archive.path()).arg(prefix))?;
    }
    fs::remove_dir_all(&downloads).context(|| format!("removing {}", downloads.display()))?;
    let script = prefix.join(COMPILER);
    fs::write(&script, COMPILER_SCRIPT).context(|| format!("writing {}", script.display()))?;
    make_executable(&script)
}

/// The packages in the output of a simulated installation, whose lines read `Inst NAME (VERSION …)`.
fn to_install(simulation: &str) -> impl Iterator<Item = &str> {
    simulation.lines().filter_map(|line| line.strip_prefix("Inst ")?.split_whitespace().next())
}

/// Compiles the standard library and puts it where the prefix's compiler looks for it.
fn build_standard_library(prefix: &Path) -> Result<()> {
    announce("Compiling the standard library for WebAssembly: once, less than a minute on two cores.");
    let build = prefix.join("build");
    fs::create_dir_all(&build).context(|| format!("creating {}", build.display()))?;
    for (name, text) in [("Cargo.toml", STD_MANIFEST), ("lib.rs", "#![no_std]\n")] {
        fs::write(build.join(name), text).context(|| format!("writing {name} of the standard library's build"))?;
    }
    let sources = prefix.join("usr/lib/rustlib/src/rust");
    let flags = format!("-Cembed-bitcode=yes\x1f--remap-path-prefix={}=/rustc", sources.display());
    let mut command = cargo();
    command
        .current_dir(&build)
        .args(["build", "--quiet", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort", "--target-dir"])
        .arg(build.join("target"))
        .env("RUSTC", prefix.join(COMPILER))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_ENCODED_RUSTFLAGS", flags);
    run(&mut command)?;
    install_libraries(&build.join("target").join(TARGET).join("release/deps"), prefix)?;
    // Half a gigabyte that nothing reads any more.
    for leftover in [build, prefix.join("usr/src"), prefix.join("usr/bin/rustdoc")] {
        let removed = if leftover.is_dir() { fs::remove_dir_all(&leftover) } else { fs::remove_file(&leftover) };
        removed.context(|| format!("removing {}", leftover.display()))?;
    }
    Ok(())
}

fn install_libraries(built: &Path, prefix: &Path) -> Result<()> {
    let folder = prefix.join("usr/lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&folder).context(|| format!("creating {}", folder.display()))?;
    for library in fs::read_dir(built).context(|| format!("reading {}", built.display()))?.flatten() {
        let (path, name) = (library.path(), library.file_name());
        let is_library = path.extension().is_some_and(|extension| extension == "rlib");
        if is_library && !name.to_string_lossy().starts_with("libsysroot-") {
            fs::copy(&path, folder.join(&name)).context(|| format!("copying {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn make_executable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
        .context(|| format!("making {} executable", path.display()))
}

/// There is no Debian elsewhere, so this is never reached; it only has to compile.
#[cfg(not(unix))]
fn make_executable(_path: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simulated_installation_names_the_packages() {
        let simulation = "Reading package lists...\nInst libllvm22 (1:22.1 Debian [amd64])\n\
                          Inst rustc-web (1.96.0 Debian [amd64])\nConf rustc-web (1.96.0 Debian [amd64])\n";
        assert_eq!(to_install(simulation).collect::<Vec<_>>(), ["libllvm22", "rustc-web"]);
    }
}

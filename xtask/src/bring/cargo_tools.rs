//! Trunk, wasm-bindgen and mdBook: programs that cargo can install.
//!
//! Looked for in this order: `PATH`, the cache folder, `cargo binstall` (seconds), the source (minutes).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cache;
use crate::process::{Context, Failure, Result, announce, capture, cargo, find_program, project_root, run};

/// The newest Trunk that Rust 1.95 compiles; 0.22 asks for a newer compiler.
const TRUNK_VERSION: &str = "0.21.14";

/// The mdBook with which the tests build a book.
const MDBOOK_VERSION: &str = "0.5.4";

/// A program that cargo can install.
struct CargoTool<'a> {
    package: &'a str,
    program: &'a str,
    version: &'a str,
    /// Further arguments of `cargo install`.
    arguments: &'static [&'static str],
    /// How long the source takes to compile, measured on two cores.
    source_time: &'a str,
}

/// The folder that holds `trunk`.
pub(crate) fn trunk() -> Result<PathBuf> {
    CargoTool { package: "trunk", program: "trunk", version: TRUNK_VERSION, arguments: &[], source_time: "4 minutes" }
        .bring()
}

/// The folder that holds `wasm-bindgen`, whose version must be the one of the library in `Cargo.lock`.
pub(crate) fn wasm_bindgen() -> Result<PathBuf> {
    let path = project_root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).context(|| format!("reading {}", path.display()))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| Failure::new("Cargo.lock does not name a version of wasm-bindgen: run `cargo update`"))?;
    CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version,
        arguments: &[],
        source_time: "2 minutes",
    }
    .bring()
}

/// The folder that holds `mdbook`, without its server and its search.
pub(crate) fn mdbook() -> Result<PathBuf> {
    CargoTool {
        package: "mdbook",
        program: "mdbook",
        version: MDBOOK_VERSION,
        arguments: &["--no-default-features"],
        source_time: "2 minutes",
    }
    .bring()
}

/// The version of `package` in the text of a `Cargo.lock`.
fn locked_version<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

impl CargoTool<'_> {
    fn bring(&self) -> Result<PathBuf> {
        if let Some(program) = find_program(self.program)
            && self.is_right(&program)
        {
            return Ok(program.parent().unwrap_or(Path::new(".")).to_owned());
        }
        let name = format!("tools/{}-{}", self.package, self.version);
        Ok(cache::entry(&name, |folder| self.install(folder))?.join("bin"))
    }

    /// Whether this program reports the wanted version, as in "trunk 0.21.14".
    fn is_right(&self, program: &Path) -> bool {
        capture(Command::new(program).arg("--version")).is_ok_and(|output| {
            output.split_whitespace().nth(1).map(|it| it.trim_start_matches('v')) == Some(self.version)
        })
    }

    fn install(&self, folder: &Path) -> Result<()> {
        if find_program("cargo-binstall").is_some() && self.install_binary(folder) {
            return Ok(());
        }
        announce(&format!(
            "Compiling {} {} from source: once, about {} on two cores.",
            self.package, self.version, self.source_time
        ));
        // A tool that runs for seconds does not repay minutes of optimisation.
        let mut install = cargo();
        install
            .args(["install", "--locked", "--quiet", self.package, "--version", self.version, "--root"])
            .arg(folder)
            .args(self.arguments)
            .current_dir(folder)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .env("CARGO_TARGET_DIR", folder.join("build"));
        run(&mut install).map_err(|failure| {
            Failure::new(format!(
                "{failure}. Install {} {} by hand so that `{}` is on PATH, then run this again.",
                self.package, self.version, self.program
            ))
        })?;
        fs::remove_dir_all(folder.join("build")).context(|| format!("cleaning up after {}", self.package))
    }

    /// Tries to download a ready-made program; says whether it is there and runs.
    fn install_binary(&self, folder: &Path) -> bool {
        announce(&format!("Downloading {} {} with cargo binstall.", self.package, self.version));
        let mut binstall = cargo();
        binstall
            .args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--install-path"])
            .arg(folder.join("bin"))
            .arg(format!("{}@{}", self.package, self.version))
            .stdin(Stdio::null());
        capture(&mut binstall).is_ok() && self.is_right(&folder.join("bin").join(self.program))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_the_one_of_exactly_this_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.126\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.126"));
        assert_eq!(locked_version(lock, "yew"), None);
    }
}

//! Which language a shell-form instruction is written in.

/// The language of a script, as far as this module cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// `sh`, `bash`, `dash`, `ash`, `ksh`, `zsh`: [`super::parse`] understands it.
    Posix,
    /// Windows `PowerShell` or `pwsh`.
    PowerShell,
    /// `cmd.exe`.
    Cmd,
    /// Anything else: `python`, `fish`, `node`.
    Other,
}

/// The dialect of a `SHELL` instruction, or of a `#!` line: `["/bin/bash", "-o", "pipefail", "-c"]`.
///
/// No words means the default of Docker on Linux, `/bin/sh -c`. `env` and `busybox` in front are looked through.
pub fn dialect(shell_words: &[String]) -> Dialect {
    let mut words = shell_words.iter();
    let Some(mut program) = words.next() else { return Dialect::Posix };
    if matches!(program_name(program).as_str(), "env" | "busybox") {
        match words.find(|word| !word.starts_with('-') && !word.contains('=')) {
            Some(next) => program = next,
            None => return Dialect::Other,
        }
    }
    match program_name(program).as_str() {
        "sh" | "bash" | "dash" | "ash" | "ksh" | "mksh" | "zsh" | "rbash" => Dialect::Posix,
        "powershell" | "pwsh" => Dialect::PowerShell,
        "cmd" => Dialect::Cmd,
        _ => Dialect::Other,
    }
}

/// The words of the `#!` line that a here-document may start with: `["/usr/bin/env", "python3"]`.
pub fn interpreter(text: &str) -> Option<Vec<String>> {
    let line = text.strip_prefix("#!")?.lines().next()?;
    let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    (!words.is_empty()).then_some(words)
}

/// The file name of a program, lower case, without `.exe`; both kinds of slash separate.
fn program_name(program: &str) -> String {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program).to_ascii_lowercase();
    name.strip_suffix(".exe").map_or(name.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Dialect, dialect, interpreter};

    #[test]
    fn dialects() {
        let cases = [
            ("", Dialect::Posix),
            ("/bin/sh -c", Dialect::Posix),
            ("/bin/bash -o pipefail -c", Dialect::Posix),
            ("bash.exe -c", Dialect::Posix),
            ("/usr/bin/env -S bash -e", Dialect::Posix),
            ("busybox ash -c", Dialect::Posix),
            ("powershell -Command $ErrorActionPreference='Stop';", Dialect::PowerShell),
            (r"C:\Windows\System32\PowerShell.EXE -c", Dialect::PowerShell),
            ("pwsh -c", Dialect::PowerShell),
            ("cmd /S /C", Dialect::Cmd),
            (r"C:\Windows\cmd.exe", Dialect::Cmd),
            ("/usr/bin/python3", Dialect::Other),
            ("/usr/bin/env", Dialect::Other),
        ];
        for (words, expected) in cases {
            let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
            assert_eq!(dialect(&words), expected, "{words:?}");
        }
    }

    #[test]
    fn interpreters() {
        assert_eq!(interpreter("#!/usr/bin/env python3\nprint()"), Some(vec!["/usr/bin/env".into(), "python3".into()]));
        assert_eq!(interpreter("#!"), None);
        assert_eq!(interpreter("echo"), None);
    }
}

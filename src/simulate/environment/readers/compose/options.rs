//! The words of a `docker compose` call that decide which files are read.

use std::collections::BTreeMap;

/// Options before the sub-command, completed from `COMPOSE_*` variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Options<'a> {
    pub(super) files: Vec<&'a str>,
    pub(super) env_files: Vec<&'a str>,
    pub(super) project_directory: Option<&'a str>,
    pub(super) project_name: Option<&'a str>,
}

impl<'a> Options<'a> {
    pub(super) fn parse(arguments: &'a [String]) -> Self {
        let mut options = Self::default();
        let mut words = arguments.iter().map(String::as_str);
        while let Some(word) = words.next() {
            let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
            let attached =
                |short: &str| word.strip_prefix(short).filter(|rest| !rest.is_empty() && !rest.starts_with('='));
            match name {
                "-f" | "--file" => options.files.extend(value.or_else(|| words.next())),
                "--env-file" => options.env_files.extend(value.or_else(|| words.next())),
                "--project-directory" | "--workdir" => options.project_directory = value.or_else(|| words.next()),
                "-p" | "--project-name" => options.project_name = value.or_else(|| words.next()),
                "--profile" | "--ansi" | "--progress" | "--parallel" => {
                    if value.is_none() {
                        words.next();
                    }
                }
                _ => {
                    options.files.extend(attached("-f"));
                    options.project_name = attached("-p").or(options.project_name);
                }
            }
        }
        options
    }
}

/// The `.env` files that the options or the shell name; `None` means the default ones, an empty list none.
pub(super) fn env_files(options: &Options<'_>, shell: &BTreeMap<String, String>) -> Option<Vec<String>> {
    if !options.env_files.is_empty() {
        return Some(options.env_files.iter().map(ToString::to_string).collect());
    }
    if let Some(list) = shell.get("COMPOSE_ENV_FILES").filter(|list| !list.is_empty()) {
        return Some(list.split(',').map(|path| path.trim().to_owned()).collect());
    }
    let disabled = shell.get("COMPOSE_DISABLE_ENV_FILE").map(String::as_str);
    matches!(disabled, Some("1" | "t" | "T" | "true" | "TRUE" | "True")).then(Vec::new)
}

/// `-e` of `docker compose run`.
pub(super) fn run_environment(words: &[String]) -> Vec<&str> {
    super::super::option_values(words, "--env", Some('e'))
}

/// `--env-from-file` of `docker compose run`.
pub(super) fn run_files(words: &[String]) -> Vec<&str> {
    super::super::option_values(words, "--env-from-file", None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_in_every_spelling() {
        let words = "--file=a.yaml -f b.yaml -fc.yaml --env-file x --profile p --project-directory d -p n";
        let words: Vec<_> = words.split(' ').map(str::to_owned).collect();
        let options = Options::parse(&words);
        assert_eq!(options.files, ["a.yaml", "b.yaml", "c.yaml"]);
        assert_eq!((options.project_directory, options.project_name), (Some("d"), Some("n")));
        assert_eq!(env_files(&options, &BTreeMap::new()), Some(vec!["x".to_owned()]));
    }

    #[test]
    fn the_shell_may_name_the_env_files() {
        let shell = |name: &str, value: &str| [(name.to_owned(), value.to_owned())].into();
        let none = Options::default();
        assert_eq!(env_files(&none, &shell("COMPOSE_ENV_FILES", "a,b")), Some(vec!["a".into(), "b".into()]));
        assert_eq!(env_files(&none, &shell("COMPOSE_DISABLE_ENV_FILE", "1")), Some(vec![]));
        assert_eq!(env_files(&none, &BTreeMap::new()), None);
    }
}

//! `fix`: the file with its fixes applied.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;

use dockerfile_playground::export::patch;
use dockerfile_playground::model::context::ContextEntry;
use dockerfile_playground::rules::{Elsewhere, Safety, fix_all};
use dockerfile_playground::{Project, Settings, analyze};

use crate::Verdict;
use crate::arguments::FixArguments;
use crate::failure::Failure;
use crate::input::{self, Damage, Input};
use crate::terminal::amount;
use crate::{check, output, terminal};

pub(crate) fn run(arguments: &FixArguments) -> Result<Verdict, Failure> {
    let input = input::project(&arguments.input, Damage::Refuse)?;
    let mut settings = check::settings(&arguments.judge)?;
    check::propose(&mut settings, arguments.judge.profile, &input, true);
    let Input { project, name, path } = input;
    if arguments.write && path.is_none() {
        return Err(Failure::new("--write needs the path of a Dockerfile; leave it out to print the fixed file"));
    }
    let (text, applied) = fix_all(&project, &settings, |_, safety| arguments.r#unsafe || safety == Safety::Safe);
    let mut fixed = Project { dockerfile: text.clone(), ..project.clone() };
    let others = elsewhere(&fixed, &settings);
    let is_taken = arguments.r#unsafe && (arguments.diff || arguments.write);
    for it in others.iter().filter(|_| is_taken) {
        let text = it.applied(project.text_of(&it.path).unwrap_or_default());
        fixed.files.insert(it.path.clone(), ContextEntry::file(&text));
    }
    let summary = summary(&fixed, &settings, applied.len());
    if arguments.diff {
        output::styled(&terminal::diff(&patch::unified(&project.dockerfile, &text, &name)))?;
        for it in others.iter().filter(|_| is_taken) {
            let (before, after) = (project.text_of(&it.path), fixed.text_of(&it.path).unwrap_or_default());
            let mut patch = patch::unified(before.unwrap_or_default(), after, &it.path);
            if before.is_none() {
                // `git apply` knows a new file by that.
                patch = patch.replacen(&format!("--- a/{}", it.path), "--- /dev/null", 1);
            }
            output::styled(&terminal::diff(&patch))?;
        }
    } else if let (true, Some(path)) = (arguments.write, &path) {
        if text != project.dockerfile {
            replace(path, &text)?;
        }
        for it in others.iter().filter(|_| is_taken) {
            write_beside(arguments, it, fixed.text_of(&it.path).unwrap_or_default())?;
        }
        output::styled(&format!("{name}: {summary}\n"))?;
    } else {
        output::data(&text)?;
    }
    if !arguments.write {
        output::note(&format!("{name}: {summary}"));
    }
    for it in others.iter().filter(|_| !is_taken) {
        let lines = it.added.join("` `");
        output::note(&format!("{}: missing `{lines}` (--unsafe with --write or --diff adds that)", it.path));
    }
    Ok(Verdict::Clean)
}

/// What the findings that are left want in other files, one entry a file.
fn elsewhere(project: &Project, settings: &Settings) -> Vec<Elsewhere> {
    let mut others: Vec<Elsewhere> = Vec::new();
    for it in analyze(project, settings).findings.into_iter().filter_map(|it| it.elsewhere) {
        match others.iter_mut().find(|other| other.path == it.path) {
            Some(other) => {
                let new: Vec<String> = it.added.into_iter().filter(|line| !other.added.contains(line)).collect();
                other.added.extend(new);
            }
            None => others.push(it),
        }
    }
    others.retain(|it| !it.added.is_empty());
    others
}

/// Writes a file of the build context, which may be new.
fn write_beside(arguments: &FixArguments, elsewhere: &Elsewhere, text: &str) -> Result<(), Failure> {
    // Only a folder has files that anything can be found in.
    let Some(folder) = &arguments.input.build.context else { return Ok(()) };
    let path = folder.join(&elsewhere.path);
    if path.exists() {
        return replace(&path, text);
    }
    fs::write(&path, text).map_err(|error| Failure::file("write", &path, &error))
}

/// What was done and what is left.
fn summary(fixed: &Project, settings: &Settings, applied: usize) -> String {
    let left = analyze(fixed, settings);
    let done = match applied {
        0 => "nothing fixed".to_owned(),
        1 => "1 fix applied".to_owned(),
        count => format!("{count} fixes applied"),
    };
    let rest = match left.findings.len() + left.syntax_errors.len() {
        0 => "nothing left".to_owned(),
        count => format!("{} left", amount(count, "finding")),
    };
    let hint = match left.findings.iter().filter(|finding| !finding.fixes.is_empty()).count() {
        0 => String::new(),
        count => format!(", {count} with a fix to look at first (--unsafe)"),
    };
    format!("{done}, {rest}{hint}")
}

/// Writes the file anew beside the old one and puts it in its place, so that at every moment one of them is whole.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    // Of a symbolic link, the file behind it changes, not the link.
    let target = fs::canonicalize(path).map_err(|error| Failure::file("write", path, &error))?;
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let fresh = target.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = (|| {
        let permissions = fs::metadata(&target)?.permissions();
        let mut file: File = OpenOptions::new().write(true).create_new(true).open(&fresh)?;
        file.write_all(text.as_bytes())?;
        file.set_permissions(permissions)?;
        file.sync_all()?;
        fs::rename(&fresh, &target)
    })();
    written.map_err(|error| {
        // What is left of the attempt is of no use; that it cannot be removed is not what went wrong.
        let _ = fs::remove_file(&fresh);
        Failure::file("write", path, &error)
    })
}

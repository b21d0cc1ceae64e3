//! What is done to the files of the build context.

use std::rc::Rc;

use dockerfile_playground::model::purpose::{Proposal, proposed};
use dockerfile_playground::project::DEFAULT_DOCKERFILE_PATH;
use dockerfile_playground::rules::Elsewhere;
use dockerfile_playground::settings::Profile;
use dockerfile_playground::syntax::parse;

use super::State;
use crate::page::files::{Files, Opened};
use crate::page::texts::text;
use crate::page::work::Work;

impl State {
    /// The build context to be changed; what was only guessed becomes the user's own.
    pub(super) fn context(&mut self) -> &mut Files {
        let Work { text, files, .. } = &mut self.work;
        Rc::make_mut(files.get_or_insert_with(|| Rc::new(Files::guessed(text))))
    }

    pub(super) fn rename_file(&mut self, from: &str, to: &str) {
        if self.context().rename(from, to) {
            if self.work.open_file.as_deref() == Some(from) {
                self.work.open_file = Some(to.to_owned());
            }
            self.announce(&text!("told-renamed", from = from, to = to));
        } else {
            self.announce(&text!("told-name-taken", name = to));
        }
    }

    pub(super) fn remove_file(&mut self, path: &str) {
        self.remember_context(&text!("context-removing", path = path));
        self.context().remove(path);
        if self.work.open_file.as_deref() == Some(path) {
            self.work.open_file = None;
        }
        self.announce(&text!("told-removed", path = path));
    }

    /// The Dockerfile has an editor of its own.
    pub(super) fn show_file(&mut self, path: Option<String>) {
        let own = self.work.files.as_ref().map_or(DEFAULT_DOCKERFILE_PATH, |files| files.dockerfile_path());
        self.work.open_file = path.filter(|path| path != own);
    }

    pub(super) fn add_lines(&mut self, elsewhere: &Elsewhere) {
        let path = &elsewhere.path;
        self.remember_context(&text!("context-adding", path = path));
        let files = self.context();
        let text = elsewhere.applied(files.texts.get(path).map_or("", String::as_str));
        files.write(path, text);
        self.announce(&text!("told-lines-added", count = elsewhere.added.len(), path = path));
    }

    /// Keeps the build context before something is done to it that only this takes back.
    pub(super) fn remember_context(&mut self, what: &str) {
        self.context_before = Some((self.work.files.clone(), what.into()));
    }

    /// Takes the profile that the names of an opened Dockerfile and its stage propose, if it is another one.
    fn propose_profile(&mut self, path: &str, opened: &Files) -> Option<Proposal> {
        let proposal = proposed(path, None, &parse(opened.texts.get(path)?))?;
        let before = std::mem::replace(&mut self.work.profile, proposal.profile);
        (before != proposal.profile).then_some(proposal)
    }

    /// A folder is a whole build context, files are a part of one.
    pub(super) fn open_files(&mut self, opened: &Opened, dockerfile: Option<&str>) {
        let before = self.work.files.clone();
        let mut files = match &before {
            Some(files) if !opened.is_folder() => (**files).clone(),
            // Files without a Dockerfile are for the one in the editor, which finds others beside them.
            None if !opened.is_folder() && opened.files.dockerfiles().is_empty() => Files::guessed(&self.work.text),
            _ => Files::default(),
        };
        files.extend(&opened.files);
        if let Some(path) = dockerfile {
            files.set_dockerfile_path(path);
        }
        let mut notice = opened.notice(dockerfile);
        if let Some(proposal) = dockerfile.and_then(|path| self.propose_profile(path, &opened.files)) {
            notice = match proposal.profile {
                Profile::Dev => text!("opened-for-dev", opened = &notice, name = &proposal.name),
                Profile::Prod => text!("opened-for-prod", opened = &notice, name = &proposal.name),
            };
        }
        match dockerfile.and_then(|path| opened.files.texts.get(path)) {
            Some(text) => self.exchange(text, &notice),
            None => self.announce(&notice),
        }
        self.context_before = Some((before, opened.what().into()));
        self.work.open_file = None;
        // A Dockerfile alone says nothing of what is beside it.
        if !(dockerfile.is_some() && opened.files.len() == 1) {
            self.work.files = Some(Rc::new(files));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::page::state::Action;

    fn state() -> State {
        State::new(Work::default())
    }

    #[test]
    fn a_guess_becomes_ones_own_with_the_first_edit() {
        let text = "FROM python\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n";
        let guessed = state().reduce(Action::Typed(text.into()));
        assert!(guessed.project().files.is_empty());
        let written = guessed.reduce(Action::FileWritten(".dockerignore".to_owned(), "*.md\n".to_owned()));
        let files = written.project().files;
        assert_eq!(files.keys().collect::<Vec<_>>(), [".dockerignore", "requirements.txt"]);
        assert!(written.reduce(Action::FilesForgotten).project().files.is_empty());
    }

    #[test]
    fn lines_are_added_to_a_file_and_taken_back() {
        let added = vec![".env".to_owned(), "**/.git".to_owned()];
        let wanted = Elsewhere { path: ".dockerignore".to_owned(), line: None, added };
        let before = state().reduce(Action::FileWritten(".env".to_owned(), "A=1".to_owned()));
        let after = before.reduce(Action::LinesAdded(wanted));
        assert_eq!(after.project().text_of(".dockerignore"), Some(".env\n**/.git\n"));
        assert_eq!(after.undoable().as_deref(), Some("Adding to .dockerignore"));
        assert_eq!(after.reduce(Action::ContextUndone).work.files, before.work.files);
    }

    #[test]
    fn a_removed_file_comes_back() {
        let written = state().reduce(Action::FileWritten("a".to_owned(), "1".to_owned()));
        let removed = written.reduce(Action::FileRemoved("a".to_owned()));
        assert_eq!(removed.undoable().as_deref(), Some("Removing a"));
        assert_eq!(removed.reduce(Action::ContextUndone).work.files, written.work.files);
    }

    #[test]
    fn a_folder_takes_the_place_of_the_files_and_files_join_them() {
        let opened = |name: &str, paths: &[&str]| {
            let texts =
                paths.iter().map(|path| ((*path).to_owned(), format!("FROM {path}"))).collect::<BTreeMap<_, _>>();
            Rc::new(Opened { name: name.to_owned(), files: texts.into(), problems: Vec::new() })
        };
        let mine =
            state().reduce(Action::Typed("FROM mine".into())).reduce(Action::FilesOpened(opened("", &["a"]), None));
        let paths = |state: &State| state.project().files.into_keys().collect::<Vec<_>>();
        assert_eq!(paths(&mine), ["a"]);
        let both = mine.reduce(Action::FilesOpened(opened("", &["b"]), None));
        assert_eq!((paths(&both), &*both.work.text), (vec!["a".to_owned(), "b".to_owned()], "FROM mine"));
        let folder = opened("app", &["Dockerfile", "c"]);
        let other = both.reduce(Action::FilesOpened(folder, Some("Dockerfile".to_owned())));
        assert_eq!(
            (paths(&other), &*other.work.text),
            (vec!["Dockerfile".to_owned(), "c".to_owned()], "FROM Dockerfile")
        );
        // One in a folder below stays there: the build context is the folder that was opened.
        let below = opened("app", &["Dockerfile", "sub/Dockerfile", "sub/Dockerfile.dockerignore", "c"]);
        let below = both.reduce(Action::FilesOpened(below, Some("sub/Dockerfile".to_owned())));
        let project = below.project();
        assert_eq!((&*below.work.text, project.dockerfile_path.as_str()), ("FROM sub/Dockerfile", "sub/Dockerfile"));
        assert_eq!(project.text_of("Dockerfile"), Some("FROM Dockerfile"));
        assert_eq!(project.ignore_file_path().as_deref(), Some("sub/Dockerfile.dockerignore"));
        let shown = |path: &str| below.reduce(Action::FileShown(Some(path.to_owned()))).work.open_file;
        assert_eq!((shown("sub/Dockerfile"), shown("Dockerfile").as_deref()), (None, Some("Dockerfile")));
        let back = other.reduce(Action::PreviousWanted);
        assert_eq!((paths(&back), &*back.work.text), (paths(&both), "FROM mine"));
        let dev = both.reduce(Action::FilesOpened(opened("", &["Dockerfile.dev"]), Some("Dockerfile.dev".to_owned())));
        assert_eq!((both.work.profile, dev.work.profile), (Profile::Prod, Profile::Dev));
        assert!(dev.notice.as_ref().is_some_and(|(_, told)| told.ends_with("Dockerfile.dev")), "{:?}", dev.notice);
        // A Dockerfile alone is the text and says nothing of a build context.
        let alone = both.reduce(Action::FilesOpened(opened("", &["x.Dockerfile"]), Some("x.Dockerfile".to_owned())));
        assert_eq!((alone.work.files.clone(), &*alone.work.text), (None, "FROM x.Dockerfile"));
    }
}

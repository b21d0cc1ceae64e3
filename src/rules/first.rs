/// The rules that a page asks before all of its code has arrived: those that have something to say of the file which a
/// first visitor sees. `xtask/split` reads this list and lets the code of all others come later.
pub const FIRST: &[&str] = &[
    "development-server-in-production",
    "end-of-life-base-image",
    "flask-env-development",
    "pip-cache-in-image",
    "python-output-buffered",
    "reloader-in-production",
    "root-at-run-time",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::FIRST;
    use crate::settings::Profile;
    use crate::{Project, Settings, analyze, analyze_first};

    #[test]
    fn they_say_all_that_there_is_to_say_of_the_first_sample() {
        let sample = include_str!("../../static/samples/flask-dev.Dockerfile");
        let project = Project { dockerfile: sample.to_owned(), ..Project::default() };
        let mut heard = BTreeSet::new();
        for profile in [Profile::Dev, Profile::Prod] {
            let settings = Settings { profile, ..Settings::default() };
            let first = analyze_first(&project, &settings);
            assert_eq!(first.findings, analyze(&project, &settings).findings, "{profile:?}");
            heard.extend(first.findings.into_iter().map(|finding| finding.rule));
        }
        assert_eq!(heard.into_iter().collect::<Vec<_>>(), FIRST);
    }
}

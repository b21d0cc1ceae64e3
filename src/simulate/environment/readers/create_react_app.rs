//! Create React App: `react-scripts` with the dotenv 10 and dotenv-expand 5 that it ships.
//!
//! Source: `react-scripts/config/env.js` 5.0.1; the project's page "Adding Custom Environment Variables".

use super::super::expansion::javascript::Algorithm;
use super::super::file_layer::{FileLayer, read_lenient};
use super::super::files::Files;
use super::super::grammar::javascript::{Dialect, parse};
use super::super::ladder::{Candidate, Ladder};
use super::super::resolution::When;
use super::super::scenario::Scenario;
use super::dotenv_expand::expand_into;

const NOT_SHOWN: &str =
    "Only names that start with REACT_APP_ reach the bundle (and NODE_ENV, PUBLIC_URL, WDS_SOCKET_*, FAST_REFRESH).";

pub(in super::super) fn read(scenario: &Scenario, files: Files<'_>, ladder: &mut Ladder) {
    let mode = scenario.mode.as_deref().unwrap_or("production");
    let folder = scenario.cwd.as_deref().unwrap_or_default();
    let forced = "react-scripts sets NODE_ENV itself: production for build, development for start, test for test.";
    ladder.set("NODE_ENV", Candidate::new("react-scripts", mode, When::Build), forced);
    let mut paths =
        vec![format!(".env.{mode}.local"), ".env.local".to_owned(), format!(".env.{mode}"), ".env".to_owned()];
    if mode == "test" {
        paths.remove(1);
    }
    for name in paths.iter().filter_map(|path| files.find(folder, path)) {
        let parsed = read_lenient(files, name, ladder, |text| parse(text, Dialect::Lines));
        expand_into(
            ladder,
            FileLayer::new(parsed, "react-scripts env file", name, When::Build),
            Algorithm::Five,
            false,
        );
    }
    ladder.hide(is_shown, NOT_SHOWN);
    ladder.fixed_at(When::Build, |_| true);
}

pub(in super::super) fn is_shown(name: &str) -> bool {
    const OTHERS: [&str; 6] =
        ["NODE_ENV", "PUBLIC_URL", "WDS_SOCKET_HOST", "WDS_SOCKET_PATH", "WDS_SOCKET_PORT", "FAST_REFRESH"];
    let prefix = name.get(.."REACT_APP_".len());
    prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("REACT_APP_")) || OTHERS.contains(&name)
}

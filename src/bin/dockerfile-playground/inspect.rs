//! `inspect`: instructions, stages and scopes as JSON.

use dockerfile_playground::export::{inspect, json};
use dockerfile_playground::model::Dockerfile;
use dockerfile_playground::syntax;

use crate::Verdict;
use crate::arguments::InputArguments;
use crate::failure::Failure;
use crate::input::{self, Damage};
use crate::output;

pub(crate) fn run(arguments: &InputArguments) -> Result<Verdict, Failure> {
    let project = input::project(arguments, Damage::Tolerate)?.project;
    let tree = syntax::parse(&project.dockerfile);
    let dockerfile = Dockerfile::resolve(&tree, &project);
    output::data(&json::document(&inspect::inspect(&dockerfile)))?;
    Ok(Verdict::Clean)
}

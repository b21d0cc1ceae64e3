//! The built page in a real browser, as people use it.

mod appearance;
mod editor;
mod environment;
mod explain;
mod findings;
mod keeping;
mod keyboard;
mod loading;
mod main_job;
mod rebuild;

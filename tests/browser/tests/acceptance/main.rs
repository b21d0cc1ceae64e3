//! The built page in a real browser, as people use it.

mod appearance;
mod completion;
mod editor;
mod embed;
mod environment;
mod explain;
mod export;
mod files;
mod findings;
mod gallery;
mod keeping;
mod keyboard;
mod learn;
mod loading;
mod main_job;
mod offline;
mod rebuild;
mod share;
mod variant;

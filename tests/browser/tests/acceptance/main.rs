//! The built page in a real browser, as people use it.

mod loading;

//! The page. Everything is below `page`; what it knows of Dockerfiles comes from the engine.

mod page;

/// Does nothing: the page's script begins when all is there that the first view needs (`begin`).
fn main() {}

//! The page. Everything is below `page`; what it knows of Dockerfiles comes from the engine.

mod page;

fn main() {
    page::start();
}

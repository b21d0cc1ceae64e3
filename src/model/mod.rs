//! What a Dockerfile means: stages, scopes, expanded words, image references, `.dockerignore` and the build context.

pub mod context;
pub mod expand;
pub mod ignore;
pub mod image;
pub mod path;

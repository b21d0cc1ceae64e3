//! The page. Everything is below `page`; what it knows of Dockerfiles comes from the engine.

mod page;

/// The allocator of the standard library takes 2 KB more (compressed), and the engine a twentieth more time with it.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Does nothing: the page's script begins when all is there that the first view needs (`begin`).
fn main() {}

//! The page. Everything is below `page`; what it knows of Dockerfiles comes from the engine.

mod page;

/// The standard library's allocator takes nearly twice the code and a tenth more time.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Does nothing: the page's script begins when all is there that the first view needs (`begin`).
fn main() {}

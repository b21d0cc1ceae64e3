//! BuildKit's build checks, as its Dockerfile frontend 1.26 applies them.
//!
//! Knows the `check` directive and the check comments. Our own judgement of the same matters is in the rules around
//! this folder.

use super::Original;

/// Every build check, in the order of its name.
pub(super) static ALL: &[Original] = &[];

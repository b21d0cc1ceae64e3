//! The rules of hadolint 2.15.1, as it applies them: its quirks are wanted here.
//!
//! Knows hadolint's severities, options and pragmas. Our own judgement of the same matters is in the rules around this
//! folder.

use super::Original;

/// Every rule of hadolint, in the order of its code.
pub(super) static ALL: &[Original] = &[];

//! How each family of tools replaces `$NAME` and `${NAME…}` in values.

pub(super) mod compose;
pub(super) mod javascript;
pub(super) mod python;

/// A limit on the bytes that replacing may touch, so that values that refer to each other in circles, or double with
/// every step, end with a message instead of never.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    left: usize,
}

/// The budget is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exhausted;

impl Budget {
    /// Enough for every sensible use of an input of this many bytes.
    pub(super) const fn for_input(bytes: usize) -> Self {
        Self { left: (1 << 20) + 16 * bytes }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Exhausted> {
        self.left = self.left.checked_sub(bytes + 16).ok_or(Exhausted)?;
        Ok(())
    }
}

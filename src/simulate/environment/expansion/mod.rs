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
    pub(super) const fn new() -> Self {
        Self { left: 16 << 20 }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Exhausted> {
        self.left = self.left.checked_sub(bytes + 16).ok_or(Exhausted)?;
        Ok(())
    }
}

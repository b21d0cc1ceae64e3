use gloo::timers::callback::Timeout;

/// Something that happens later, unless this is dropped before.
#[derive(Debug)]
pub(crate) struct Timer {
    _timeout: Timeout,
}

impl Timer {
    /// Calls `action` after `milliseconds`.
    pub(crate) fn after(milliseconds: u32, action: impl FnOnce() + 'static) -> Self {
        Self { _timeout: Timeout::new(milliseconds, action) }
    }
}

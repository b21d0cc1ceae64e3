use super::{Context, Report, Severity};

/// A rule of another tool, exactly as that tool has it: users switch and compare with it.
///
/// Our own judgement of the same matter is a [`super::Rule`], which carries the code among its names. A tool that reads
/// the file in a way of its own has checks over that reading instead of the [`Context`].
#[derive(Clone, Copy, Debug)]
pub struct Original<Check = fn(&Context<'_>, &mut Report)> {
    /// The tool's name for it.
    pub code: &'static str,
    /// The tool's severity without any configuration; `None` where it is off unless switched on.
    pub severity: Option<Severity>,
    /// Why it matters.
    pub why: &'static str,
    /// What to do about it.
    pub help: &'static str,
    /// Looks at a whole file and reports what the tool would, each at a range that starts on the line that the tool
    /// names.
    pub check: Check,
}

impl<Check> Original<Check> {
    /// What the rule says of itself.
    pub const fn without_check(&self) -> Original<()> {
        Original { code: self.code, severity: self.severity, why: self.why, help: self.help, check: () }
    }
}

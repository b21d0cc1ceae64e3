//! Variables that name the environment of a framework.

use super::Context;
use crate::text::TextRange;

/// A variable, its value for developers, the one for users, and whether the way back is as clear as the way there.
pub(super) const ENVIRONMENTS: &[(&str, &str, &str, bool)] = &[
    ("NODE_ENV", "development", "production", true),
    ("NODE_ENV", "dev", "production", false),
    ("RAILS_ENV", "development", "production", false),
    ("RACK_ENV", "development", "production", false),
    // Laravel, CodeIgniter and Symfony have words of their own for developers.
    ("APP_ENV", "local", "production", false),
    ("APP_ENV", "development", "production", false),
    ("APP_ENV", "dev", "prod", true),
    ("CI_ENVIRONMENT", "development", "production", true),
    ("ASPNETCORE_ENVIRONMENT", "Development", "Production", true),
    ("DOTNET_ENVIRONMENT", "Development", "Production", true),
    ("MIX_ENV", "dev", "prod", false),
    ("GIN_MODE", "debug", "release", true),
    ("SPRING_PROFILES_ACTIVE", "dev", "prod", true),
];

/// Whether a RUN of the image sees a variable that is set at `setting`.
pub(super) fn is_seen_by_a_run(ctx: &Context<'_>, setting: TextRange) -> bool {
    ctx.dockerfile.shipped_code().any(|(run, _)| ctx.dockerfile.tree.instructions[run].range.start > setting.end)
}

pub(crate) fn run(_: Option<&str>) -> crate::process::Result<()> {
    Ok(())
}

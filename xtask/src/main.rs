//! Tasks for people who build Fledgling.
fn main() {}

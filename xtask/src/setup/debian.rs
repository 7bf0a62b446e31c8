//! Packages of Debian.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Once;

use anyhow::{Result, bail};

use super::Missing;
use crate::process;

/// Whether this is Debian itself; its relatives name and split packages differently.
pub(super) fn is_here() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| names_debian(&text))
        && Path::new("/usr/bin/apt-get").is_file()
}

fn names_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .any(|line| matches!(line.trim(), "ID=debian" | "ID=\"debian\""))
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// Whether packages can be installed without asking anybody.
pub(super) fn can_install() -> bool {
    is_here() && is_root()
}

/// The command for a person with the right to install.
pub(super) fn by_hand(packages: &[&str]) -> String {
    format!(
        "sudo apt-get install --no-install-recommends {}",
        packages.join(" ")
    )
}

/// Installs packages.
///
/// # Errors
/// When this is not Debian, when the person may not install, or when apt-get fails: each says what to run.
pub(super) fn install(packages: &[&str], missing: &Missing<'_>) -> Result<()> {
    if !can_install() {
        bail!(
            "{} is missing ({}), and installing it needs root. Run `{}`, then this again.",
            missing.what,
            missing.why,
            by_hand(packages)
        );
    }
    let mut commands = Vec::new();
    // The lists of packages are fetched once, however many steps follow.
    static LISTS: Once = Once::new();
    LISTS.call_once(|| commands.push(apt_get(&["update", "-qq"])));
    let mut install = apt_get(&["install", "-y", "-qq", "--no-install-recommends"]);
    install.args(packages);
    commands.push(install);
    missing.install(&mut commands)
}

fn apt_get(args: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command
        .args(["-o", "DPkg::Lock::Timeout=300"])
        .args(args)
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_debian_from_its_relatives() {
        assert!(names_debian(
            "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"
        ));
        assert!(!names_debian("ID=ubuntu\nID_LIKE=debian\n"));
    }
}

//! A compiler that can build for browsers.
//!
//! Most people get it from rustup. Some machines have a rustup that can fetch nothing; there, Debian's
//! `rustc-web` can do it, once its standard library has been built for WebAssembly.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::{Missing, debian};
use crate::process;
use crate::project;

/// The compilation target.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which rustup knows Debian's compiler.
const DEBIAN_TOOLCHAIN: &str = "debian-web";
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];
const LINKER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER";
/// Without a network rustup fails at once; this bounds the cases in which it waits.
const RUSTUP_LIMIT: Duration = Duration::from_secs(180);

/// Which compiler builds for browsers here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WasmToolchain {
    /// The one in use for everything else.
    Current,
    /// Debian's, with the linker it needs.
    Debian {
        /// Name of the linker on PATH.
        linker: String,
    },
}

impl WasmToolchain {
    /// Makes a command use this compiler. Only for builds that are meant for browsers.
    pub(crate) fn apply(&self, command: &mut Command) {
        if let Self::Debian { linker } = self {
            command
                .env("RUSTUP_TOOLCHAIN", DEBIAN_TOOLCHAIN)
                .env(LINKER, linker);
        }
    }

    /// The compiler's own description of itself.
    pub(crate) fn identity(&self) -> String {
        let mut rustc = Command::new("rustc");
        rustc.arg("-vV").current_dir(project::root());
        self.apply(&mut rustc);
        process::output(&mut rustc).unwrap_or_default()
    }
}

/// The compiler to use, after setting one up when none is there.
pub(crate) fn set_up() -> Result<WasmToolchain> {
    if compiles(&WasmToolchain::Current) {
        return Ok(WasmToolchain::Current);
    }
    if let Some(debian) = debian_toolchain().filter(compiles) {
        return Ok(debian);
    }
    if process::on_path(&["rustup"]).is_some() && add_with_rustup() {
        return Ok(WasmToolchain::Current);
    }
    if !debian::is_here() {
        bail!(
            "The compiler cannot build for browsers yet, and rustup could not add that. \
             With a network, run `rustup target add {TARGET}`, then this again."
        );
    }
    set_up_debian()
}

/// Whether a small library compiles: the truth, where lists of installed parts can be out of date.
fn compiles(toolchain: &WasmToolchain) -> bool {
    let mut rustc = Command::new("rustc");
    rustc
        .args([
            "--target",
            TARGET,
            "--crate-type",
            "lib",
            "--emit",
            "metadata",
        ])
        .args(["--crate-name", "probe", "-o"])
        .arg(env::temp_dir().join(format!("fledgling-probe-{}.rmeta", std::process::id())))
        .arg("-")
        .current_dir(project::root())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    toolchain.apply(&mut rustc);
    let Ok(mut child) = rustc.spawn() else {
        return false;
    };
    if let Some(mut input) = child.stdin.take() {
        // When it has already ended, its status says why.
        let _ = input.write_all(b"pub fn probe() { println!(); }");
    }
    let worked = child.wait().is_ok_and(|status| status.success());
    let _ = fs::remove_file(
        env::temp_dir().join(format!("fledgling-probe-{}.rmeta", std::process::id())),
    );
    worked
}

fn add_with_rustup() -> bool {
    let mut add = Command::new("rustup");
    add.args(["target", "add", TARGET])
        .current_dir(project::root());
    eprintln!("Setting up the compiler for browsers (WebAssembly), some seconds, once.");
    eprintln!("  $ {}", process::shown(&add));
    match process::run_within(&mut add, RUSTUP_LIMIT) {
        Ok(()) => compiles(&WasmToolchain::Current),
        Err(error) => {
            eprintln!("  rustup could not add it: {error:#}.");
            false
        }
    }
}

/// Debian's compiler, when rustup knows it and its linker is there.
fn debian_toolchain() -> Option<WasmToolchain> {
    let linked = process::output(Command::new("rustup").args(["toolchain", "list"]))?
        .lines()
        .any(|line| line.split_whitespace().next() == Some(DEBIAN_TOOLCHAIN));
    let linker = (15..40)
        .rev()
        .map(|version| format!("wasm-ld-{version}"))
        .find(|name| process::on_path(&[name]).is_some())?;
    linked.then_some(WasmToolchain::Debian { linker })
}

fn set_up_debian() -> Result<WasmToolchain> {
    eprintln!("Taking Debian's compiler for WebAssembly instead.");
    let mut packages = DEBIAN_PACKAGES.to_vec();
    packages.push("rust-web-clippy");
    debian::install(
        &packages,
        &Missing {
            what: "Debian's compiler for browsers",
            why: "it builds the app where rustup can fetch nothing",
            takes: "half a minute or so, once",
        },
    )?;
    let mut link = Command::new("rustup");
    link.args(["toolchain", "link", DEBIAN_TOOLCHAIN, "/usr"]);
    Missing {
        what: "its name in rustup",
        why: "the build asks for it by that name",
        takes: "a moment",
    }
    .install(&mut [link])?;
    let toolchain = debian_toolchain().context(
        "Debian's compiler was installed, but rustup does not list it or its linker (lld) is missing",
    )?;
    if !compiles(&toolchain) {
        build_standard_library(&toolchain)?;
    }
    if !compiles(&toolchain) {
        bail!("Debian's compiler still cannot build for browsers after all steps of the set-up");
    }
    Ok(toolchain)
}

/// Builds the standard library for WebAssembly from Debian's source and puts it where the compiler looks.
fn build_standard_library(toolchain: &WasmToolchain) -> Result<()> {
    let place = env::temp_dir().join(format!("fledgling-std-{}", std::process::id()));
    fs::create_dir_all(place.join("src"))?;
    fs::write(
        place.join("Cargo.toml"),
        "[package]\nname = \"throwaway\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\
         [lib]\ncrate-type = [\"cdylib\"]\n\n[workspace]\n",
    )?;
    fs::write(place.join("src/lib.rs"), "")?;
    let mut build = process::cargo(
        &place,
        [
            "build",
            "--release",
            "--target",
            TARGET,
            "-Zbuild-std=std,panic_abort,test",
        ],
    );
    toolchain.apply(&mut build);
    // Bitcode is what link-time optimisation of the app works on; `test` is what its tests link.
    build
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", place.join("target"));
    Missing {
        what: "the standard library for browsers",
        why: "Debian brings its source only",
        takes: "a minute or so, once",
    }
    .install(&mut [build])?;
    install_libraries(&place, &library_folder(toolchain)?)?;
    fs::remove_dir_all(&place)?;
    // Everything compiled against an earlier library is useless now.
    let stale = project::target().join(TARGET);
    if stale.exists() {
        fs::remove_dir_all(stale)?;
    }
    Ok(())
}

fn library_folder(toolchain: &WasmToolchain) -> Result<PathBuf> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "sysroot"]);
    toolchain.apply(&mut rustc);
    let sysroot = process::output(&mut rustc).context("`rustc --print sysroot` failed")?;
    Ok(Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib"))
}

fn install_libraries(built: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    // Two builds of one library side by side are an error to the compiler.
    for old in rlibs(folder)? {
        fs::remove_file(old)?;
    }
    let deps = built.join("target").join(TARGET).join("release/deps");
    for library in rlibs(&deps)? {
        let name = library.file_name().context("a library has a name")?;
        if !name.to_string_lossy().contains("throwaway") {
            fs::copy(&library, folder.join(name))?;
        }
    }
    Ok(())
}

fn rlibs(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    Ok(entries
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "rlib"))
        .collect())
}

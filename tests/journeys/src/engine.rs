//! The three engines, and where their programs are.

use std::env;
use std::fmt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// A browser engine that journeys run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, Chrome, Edge.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK, close to Safari.
    Webkit,
}

impl Engine {
    /// Those whose driver can touch the screen. WebKitGTK's takes the gestures and does nothing.
    pub const WITH_TOUCH: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// All of them, in the order in which results are listed.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name used on the command line and in names of tests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The programs that an engine needs.
#[derive(Debug, Clone)]
pub(crate) struct Tools {
    /// The WebDriver server.
    pub driver: PathBuf,
    /// The browser that it starts.
    pub program: PathBuf,
}

/// An engine, and what is known about its programs.
#[derive(Debug)]
pub(crate) struct Choice {
    /// Which one.
    pub engine: Engine,
    /// Its programs, or why there are none.
    pub tools: Result<Tools, String>,
}

/// The engines to run in: those that `FLEDGLING_BROWSERS` names (a comma list), or else all.
///
/// # Errors
/// When the list has a name that is none of chromium, firefox and webkit, or when an engine that it names is not here.
pub(crate) fn chosen() -> Result<Vec<Choice>> {
    let Some(list) = env::var("FLEDGLING_BROWSERS")
        .ok()
        .filter(|list| !list.is_empty())
    else {
        return Ok(Engine::ALL.map(choice).into());
    };
    let mut choices = Vec::new();
    for name in list.split(',').map(str::trim) {
        let Some(engine) = Engine::ALL.into_iter().find(|engine| engine.name() == name) else {
            bail!(
                "FLEDGLING_BROWSERS names {name:?}, which is none of chromium, firefox and webkit"
            );
        };
        let choice = choice(engine);
        // Asked for by name, an absent browser is a failure: nobody should believe that it was tested.
        if let Err(why) = &choice.tools {
            bail!("FLEDGLING_BROWSERS names {engine}, but {why}");
        }
        choices.push(choice);
    }
    Ok(choices)
}

/// The programs of one engine.
///
/// # Errors
/// When one of them is not here; the message says which variable names another place.
pub(crate) fn tools(engine: Engine) -> Result<Tools> {
    choice(engine).tools.map_err(anyhow::Error::msg)
}

fn choice(engine: Engine) -> Choice {
    Choice {
        engine,
        tools: look_for(engine).map_err(|error| format!("{error:#}")),
    }
}

fn look_for(engine: Engine) -> Result<Tools> {
    let (driver, program) = match engine {
        Engine::Chromium => (
            Program::new("FLEDGLING_CHROMEDRIVER", &["chromedriver"]),
            Program::new(
                "FLEDGLING_CHROMIUM",
                &["chromium", "google-chrome", "chromium-browser"],
            ),
        ),
        Engine::Firefox => (
            Program::new("FLEDGLING_GECKODRIVER", &["geckodriver"])
                .or_in_home(".cache/fledgling-tools/geckodriver/bin/geckodriver"),
            Program::new("FLEDGLING_FIREFOX", &["firefox-esr", "firefox"]),
        ),
        Engine::Webkit => (
            Program::new("FLEDGLING_WEBKIT_DRIVER", &["WebKitWebDriver"]),
            own_webkit()?,
        ),
    };
    Ok(Tools {
        driver: driver.path()?,
        program: program.path()?,
    })
}

/// A browser of our own around the engine. The one that comes with it forgets everything when it is driven, keeps quiet
/// about errors, and is wider than a phone.
fn own_webkit() -> Result<Program> {
    const HAS_ENGINE: &str = "import gi; gi.require_version('WebKit2', '4.1')";
    let python = Command::new("/usr/bin/python3")
        .args(["-c", HAS_ENGINE])
        .output();
    ensure!(
        python.is_ok_and(|python| python.status.success()),
        "Python cannot reach WebKitGTK (on Debian: python3-gi and gir1.2-webkit2-4.1)"
    );
    Ok(Program::new(
        "FLEDGLING_WEBKIT",
        &[concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/webkit_profile.py"
        )],
    ))
}

struct Program {
    variable: &'static str,
    names: &'static [&'static str],
    in_home: Option<&'static str>,
}

impl Program {
    fn new(variable: &'static str, names: &'static [&'static str]) -> Self {
        Self {
            variable,
            names,
            in_home: None,
        }
    }

    fn or_in_home(mut self, path: &'static str) -> Self {
        self.in_home = Some(path);
        self
    }

    fn path(&self) -> Result<PathBuf> {
        if let Some(path) = env::var_os(self.variable).map(PathBuf::from) {
            if path.is_file() {
                return Ok(path);
            }
            bail!("{} is {}, where no file is", self.variable, path.display());
        }
        let home = self
            .in_home
            .zip(env::home_dir())
            .map(|(path, home)| home.join(path));
        // Joining an absolute name gives that name, so full paths need no case of their own.
        let folders: Vec<PathBuf> =
            env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
        self.names
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
            .chain(home)
            .find(|path| path.is_file())
            .with_context(|| {
                format!(
                    "there is no {} (set {} to where it is)",
                    self.names[0], self.variable
                )
            })
    }
}

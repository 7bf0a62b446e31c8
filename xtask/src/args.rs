//! What a person typed after `cargo xtask`.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use lexopt::prelude::*;

use crate::setup::browsers::Browser;

/// The port everything is served on unless told otherwise.
const PORT: u16 = 8080;

/// The help text, shown for `help` and for anything that is not understood.
pub(crate) const HELP: &str = "\
cargo xtask serve [--port 8080] [--open]
    Build the app as it is released and serve it on http://localhost:8080.
    --no-build         serve what is there
    --dist DIR         serve this folder (with --no-build)
cargo xtask test [--only native|storage|journeys] [--browser chromium|firefox|webkit] [-- FILTER…]
    Run every test, or a part; what follows -- goes to the tests themselves. --browser is about journeys: storage is
    tested in Chromium.
cargo xtask dev [--port 8080] [--open]
    Serve a debug build that reloads when the source changes.
cargo xtask lint
    Check format, lints and documentation.
cargo xtask size [--json]
    Weigh what a first visit loads, against its budget.
cargo xtask bench [--json FILE] [--ventures N]
    Measure time and memory in Chromium, against their budgets.
cargo xtask data import|check|schema …
    Import files into a workspace file and check it, without a browser; `cargo xtask data help` says how.

Each command first sets up what it needs and is missing, and says so before it does.
";

/// A part of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Native,
    Storage,
    Journeys,
}

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeArgs {
    pub(crate) port: u16,
    pub(crate) open: bool,
    pub(crate) build: bool,
    pub(crate) dist: Option<PathBuf>,
}

/// What to test.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TestArgs {
    pub(crate) only: Option<Part>,
    pub(crate) browser: Option<Browser>,
    pub(crate) passed_on: Vec<OsString>,
}

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Serve(ServeArgs),
    Test(TestArgs),
    Dev { port: u16, open: bool },
    Lint,
    Size { json: bool },
    Bench { passed_on: Vec<OsString> },
    Data { passed_on: Vec<OsString> },
}

/// Reads the arguments (without the program's own name).
///
/// # Errors
/// When an argument is not understood; the message names it.
pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Task> {
    let mut parser = lexopt::Parser::from_args(args);
    let task = match parser.next()? {
        None | Some(Long("help") | Short('h')) => return Ok(Task::Help),
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    match task.as_str() {
        "help" => Ok(Task::Help),
        "serve" => serve(&mut parser).map(Task::Serve),
        "test" => test(&mut parser).map(Task::Test),
        "dev" => {
            let args = serve(&mut parser)?;
            Ok(Task::Dev {
                port: args.port,
                open: args.open,
            })
        }
        "lint" => flag(&mut parser, None).map(|_| Task::Lint),
        "size" => flag(&mut parser, Some("json")).map(|json| Task::Size { json }),
        "bench" => Ok(Task::Bench {
            passed_on: parser.raw_args()?.collect(),
        }),
        "data" => Ok(Task::Data {
            passed_on: parser.raw_args()?.collect(),
        }),
        other => bail!("There is no task {other:?}."),
    }
}

fn serve(parser: &mut lexopt::Parser) -> Result<ServeArgs> {
    let mut args = ServeArgs {
        port: PORT,
        open: false,
        build: true,
        dist: None,
    };
    while let Some(arg) = parser.next()? {
        match arg {
            Long("port") | Short('p') => args.port = parser.value()?.parse()?,
            Long("open") => args.open = true,
            Long("no-build") => args.build = false,
            Long("dist") => args.dist = Some(parser.value()?.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    if args.build && args.dist.is_some() {
        bail!("--dist serves a folder that is there, so it goes with --no-build.");
    }
    Ok(args)
}

fn test(parser: &mut lexopt::Parser) -> Result<TestArgs> {
    let mut args = TestArgs::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("only") => args.only = Some(part(&parser.value()?.string()?)?),
            Long("browser") => {
                let name = parser.value()?.string()?;
                args.browser = Some(name.parse().map_err(|error: String| anyhow!(error))?);
            }
            Value(first) => {
                args.passed_on.push(first);
                args.passed_on.extend(parser.raw_args()?);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    match (args.only, args.browser) {
        (Some(Part::Native), Some(_)) => bail!("Native tests run in no browser."),
        (Some(Part::Storage), Some(browser)) if browser != Browser::Chromium => bail!(
            "Storage is tested in Chromium only; --browser chooses where journeys run. The journeys tell how {} keeps data: --only journeys --browser {}.",
            browser.name(),
            browser.name()
        ),
        _ => Ok(args),
    }
}

fn part(name: &str) -> Result<Part> {
    match name {
        "native" => Ok(Part::Native),
        "storage" => Ok(Part::Storage),
        "journeys" => Ok(Part::Journeys),
        other => bail!("{other:?} is none of native, storage and journeys."),
    }
}

/// Whether the one allowed flag is there.
fn flag(parser: &mut lexopt::Parser, name: Option<&str>) -> Result<bool> {
    let mut set = false;
    while let Some(arg) = parser.next()? {
        match arg {
            Long(given) if Some(given) == name => set = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Task> {
        parse(text.split_whitespace().map(OsString::from))
    }

    #[test]
    fn serve_has_a_port_and_more() {
        let Task::Serve(args) = read("serve --no-build --port 0 --dist out").expect("read") else {
            panic!("it is serve");
        };
        assert_eq!((args.port, args.build), (0, false));
        assert_eq!(args.dist, Some(PathBuf::from("out")));
        assert!(read("serve --dist out").is_err());
        assert!(read("serve --port many").is_err());
    }

    #[test]
    fn tests_can_be_chosen() {
        let Task::Test(args) =
            read("test --only journeys --browser webkit -- board --nocapture").expect("read")
        else {
            panic!("it is test");
        };
        assert_eq!(args.only, Some(Part::Journeys));
        assert_eq!(args.browser, Some(Browser::Webkit));
        assert_eq!(args.passed_on, ["board", "--nocapture"]);
        assert!(read("test --only everything").is_err());
        assert!(read("test --browser safari").is_err());
    }

    #[test]
    fn a_browser_that_a_part_does_not_run_in_is_refused() {
        let refused = read("test --only storage --browser firefox").expect_err("refused");
        assert!(
            refused.to_string().contains("in Chromium only"),
            "{refused}"
        );
        assert!(read("test --only native --browser chromium").is_err());
        assert!(read("test --only storage --browser chromium").is_ok());
        assert!(read("test --browser firefox").is_ok());
    }

    #[test]
    fn bench_passes_everything_on() {
        assert_eq!(
            read("bench --json out.json --ventures 1000").expect("read"),
            Task::Bench {
                passed_on: ["--json", "out.json", "--ventures", "1000"]
                    .map(OsString::from)
                    .to_vec()
            }
        );
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let error = read("bake").expect_err("refused").to_string();
        assert!(error.contains("bake"), "{error}");
        let error = read("size --yaml").expect_err("refused").to_string();
        assert!(error.contains("yaml"), "{error}");
        assert_eq!(read("").expect("read"), Task::Help);
    }
}

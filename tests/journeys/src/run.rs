//! Running journeys: each in every engine, as a test of its own, with a picture when it fails.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use futures_util::FutureExt;
use libtest_mimic::{Arguments, Failed, Trial};

use crate::engine::{self, Choice, Engine};
use crate::visit::Visit;

/// Longer than any journey takes on a slow machine.
const LONGEST: Duration = Duration::from_secs(180);

/// What a journey comes to. Failing is an error that says what was not as it should be.
pub type Outcome = Result<()>;

/// A journey: what one person does, told as an asynchronous function.
#[derive(Debug, Clone, Copy)]
pub struct Journey {
    /// Module and function.
    pub name: &'static str,
    /// Where it runs; most run everywhere.
    pub engines: &'static [Engine],
    /// What happens.
    pub steps: for<'visit> fn(&'visit mut Visit) -> Steps<'visit>,
}

/// The steps of a journey under way.
pub type Steps<'visit> = Pin<Box<dyn Future<Output = Outcome> + 'visit>>;

/// Lists journeys by their functions. `name in &Engine::WITH_TOUCH` runs one in fewer engines.
///
/// ```text
/// async fn add_a_venture(visit: &mut Visit) -> Outcome { … }
///
/// pub const JOURNEYS: &[Journey] = journeys![add_a_venture];
/// ```
#[macro_export]
macro_rules! journeys {
    ($($function:ident $(in $engines:expr)?),* $(,)?) => {
        &[$($crate::Journey {
            name: concat!(module_path!(), "::", stringify!($function)),
            engines: $crate::journeys!(@engines $($engines)?),
            steps: |visit| Box::pin($function(visit)),
        }),*]
    };
    (@engines) => { &$crate::Engine::ALL };
    (@engines $engines:expr) => { $engines };
}

/// Runs journeys as a test program: understands the arguments of `cargo test`, lists results, and says which engine
/// is absent.
#[must_use]
pub fn run(journeys: &[&'static [Journey]]) -> ExitCode {
    let arguments = Arguments::from_args();
    let choices = match engine::chosen() {
        Ok(choices) => choices,
        Err(error) => {
            eprintln!("{error:#}");
            return ExitCode::FAILURE;
        }
    };
    for Choice { engine, tools } in &choices {
        if let Err(why) = tools {
            println!("skipped: {engine}, because {why}");
        }
    }
    let trials = choices
        .iter()
        .flat_map(|choice| {
            journeys
                .iter()
                .copied()
                .flatten()
                .map(move |journey| (choice, *journey))
        })
        .filter(|(choice, journey)| journey.engines.contains(&choice.engine))
        .map(|(choice, journey)| trial(choice, journey))
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(choice: &Choice, journey: Journey) -> Trial {
    let engine = choice.engine;
    // The first part is the test program's own name.
    let (_, name) = journey.name.split_once("::").unwrap_or(("", journey.name));
    let name = format!("{engine}::{name}");
    let picture = name.replace("::", "-");
    Trial::test(name, move || {
        travel(engine, journey, &picture).map_err(|error| Failed::from(format!("{error:#}")))
    })
    .with_ignored_flag(choice.tools.is_err())
}

fn travel(engine: Engine, journey: Journey, picture: &str) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut visit = Visit::new(engine)?;
        let steps = AssertUnwindSafe((journey.steps)(&mut visit)).catch_unwind();
        let outcome = match tokio::time::timeout(LONGEST, steps).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => Err(anyhow!("it panicked: {}", message(panic.as_ref()))),
            Err(_) => Err(anyhow!(
                "it did not come to an end in {} s",
                LONGEST.as_secs()
            )),
        };
        let mut failure: Vec<String> = outcome.err().iter().map(told).collect();
        match visit.complaints().await {
            Ok(complaints) if complaints.is_empty() => {}
            Ok(complaints) => {
                // The trace of a panic inside the module has no names; its beginning says it all.
                let short = complaints
                    .iter()
                    .map(|line| line.chars().take(400).collect());
                let short: Vec<String> = short.collect();
                failure.push(format!("Errors in the console:\n{}", short.join("\n")));
            }
            Err(error) => failure.push(format!("The console could not be read: {error:#}")),
        }
        if failure.is_empty() {
            return Ok(());
        }
        failure.push(match visit.picture(picture).await {
            Ok(file) => format!("Picture: {}", file.display()),
            Err(error) => format!("No picture could be taken: {error:#}"),
        });
        bail!(failure.join("\n\n"))
    })
}

/// What went wrong, and at which line of a journey if `RUST_BACKTRACE` asks for it.
fn told(error: &anyhow::Error) -> String {
    let trace = error.backtrace().to_string();
    let line = trace
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with("at ") && line.contains("journeys/tests/"));
    match line {
        Some(line) => format!("{error:#}\n{line}"),
        None => format!("{error:#}"),
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "without a message".to_owned())
}

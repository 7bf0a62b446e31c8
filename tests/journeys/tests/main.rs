//! All journeys, in every engine.

use std::process::ExitCode;

mod frame;
mod harness;
mod looks;
mod main_job;

fn main() -> ExitCode {
    journeys::run(&[
        harness::JOURNEYS,
        frame::JOURNEYS,
        main_job::JOURNEYS,
        looks::JOURNEYS,
    ])
}

//! All journeys, in every engine.

use std::process::ExitCode;

mod board;
mod frame;
mod harness;
mod looks;
mod main_job;
mod tabs;

fn main() -> ExitCode {
    journeys::run(&[
        harness::JOURNEYS,
        frame::JOURNEYS,
        main_job::JOURNEYS,
        tabs::JOURNEYS,
        board::JOURNEYS,
        looks::JOURNEYS,
    ])
}

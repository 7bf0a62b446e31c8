//! All journeys, in every engine.

use std::process::ExitCode;

mod board;
mod contracts;
mod frame;
mod harness;
mod keyboard;
mod looks;
mod main_job;
mod paper;
mod rescue;
mod settling;
mod table;
mod tabs;
mod versions;

fn main() -> ExitCode {
    journeys::run(&[
        harness::JOURNEYS,
        frame::JOURNEYS,
        main_job::JOURNEYS,
        tabs::JOURNEYS,
        board::JOURNEYS,
        contracts::JOURNEYS,
        keyboard::JOURNEYS,
        table::JOURNEYS,
        settling::JOURNEYS,
        versions::JOURNEYS,
        rescue::JOURNEYS,
        looks::JOURNEYS,
        paper::JOURNEYS,
    ])
}

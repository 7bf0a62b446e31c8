//! All journeys, in every engine.

use std::process::ExitCode;

mod frame;
mod harness;

fn main() -> ExitCode {
    journeys::run(&[harness::JOURNEYS, frame::JOURNEYS])
}

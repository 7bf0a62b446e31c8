//! All journeys, in every engine.

use std::process::ExitCode;

mod bids;
mod board;
mod buyers;
mod clock;
mod colleagues;
mod contracts;
mod dialogs;
mod drafts;
mod example;
mod forecast;
mod founders;
mod frame;
mod harness;
mod imports;
mod keyboard;
mod looks;
mod main_job;
mod notices;
mod opportunities;
mod paper;
mod parts;
mod rescue;
mod settling;
mod table;
mod tabs;
mod venture;
mod versions;

fn main() -> ExitCode {
    journeys::run(&[
        harness::JOURNEYS,
        frame::JOURNEYS,
        main_job::JOURNEYS,
        tabs::JOURNEYS,
        board::JOURNEYS,
        contracts::JOURNEYS,
        opportunities::JOURNEYS,
        bids::JOURNEYS,
        forecast::JOURNEYS,
        founders::JOURNEYS,
        clock::JOURNEYS,
        buyers::JOURNEYS,
        notices::JOURNEYS,
        imports::JOURNEYS,
        drafts::JOURNEYS,
        example::JOURNEYS,
        keyboard::JOURNEYS,
        table::JOURNEYS,
        settling::JOURNEYS,
        venture::JOURNEYS,
        colleagues::JOURNEYS,
        versions::JOURNEYS,
        parts::JOURNEYS,
        rescue::JOURNEYS,
        looks::JOURNEYS,
        dialogs::JOURNEYS,
        paper::JOURNEYS,
    ])
}

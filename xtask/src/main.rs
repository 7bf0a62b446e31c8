//! Tasks for people who build Fledgling: `cargo xtask help` lists them.

mod args;
mod bare_scripts;
mod bench;
mod build;
mod cut;
mod data;
mod dev;
mod dist_files;
mod finish_dist;
mod headers;
mod journeys;
mod lint;
mod one_style;
mod process;
mod project;
mod serve;
mod setup;
mod short_names;
mod size;
mod storage;
mod tally;
mod test;

use std::env;
use std::process::ExitCode;

use anyhow::{Context, Result};

use args::Task;

fn main() -> ExitCode {
    let task = match args::parse(env::args_os().skip(1)) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("{error:#}\n\n{}", args::HELP);
            return ExitCode::from(2);
        }
    };
    match perform(&task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: &Task) -> Result<ExitCode> {
    // Asked for before any build: cargo may replace this file while it runs.
    let myself = env::current_exe().context("The path of this program cannot be found")?;
    match task {
        Task::Help => print!("{}", args::HELP),
        Task::Serve(args) => serve::run(args)?,
        Task::Test(args) => {
            if !test::run(args, &myself) {
                return Ok(ExitCode::FAILURE);
            }
        }
        Task::Dev { port, open } => dev::run(*port, *open)?,
        Task::Lint => lint::run()?,
        Task::Size { json } => size::run(*json)?,
        Task::Bench { passed_on } => bench::run(passed_on, &myself)?,
        Task::Data { passed_on } => return data::run(passed_on),
    }
    Ok(ExitCode::SUCCESS)
}

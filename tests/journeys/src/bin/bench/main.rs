//! Budgets of time and memory, measured in Chromium on the built app.
//!
//! `cargo xtask bench [--json FILE] [--ventures N]`. Without a number, 1,000 ventures and the *region* of 10,000. A
//! budget that fails says by how much, and the program ends with an error.

mod app;
mod budget;
mod data;
mod probe;
mod rounds;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use budget::Row;

const USAGE: &str = "Usage: cargo xtask bench [--json FILE] [--ventures N]

Measures the built app in Chromium over generated data and compares with the budgets.
  --json FILE     also write the measurements there
  --ventures N    over N ventures instead of 1,000 and 10,000; with 1,000 or fewer, what is only measured
                  over a region (such as forecast_region) is left out";

struct Wishes {
    json: Option<PathBuf>,
    ventures: Vec<u32>,
}

fn main() -> ExitCode {
    match wishes().and_then(|wishes| wishes.map_or(Ok(true), |wishes| measure(&wishes))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What was asked for; `None` when it was only help.
fn wishes() -> Result<Option<Wishes>> {
    let mut wishes = Wishes {
        json: None,
        ventures: vec![1_000, 10_000],
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("json") => wishes.json = Some(arguments.value()?.into()),
            Long("ventures") => wishes.ventures = vec![arguments.value()?.parse()?],
            Short('h') | Long("help") => {
                println!("{USAGE}");
                return Ok(None);
            }
            _ => bail!("{}\n\n{USAGE}", argument.unexpected()),
        }
    }
    Ok(Some(wishes))
}

/// Measures everything; whether all budgets hold.
fn measure(wishes: &Wishes) -> Result<bool> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut rows: Vec<Row> = Vec::new();
    for &ventures in &wishes.ventures {
        eprintln!("Measuring over {ventures} ventures …");
        rows.extend(runtime.block_on(rounds::over(ventures)));
    }
    eprintln!("Measuring the imports …");
    rows.extend(runtime.block_on(rounds::imports()));
    print!("{}", budget::table(&rows));
    if let Some(file) = &wishes.json {
        fs::write(file, serde_json::to_string_pretty(&rows)?)?;
    }
    Ok(rows.iter().all(Row::holds))
}

//! The open workspace: records in memory, commands in, views out, undo, search.

pub mod arrange;
pub mod attention;
pub mod belonging;
pub mod board;
pub mod capital_mix;
pub mod command;
pub mod commissioners;
pub mod contract_clock;
pub mod directory;
pub mod duplicates;
pub mod example;
mod execute;
pub mod facts;
pub mod fit;
pub mod forecast;
pub mod founders;
pub mod gate;
pub mod host;
pub mod journey;
mod open;
pub mod opportunities;
pub mod pursuit;
pub mod region;
pub mod reserved;
pub mod search;
pub mod shown;
pub mod trail;
pub mod venture_page;
pub mod words;

pub use command::{Command, CommandError, Context, Done, Put, Values};
pub use founders::FounderDeed;
pub use open::{OpeningNotice, Touched, Workspace};
pub use pursuit::{Member, Pursuit};

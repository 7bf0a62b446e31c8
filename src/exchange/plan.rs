//! The dry run: what an import would do, row by row, before anything is written.

mod concluding;
mod finding;
mod outcome;
mod planner;
mod shown;
mod staging;
mod wish;

pub use outcome::{
    Answer, Answers, Candidate, Counts, Fault, FieldChange, ImportPlan, Outcome, Question,
    RowPlace, RowPlan, SoMany,
};
pub use planner::{Planner, Progress};
pub use wish::{
    Absent, Find, Row, RowSource, Rule, SetRule, SharedSource, Wish, WishValue, Within, World,
};

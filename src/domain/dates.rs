//! Civil dates in British order, UK financial years, and moments shown in UK time.

mod calendar;
mod day;
mod financial_year;
mod moment;
mod reading;
mod relative;
mod uk_time;

pub use day::Day;
pub use financial_year::{FinancialYear, FinancialYearError, Quarter};
pub use moment::Moment;
pub use reading::{DateError, DateOrder};
pub use uk_time::uk_offset_minutes;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

//! Money: whole pence, and amounts in other currencies that are never added across currencies.

mod amount;
mod currency;
mod decimal;
mod pence;
mod typed;

pub use amount::{Amount, AmountError};
pub use currency::{Currency, CurrencyError};
pub use decimal::MoneyError;
pub use pence::Pence;

//! Bars of amounts beside each other.

use crate::domain::money::Pence;

/// How long the bar of an amount is where the largest fills the whole length.
pub(super) fn length(part: Pence, most: Pence) -> String {
    let mille = i128::from(part.get().max(0)) * 1_000 / i128::from(most.get().max(1));
    format!("{}.{}%", mille / 10, mille % 10)
}

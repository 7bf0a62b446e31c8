//! Amounts that carry their currency.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::{
    Currency, Pence,
    decimal::{MoneyError, read_decimal, read_json_number, write_grouped},
};

/// An amount of one currency, in its minor units (pence, cents; whole yen).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Amount {
    /// Minor units; may be negative.
    pub minor: i64,
    /// The currency they are units of.
    pub currency: Currency,
}

/// Why two amounts have no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// They are in different currencies.
    #[error(
        "Amounts in {left} and {right} are never added together. Give both in one currency, such as GBP."
    )]
    CurrenciesDiffer {
        /// The first amount's currency.
        left: Currency,
        /// The second amount's currency.
        right: Currency,
    },
    /// The sum does not fit in 64 bits.
    #[error(
        "The sum is larger than Fledgling can hold. Check for an amount with too many figures."
    )]
    TooLarge,
}

impl Amount {
    /// Reads a machine's decimal of major units (`288314.2`) in this currency. Exact.
    ///
    /// # Errors
    /// When the text is no plain decimal, has parts of a minor unit, or is too large.
    pub fn from_decimal(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        read_decimal(text, currency.decimals()).map(|minor| Self { minor, currency })
    }

    /// Reads a JSON number of major units in this currency, as [`Pence::from_json_number`] does.
    ///
    /// # Errors
    /// When the number has parts of a minor unit or is too large.
    pub fn from_json_number(
        number: &serde_json::Number,
        currency: Currency,
    ) -> Result<Self, MoneyError> {
        read_json_number(number, currency.decimals()).map(|minor| Self { minor, currency })
    }

    /// The amount in pence, when it is in pounds.
    #[must_use]
    pub fn as_pence(self) -> Option<Pence> {
        (self.currency == Currency::GBP).then_some(Pence(self.minor))
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// When the currencies differ or the sum does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, AmountError> {
        if self.currency != other.currency {
            return Err(AmountError::CurrenciesDiffer {
                left: self.currency,
                right: other.currency,
            });
        }
        let minor = self
            .minor
            .checked_add(other.minor)
            .ok_or(AmountError::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    /// One sum per currency, in the order of their codes.
    ///
    /// # Errors
    /// When a sum does not fit.
    pub fn sum_each_currency(
        amounts: impl IntoIterator<Item = Self>,
    ) -> Result<Vec<Self>, AmountError> {
        let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
        for amount in amounts {
            *sums.entry(amount.currency).or_default() += i128::from(amount.minor);
        }
        sums.into_iter()
            .map(|(currency, sum)| {
                let minor = i64::try_from(sum).map_err(|_| AmountError::TooLarge)?;
                Ok(Self { minor, currency })
            })
            .collect()
    }
}

impl From<Pence> for Amount {
    fn from(pence: Pence) -> Self {
        Self {
            minor: pence.0,
            currency: Currency::GBP,
        }
    }
}

/// `£1,200.50` for pounds, `USD 1,200.50` for any other currency.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(pence) = self.as_pence() {
            return pence.fmt(f);
        }
        let sign = if self.minor < 0 { "-" } else { "" };
        write!(f, "{sign}{} ", self.currency)?;
        write_grouped(f, self.minor.unsigned_abs(), self.currency.decimals())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str, code: &str) -> Amount {
        Amount::from_decimal(text, Currency::parse(code).unwrap()).unwrap()
    }

    #[test]
    fn each_currency_keeps_its_own_decimals() {
        assert_eq!(amount("1200.5", "USD").to_string(), "USD 1,200.50");
        assert_eq!(amount("-1200", "JPY").to_string(), "-JPY 1,200");
        assert_eq!(amount("1.234", "KWD").to_string(), "KWD 1.234");
        assert_eq!(amount("1200.5", "GBP").to_string(), "£1,200.50");
        assert_eq!(amount("1200.5", "GBP").as_pence(), Some(Pence(120_050)));
        assert_eq!(amount("1200.5", "USD").as_pence(), None);
        assert!(Amount::from_decimal("1.5", Currency::parse("JPY").unwrap()).is_err());
    }

    #[test]
    fn currencies_are_never_added_together() {
        let pounds = Amount::from(Pence(500));
        let dollars = amount("5", "USD");
        assert_eq!(
            pounds.checked_add(dollars).map_err(|e| e.to_string()),
            Err(
                "Amounts in GBP and USD are never added together. Give both in one currency, such as GBP."
                    .to_owned()
            )
        );
        assert_eq!(pounds.checked_add(pounds), Ok(Amount::from(Pence(1000))));
        assert_eq!(
            pounds.checked_add(Amount::from(Pence(i64::MAX))),
            Err(AmountError::TooLarge)
        );
        assert_eq!(
            Amount::sum_each_currency([dollars, pounds, dollars]),
            Ok(vec![pounds, amount("10", "USD")])
        );
    }

    #[test]
    fn an_amount_in_a_file_names_its_currency() -> Result<(), serde_json::Error> {
        let written = serde_json::to_string(&Amount::from(Pence(120_050)))?;
        assert_eq!(written, r#"{"minor":120050,"currency":"GBP"}"#);
        assert_eq!(
            serde_json::from_str::<Amount>(&written)?,
            Amount::from(Pence(120_050))
        );
        let number: serde_json::Number = serde_json::from_str("288314.2")?;
        assert_eq!(
            Amount::from_json_number(&number, Currency::GBP),
            Ok(Amount::from(Pence(28_831_420)))
        );
        Ok(())
    }
}

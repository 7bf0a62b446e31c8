//! ISO 4217 currency codes.

use std::fmt;

use crate::domain::text::{shown, text_form, tidy};

/// An ISO 4217 currency code: three capital letters. Whether a state uses it is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Why a text is not a currency code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CurrencyError {
    /// The text is not three letters.
    #[error("“{found}” is not a currency. Write its three letters, such as GBP.")]
    NotACode {
        /// The text, shortened.
        found: String,
    },
}

/// Currencies without minor units (ISO 4217).
const NO_DECIMALS: [&str; 17] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF", "XPF",
];

/// Currencies with a thousand minor units (ISO 4217).
const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Currency {
    /// Pounds sterling.
    pub const GBP: Self = Self(*b"GBP");

    /// Reads a currency code in any case, or the signs `£` and `€`.
    ///
    /// # Errors
    /// When the text is not three letters.
    pub fn parse(text: &str) -> Result<Self, CurrencyError> {
        let tidied = tidy(text);
        match tidied {
            "£" => return Ok(Self::GBP),
            "€" => return Ok(Self(*b"EUR")),
            _ => {}
        }
        let code = tidied.to_ascii_uppercase();
        match code.as_bytes() {
            [a, b, c] if code.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                Ok(Self([*a, *b, *c]))
            }
            _ => Err(CurrencyError::NotACode { found: shown(text) }),
        }
    }

    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many decimals an amount in this currency has: 2 for pounds, 0 for yen.
    #[must_use]
    pub fn decimals(self) -> u32 {
        match self.as_str() {
            code if NO_DECIMALS.contains(&code) => 0,
            code if THREE_DECIMALS.contains(&code) => 3,
            _ => 2,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

text_form!(Currency, as_str, "An ISO 4217 currency code.", "GBP");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_any_case_and_refused_in_words() {
        assert_eq!(Currency::parse(" gbp "), Ok(Currency::GBP));
        assert_eq!(Currency::parse("£"), Ok(Currency::GBP));
        assert_eq!(
            Currency::parse("€").map(|c| c.to_string()),
            Ok("EUR".to_owned())
        );
        assert_eq!(
            Currency::parse("pounds").map_err(|e| e.to_string()),
            Err("“pounds” is not a currency. Write its three letters, such as GBP.".to_owned())
        );
        assert!(Currency::parse("").is_err());
        assert!(Currency::parse("G€").is_err());
    }

    #[test]
    fn decimals_follow_the_currency() {
        let decimals = |code| Currency::parse(code).map(Currency::decimals);
        assert_eq!(decimals("GBP"), Ok(2));
        assert_eq!(decimals("JPY"), Ok(0));
        assert_eq!(decimals("KWD"), Ok(3));
    }

    #[test]
    fn a_code_is_plain_text_in_files() -> Result<(), serde_json::Error> {
        assert_eq!(serde_json::to_string(&Currency::GBP)?, "\"GBP\"");
        assert_eq!(serde_json::from_str::<Currency>("\"gbp\"")?, Currency::GBP);
        assert!(serde_json::from_str::<Currency>("\"sterling\"").is_err());
        Ok(())
    }
}

//! What follows from an opportunity's fields: how far, how likely, how sure, how much, and whose share.

use crate::{
    domain::{
        money::Pence,
        records::Opportunity,
        vocabulary::{DEFAULT_PROBABILITIES, EVIDENCE_STRENGTHS},
    },
    ledger::Value,
};

/// Statuses in the order in which a board shows them: what is alive first.
pub const LIVE: &[&str] = &[
    "conversation",
    "horizon",
    "engaging",
    "open",
    "bidding",
    "submitted",
    "preferred",
    "won",
];

/// Whether something may still come of it: neither signed nor over.
pub fn is_live(status: &str) -> bool {
    LIVE.contains(&status)
}

/// Whether a bid with this outcome is neither lost nor taken back.
pub fn stands(outcome: &str) -> bool {
    !matches!(outcome, "lost" | "withdrew" | "cancelled")
}

/// Whether we are in it ourselves: a bid is being written, was sent, or has won.
pub fn is_ours(status: &str) -> bool {
    matches!(
        status,
        "bidding" | "submitted" | "preferred" | "won" | "contracted"
    )
}

/// Whether we go for it, so that its money counts for us: a venture of ours bids, we are in it, or we found it ourselves.
/// What is signed is ours only by a venture that signed.
pub fn is_pursued(has_bid: bool, status: &str, has_notice: bool) -> bool {
    has_bid
        || status != "contracted" && (is_ours(status) || status == "conversation" || !has_notice)
}

/// Whether nothing more will come of it, without a contract of ours.
pub fn is_over(status: &str) -> bool {
    matches!(
        status,
        "lost" | "withdrew" | "cancelled" | "ended" | "closed" | "awarded"
    )
}

/// Our assumption for a status where neither the incubator nor the opportunity says otherwise, in percent.
pub fn default_probability(status: &str) -> u8 {
    let known = DEFAULT_PROBABILITIES.iter().find(|(id, ..)| *id == status);
    known
        .and_then(|(.., percent)| u8::try_from(*percent).ok())
        .unwrap_or(0)
}

/// The probability that counts, in percent: the opportunity's own, else the incubator's for its status, else the default.
///
/// `assumptions` is [`crate::domain::records::Incubator`]'s field `probabilities`. What is signed is certain and what is
/// over is not, whatever anybody wrote.
pub fn probability(own: Option<i64>, status: &str, assumptions: &Value) -> u8 {
    if status == "contracted" {
        return 100;
    }
    if !is_live(status) {
        return 0;
    }
    let percent = |number: i64| u8::try_from(number.clamp(0, 100)).unwrap_or(0);
    own.or_else(|| assumptions.get(status)?.as_i64())
        .map_or_else(|| default_probability(status), percent)
}

/// How sure money is. Kept apart in every total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Nothing but words, or nothing yet.
    Hoped,
    /// In writing or better.
    Evidenced,
    /// Signed.
    Secured,
}

/// How strong the evidence is, 1 (said) to 6 (paid); 0 for none.
pub fn strength(evidence: &str) -> usize {
    EVIDENCE_STRENGTHS
        .iter()
        .position(|known| known.id == evidence)
        .map_or(0, |place| place + 1)
}

/// How sure an opportunity's money is; see [`certainty_of`].
pub fn certainty(opportunity: &Opportunity) -> Certainty {
    let Opportunity {
        status,
        evidence,
        ocid,
        ..
    } = opportunity;
    certainty_of(status, evidence, !ocid.is_empty())
}

/// How sure money is, by status and evidence. Where nobody wrote down any evidence, a notice is one, and so is what a
/// buyer must have told us before we are preferred or have won.
pub fn certainty_of(status: &str, evidence: &str, has_notice: bool) -> Certainty {
    if status == "contracted" {
        return Certainty::Secured;
    }
    let evidence = match evidence {
        "" if matches!(status, "preferred" | "won") => "preferred_or_award_letter",
        "" if has_notice => "published_notice",
        said => said,
    };
    match strength(evidence) {
        0 | 1 => Certainty::Hoped,
        2..=4 => Certainty::Evidenced,
        _ => Certainty::Secured,
    }
}

/// The figure that counts in sums: the exact value; of a range the lower end, so that no total promises more than the
/// notice does; the upper end where there is no lower one.
pub fn counted_value(
    exact: Option<Pence>,
    low: Option<Pence>,
    high: Option<Pence>,
) -> Option<Pence> {
    let is_something = |pence: &Pence| pence.get() > 0;
    exact.or_else(|| low.filter(is_something)).or(high).or(low)
}

impl Opportunity {
    /// The figure that counts in sums; see [`counted_value`].
    pub fn counted_value(&self) -> Option<Pence> {
        counted_value(self.value, self.value_low, self.value_high)
    }

    /// The value in words: "£1,200", "£1,000 to £2,000", "up to £2,000", or as stated in another currency.
    pub fn value_words(&self) -> String {
        match (self.value, self.value_low, self.value_high) {
            (Some(value), ..) => value.to_string(),
            (None, Some(low), Some(high)) => format!("{low} to {high}"),
            (None, None, Some(high)) => format!("up to {high}"),
            (None, Some(low), None) => format!("from {low}"),
            (None, None, None) => self.value_other.clone(),
        }
    }

    /// The code of a CPV tag, without its name.
    pub fn code_of(tag: &str) -> &str {
        let end = tag
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(tag.len());
        tag.get(..end).unwrap_or(tag)
    }
}

/// Shares a value out in whole pence. Those without a percentage share equally what the others leave.
///
/// The parts never add up to more than the whole, and to exactly the whole when the percentages make up 100 or somebody
/// has none: what rounding leaves goes, penny by penny, to those who lost the most of one, the first of equals first.
/// Percentages that together exceed 100 are taken in proportion.
pub fn shared_out(whole: Pence, shares: &[Option<i64>]) -> Vec<Pence> {
    let stated = |share: &Option<i64>| share.map(|share| i128::from(share.clamp(0, 100)));
    let sum: i128 = shares.iter().filter_map(stated).sum();
    let without =
        i128::try_from(shares.iter().filter(|share| share.is_none()).count()).unwrap_or(i128::MAX);
    // Parts of `base`, which is a hundred for each who shares the rest.
    let each = without.max(1);
    let rest = (100 - sum).max(0);
    let base = sum.max(100) * each;
    let parts: Vec<i128> = shares
        .iter()
        .map(|share| stated(share).map_or(rest, |share| share * each))
        .collect();
    let total: i128 = parts.iter().sum();
    let (sign, pence) = (whole.get().signum(), i128::from(whole.get()).abs());
    let mut paid: Vec<i128> = parts.iter().map(|part| pence * part / base).collect();
    let mut left: Vec<i128> = parts.iter().map(|part| pence * part % base).collect();
    let mut over = pence * total / base - paid.iter().sum::<i128>();
    while over > 0 {
        let most = left.iter().copied().max().unwrap_or(0);
        let Some(at) = left.iter().position(|left| *left == most) else {
            break;
        };
        paid[at] += 1;
        left[at] = -1;
        over -= 1;
    }
    paid.into_iter()
        .map(|part| Pence(i64::try_from(part).unwrap_or(i64::MAX) * sign))
        .collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{domain::vocabulary::OPPORTUNITY_STATUSES, ledger::RecordId};

    #[test]
    fn every_status_is_alive_signed_or_over() {
        for status in OPPORTUNITY_STATUSES {
            let signed = status.id == "contracted";
            let kinds = [is_live(status.id), signed, is_over(status.id)];
            assert_eq!(
                kinds.iter().filter(|is| **is).count(),
                1,
                "{} is one of them",
                status.id
            );
        }
    }

    #[test]
    fn our_own_probability_counts_before_the_assumptions() {
        let assumed = json!({"open": 20});
        assert_eq!(probability(Some(45), "open", &assumed), 45);
        assert_eq!(probability(None, "open", &assumed), 20);
        assert_eq!(probability(None, "open", &Value::Null), 15);
        assert_eq!(probability(Some(300), "open", &assumed), 100);
        assert_eq!(
            probability(Some(45), "contracted", &assumed),
            100,
            "signed is signed"
        );
        assert_eq!(
            probability(Some(45), "lost", &assumed),
            0,
            "over is over, whatever was hoped"
        );
    }

    #[test]
    fn a_notice_is_evidence_and_a_word_is_hope() {
        let mut opportunity = Opportunity::blank(RecordId(1));
        opportunity.status = "open".to_owned();
        assert_eq!(certainty(&opportunity), Certainty::Hoped);
        opportunity.ocid = "ocds-1".to_owned();
        assert_eq!(certainty(&opportunity), Certainty::Evidenced);
        opportunity.evidence = "said_verbally".to_owned();
        assert_eq!(
            certainty(&opportunity),
            Certainty::Hoped,
            "what people wrote counts before the notice"
        );
        assert_eq!(certainty_of("won", "", false), Certainty::Evidenced);
        assert_eq!(
            certainty_of("won", "paid_invoice", false),
            Certainty::Secured
        );
        opportunity.status = "contracted".to_owned();
        assert_eq!(certainty(&opportunity), Certainty::Secured);
    }

    #[test]
    fn a_range_counts_with_its_lower_end() {
        let pounds = |pounds: i64| Some(Pence(pounds * 100));
        assert_eq!(counted_value(None, pounds(10), pounds(20)), pounds(10));
        assert_eq!(counted_value(None, pounds(0), pounds(20)), pounds(20));
        assert_eq!(counted_value(None, None, pounds(20)), pounds(20));
        assert_eq!(
            counted_value(pounds(15), pounds(10), pounds(20)),
            pounds(15)
        );
        let mut opportunity = Opportunity::blank(RecordId(1));
        opportunity.value_low = pounds(1_000);
        opportunity.value_high = pounds(2_000);
        assert_eq!(opportunity.value_words(), "£1,000 to £2,000");
    }

    #[test]
    fn a_pound_in_three_is_a_pound() {
        let parts = shared_out(Pence(100), &[None, None, None]);
        assert_eq!(parts, [Pence(34), Pence(33), Pence(33)]);
        assert_eq!(
            shared_out(Pence(1_000), &[Some(60), None]),
            [Pence(600), Pence(400)]
        );
        assert_eq!(
            shared_out(Pence(1_000), &[Some(30)]),
            [Pence(300)],
            "the rest is somebody else's"
        );
        assert_eq!(
            shared_out(Pence(1_000), &[Some(100), Some(100)]),
            [Pence(500), Pence(500)]
        );
        assert!(shared_out(Pence(1_000), &[]).is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_made_by_sharing_out(
            pence in 0_i64..1_000_000_000_000,
            shares in prop::collection::vec(prop::option::of(0_i64..=100), 1..8),
        ) {
            let parts = shared_out(Pence(pence), &shares);
            let sum: i64 = parts.iter().map(|part| part.get()).sum();
            let stated: i64 = shares.iter().flatten().sum();
            prop_assert!(parts.iter().all(|part| part.get() >= 0));
            if stated >= 100 || shares.iter().any(Option::is_none) {
                prop_assert_eq!(sum, pence);
            } else {
                prop_assert!(sum <= pence);
                prop_assert_eq!(sum, i64::try_from(i128::from(pence) * i128::from(stated) / 100).unwrap());
            }
        }
    }
}

//! The columns of the opportunities table.

use super::{OpportunityRow, name_here};
use crate::{
    domain::{
        dates::Day,
        vocabulary::{
            EVIDENCE_STRENGTHS, GO_DECISIONS, OPPORTUNITY_KINDS, PROCUREMENT_METHODS,
            PROCUREMENT_REGIMES, RESERVED_FOR, label_of,
        },
    },
    workspace::open::Workspace,
};

/// A column of the opportunities table, and what the set can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpportunityColumn {
    /// The title.
    Title,
    /// The buyer.
    Buyer,
    /// The status.
    Status,
    /// The value.
    Value,
    /// The probability.
    Probability,
    /// Value times probability.
    Weighted,
    /// The last day for bids.
    Deadline,
    /// The next of our own dates.
    OurNext,
    /// Our ventures in it.
    Ventures,
    /// How strong the evidence is.
    Evidence,
    /// Go or no-go.
    Decision,
    /// The procurement method.
    Method,
    /// The regime.
    Regime,
    /// CPV codes.
    Codes,
    /// Where the work is.
    Places,
    /// To whom it is reserved.
    Reserved,
    /// What would be signed.
    Kind,
    /// The contract's last day.
    ContractEnds,
}

impl OpportunityColumn {
    /// Every column, with its name in the address and what people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Title, "title", "Title"),
        (Self::Buyer, "buyer", "Buyer"),
        (Self::Status, "status", "Status"),
        (Self::Value, "value", "Value"),
        (Self::Probability, "probability", "Probability"),
        (Self::Weighted, "weighted", "Weighted value"),
        (Self::Deadline, "deadline", "Deadline"),
        (Self::OurNext, "ours", "Our next date"),
        (Self::Ventures, "ventures", "Ventures"),
        (Self::Evidence, "evidence", "Evidence"),
        (Self::Decision, "decision", "Go or no-go"),
        (Self::Method, "method", "Method"),
        (Self::Regime, "regime", "Regime"),
        (Self::Codes, "codes", "Codes (CPV)"),
        (Self::Places, "places", "Places"),
        (Self::Reserved, "reserved", "Reserved for"),
        (Self::Kind, "kind", "Kind"),
        (Self::ContractEnds, "ends", "Contract ends"),
    ];

    /// The columns shown before anybody chose.
    pub const USUAL: &'static [Self] = &[
        Self::Title,
        Self::Buyer,
        Self::Status,
        Self::Value,
        Self::Probability,
        Self::Deadline,
        Self::Ventures,
    ];

    /// The name in the address.
    pub fn id(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(column, ..)| *column == self)
            .map_or("title", |(_, id, _)| id)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(column, ..)| *column == self)
            .map_or("Title", |(.., label)| label)
    }

    /// The column of that name in the address.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known, _)| *known == id)
            .map(|(column, ..)| *column)
    }

    /// Whether its figures stand at the right of a cell.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Value | Self::Probability | Self::Weighted)
    }

    /// The opportunity's field that is edited in this column, if one is.
    pub fn field(self) -> Option<&'static str> {
        Some(match self {
            Self::Title => "title",
            Self::Buyer => "buyer",
            Self::Value => "value",
            Self::Probability => "probability",
            Self::Deadline => "deadline",
            Self::Evidence => "evidence",
            Self::Method => "method",
            Self::Regime => "regime",
            Self::Kind => "kind",
            Self::ContractEnds => "contract_ends",
            _ => return None,
        })
    }
}

/// What a table's cell, its copy on paper and its CSV say.
pub fn cell_text(column: OpportunityColumn, row: &OpportunityRow, workspace: &Workspace) -> String {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let names = |ids: &[crate::ledger::RecordId]| {
        let names = ids.iter().map(|id| name_here(workspace, Some(*id)));
        let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        names.join(", ")
    };
    match column {
        OpportunityColumn::Title => row.title.clone(),
        OpportunityColumn::Buyer => row.buyer_name.clone(),
        OpportunityColumn::Status => row.status_label().to_owned(),
        OpportunityColumn::Value => row.value_words.clone(),
        OpportunityColumn::Probability => format!("{}%", row.probability),
        OpportunityColumn::Weighted => row
            .weighted
            .map(|pence| pence.to_string())
            .unwrap_or_default(),
        OpportunityColumn::Deadline => match row.deadline_time.as_str() {
            "" => day(row.deadline),
            time => format!("{}, {time}", day(row.deadline)),
        },
        OpportunityColumn::OurNext => row
            .our_next
            .map(|(day, what)| format!("{day} ({what})"))
            .unwrap_or_default(),
        OpportunityColumn::Ventures => names(&row.ventures),
        OpportunityColumn::Evidence => label_of(EVIDENCE_STRENGTHS, &row.evidence).to_owned(),
        OpportunityColumn::Decision => label_of(GO_DECISIONS, &row.decision).to_owned(),
        OpportunityColumn::Method => label_of(PROCUREMENT_METHODS, &row.method).to_owned(),
        OpportunityColumn::Regime => label_of(PROCUREMENT_REGIMES, &row.regime).to_owned(),
        OpportunityColumn::Codes => row.codes.join(", "),
        OpportunityColumn::Places => names(&row.places),
        OpportunityColumn::Reserved => {
            let labels = row.reserved_for.iter().map(|id| label_of(RESERVED_FOR, id));
            labels.collect::<Vec<_>>().join(", ")
        }
        OpportunityColumn::Kind => label_of(OPPORTUNITY_KINDS, &row.kind).to_owned(),
        OpportunityColumn::ContractEnds => day(row.contract_ends),
    }
}

//! What the board's columns are.

/// What the board's columns, or a table's groups, are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// By stage, in the journey's order.
    #[default]
    Stage,
    /// By lead coach.
    Lead,
    /// By programme.
    Programme,
    /// By place; a venture in two places is shown in both.
    Place,
    /// By status.
    Disposition,
}

impl GroupBy {
    /// Every grouping with its name in the address and what people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Stage, "stage", "Stage"),
        (Self::Lead, "lead", "Lead coach"),
        (Self::Programme, "programme", "Programme"),
        (Self::Place, "place", "Place"),
        (Self::Disposition, "disposition", "Status"),
    ];

    /// The name in the address.
    pub fn id(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(group, _, _)| *group == self)
            .map_or("stage", |(_, id, _)| id)
    }
}

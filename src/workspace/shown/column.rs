//! The columns of the ventures table.

/// A column of the ventures table, and what the set can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Its name.
    Name,
    /// What it does.
    OneLine,
    /// Where on the journey.
    Stage,
    /// Days in that stage.
    DaysInStage,
    /// Active, or which door.
    Disposition,
    /// Who looks after it.
    Lead,
    /// What is to be done next.
    NextStep,
    /// By when.
    NextDue,
    /// The day of the latest entry.
    LastHeard,
    /// Money secured or received.
    Secured,
    /// Money sought or offered.
    Hoped,
    /// Programme.
    Programme,
    /// Cohort.
    Cohort,
    /// Places.
    Places,
    /// Themes.
    Themes,
    /// Legal form.
    LegalForm,
    /// Origin.
    Origin,
    /// Its organisation.
    Organisation,
    /// Register entries.
    Identifiers,
    /// When we met it.
    Joined,
    /// Website.
    Website,
}

impl Column {
    /// Every column, with its name in the address and what people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Name, "name", "Name"),
        (Self::OneLine, "one_line", "In one line"),
        (Self::Stage, "stage", "Stage"),
        (Self::DaysInStage, "days", "Days in stage"),
        (Self::Disposition, "disposition", "Status"),
        (Self::Lead, "lead", "Lead coach"),
        (Self::NextStep, "next", "Next step"),
        (Self::NextDue, "due", "Due"),
        (Self::LastHeard, "heard", "Last heard"),
        (Self::Secured, "secured", "Secured"),
        (Self::Hoped, "hoped", "Hoped for"),
        (Self::Programme, "programme", "Programme"),
        (Self::Cohort, "cohort", "Cohort"),
        (Self::Places, "places", "Places"),
        (Self::Themes, "themes", "Themes"),
        (Self::LegalForm, "legal_form", "Legal form"),
        (Self::Origin, "origin", "Origin"),
        (Self::Organisation, "organisation", "Organisation"),
        (Self::Identifiers, "identifiers", "Identifiers"),
        (Self::Joined, "joined", "Joined"),
        (Self::Website, "website", "Website"),
    ];

    /// The columns shown before anybody chose.
    pub const USUAL: &'static [Self] = &[
        Self::Name,
        Self::Stage,
        Self::DaysInStage,
        Self::Lead,
        Self::NextStep,
        Self::NextDue,
        Self::LastHeard,
        Self::Secured,
    ];

    /// The name in the address.
    pub fn id(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(column, _, _)| *column == self)
            .map_or("name", |(_, id, _)| id)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(column, _, _)| *column == self)
            .map_or("Name", |(_, _, label)| label)
    }

    pub(super) fn parse(id: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known, _)| *known == id)
            .map(|(column, _, _)| *column)
    }

    /// Whether its figures stand at the right of a table's cell.
    pub fn is_number(self) -> bool {
        matches!(self, Self::DaysInStage | Self::Secured | Self::Hoped)
    }

    /// The venture's field that is edited in this column, if one is.
    pub fn field(self) -> Option<&'static str> {
        Some(match self {
            Self::Name => "name",
            Self::OneLine => "one_line",
            Self::Stage => "stage",
            Self::Disposition => "disposition",
            Self::Lead => "lead",
            Self::Programme => "programme",
            Self::Cohort => "cohort",
            Self::Themes => "themes",
            Self::LegalForm => "legal_form",
            Self::Origin => "origin",
            Self::Organisation => "organisation",
            Self::Joined => "joined",
            Self::Website => "website",
            _ => return None,
        })
    }
}

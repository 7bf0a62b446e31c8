//! Light or dark, roomy or compact: remembered in this browser, carried by attributes of the page's root element.

use crate::ui::weave::prelude::*;

use super::session::Session;

/// Something about the look that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The colours.
    Theme,
    /// How much stands on a screen.
    Density,
}

impl Look {
    /// Where this browser remembers it.
    fn key(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Density => "density",
        }
    }

    fn attribute(self) -> &'static str {
        match self {
            Self::Theme => "data-theme",
            Self::Density => "data-density",
        }
    }

    /// What can be chosen: what is remembered and what people read; the first is as it comes.
    pub fn choices(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Theme => &[
                ("system", "As this device"),
                ("light", "Light"),
                ("dark", "Dark"),
            ],
            Self::Density => &[("comfortable", "Comfortable"), ("compact", "Compact")],
        }
    }

    fn usual(self) -> &'static str {
        self.choices().first().map_or("", |(id, _)| id)
    }

    /// What was chosen in this browser.
    pub fn chosen(self, session: Session) -> &'static str {
        let kept = session.host().recall(self.key()).unwrap_or_default();
        let known = self.choices().iter().find(|(id, _)| *id == kept);
        known.map_or(self.usual(), |(id, _)| id)
    }

    /// Chooses, remembers and shows it.
    pub fn choose(self, session: Session, choice: &str) {
        if choice == self.usual() {
            session.host().forget(self.key());
        } else {
            session.host().remember(self.key(), choice);
        }
        self.show(session);
    }

    fn show(self, session: Session) {
        let Some(root) = document().document_element() else {
            return;
        };
        let chosen = self.chosen(session);
        // A root element takes any data attribute.
        drop(if chosen == self.usual() {
            root.remove_attribute(self.attribute())
        } else {
            root.set_attribute(self.attribute(), chosen)
        });
    }
}

/// Shows what was chosen in this browser; call once at the start.
pub fn apply_appearance(session: Session) {
    Look::Theme.show(session);
    Look::Density.show(session);
}

/// The height of a table's row as the density has it, in CSS pixels.
pub fn row_pitch(session: Session) -> f64 {
    match Look::Density.chosen(session) {
        "compact" => super::parts::ROW_PITCH_COMPACT,
        _ => super::parts::ROW_PITCH,
    }
}

//! The three pictures behind the doors of the start page.

use crate::ui::weave::prelude::*;

/// What stands behind a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// A nest, waiting.
    Empty,
    /// A sheet of figures settling into the nest.
    Import,
    /// A fledgling in the nest, about to leave it.
    Example,
}

/// Every door has the same nest: its twigs, as in the app's mark.
const TWIGS: &str = "M16 62c17 11 71 9 88-2M18 70c19 11 66 9 84-2M23 77c17 11 56 9 74-2M30 85c15 8 44 7 59-3M39 92c12 4 28 3 38-3";

impl Door {
    /// Shapes with a wash of colour, and lines drawn over them.
    fn paths(self) -> (&'static str, &'static str) {
        match self {
            Self::Empty => (
                "M16 62c17 11 71 9 88-2-2 18-13 29-27 34-11 3-27 3-38-2-13-5-21-15-23-30z",
                "M84 44c3-9 10-14 20-15-1 9-8 15-20 15zM84 44l-6 8",
            ),
            Self::Import => (
                "M40 12h32l10 10v41c-12 3-30 4-42 2z",
                "M72 12v10h10M40 32h42M40 43h42M40 54h42M54 32v33M68 32v33",
            ),
            Self::Example => (
                "M40 64c-5-22 4-38 19-40 11-1 18 6 19 15l-1 1c4 9 4 17 1 26-12 2-26 2-38-2z",
                "M78 38l10 2-11 4M67 35v.5M48 46c2 9 8 13 16 12M52 26c-1-5 1-9 4-11M58 24c0-4 2-7 5-8M54 66v-4M66 66v-4",
            ),
        }
    }
}

/// Draws what is behind a door, in the colours of the `stage-…` class around it.
#[must_use]
pub fn door_picture(door: Door) -> AnyView {
    let (wash, lines) = door.paths();
    view! {
        <svg class="door-picture" viewBox="0 0 120 98" aria-hidden="true" focusable="false">
            <path class="fill" d=wash></path>
            <path d=lines></path>
            <path d=TWIGS></path>
        </svg>
    }
    .into_any()
}

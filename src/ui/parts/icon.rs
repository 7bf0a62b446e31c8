//! Line icons, drawn on a 20 by 20 grid in one stroke width.

use crate::ui::weave::prelude::*;

macro_rules! icons {
    ($($(#[doc = $doc:literal])* $name:ident => $path:literal,)*) => {
        /// What an icon shows. Always beside words, or named by its button.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $($(#[doc = $doc])* $name,)*
        }

        impl Icon {
            fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $path,)*
                }
            }
        }
    };
}

icons! {
    /// A nest with two eggs.
    Nest => "M2 10.4c2.4 1.2 13.6 1.2 16 0M2.4 10.6c.9 4 3.8 6.4 7.6 6.4s6.7-2.4 7.6-6.4M3.8 13.8c3.2-.6 6.6.6 9.6 2.2M16.2 13.8c-3.2-.6-6.6.6-9.6 2.2M5.9 10.9c-.3-2.6.7-4.9 2.2-4.9s2.4 2.2 2.2 5M10 8c.4-1.3 1.1-2 1.9-2 1.5 0 2.5 2.3 2.2 4.9",
    /// The day's list: a sun at the horizon.
    Today => "M2.5 15.5h15M5.5 12.5a4.5 4.5 0 0 1 9 0M10 3v2.2M3.6 6.6l1.5 1.4M16.4 6.6l-1.5 1.4",
    /// The board: columns of different length.
    Pipeline => "M3.5 3.5h3.5v13H3.5zM8.3 3.5h3.5v8.5H8.3zM13.1 3.5h3.5v10.5h-3.5z",
    /// Ventures: a seedling.
    Ventures => "M10 17.5V9.5M10 11.5C10 8 7.5 6 3.5 6c0 3.5 2.5 5.5 6.5 5.5zM10 9.5c0-3.5 2.3-6 6.5-6 0 3.8-2.5 6-6.5 6z",
    /// People and organisations.
    People => "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c.3-3 2.5-4.7 5.5-4.7s5.2 1.7 5.5 4.7M13 4a2.8 2.8 0 0 1 0 5.3M15 12.3c1.8.6 2.8 2 3 4.2",
    /// One person.
    Person => "M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.8 17c.4-3.3 2.9-5.2 6.2-5.2s5.8 1.9 6.2 5.2",
    /// An organisation: a building.
    Organisation => "M3 17.5h14M4.5 17.5V6.5L10 3l5.5 3.5v11M8 17.5v-3.5h4v3.5M8 8.5v.1M12 8.5v.1M8 11.3v.1M12 11.3v.1",
    /// Data: stacked trays.
    Data => "M10 3c4 0 6.5 1 6.5 2.5S14 8 10 8 3.5 7 3.5 5.5 6 3 10 3zM3.5 5.5v9C3.5 16 6 17 10 17s6.5-1 6.5-2.5v-9M3.5 10c0 1.5 2.5 2.5 6.5 2.5s6.5-1 6.5-2.5",
    /// Settings: sliders.
    Settings => "M3 6h7M14 6h3M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM3 14h3M10 14h7M8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
    /// Search.
    Search => "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
    /// Undo.
    Undo => "M7 4L3.5 7.5 7 11M3.5 7.5H12a4.5 4.5 0 0 1 0 9H8",
    /// Redo.
    Redo => "M13 4l3.5 3.5L13 11M16.5 7.5H8a4.5 4.5 0 0 0 0 9h4",
    /// Add.
    Plus => "M10 4v12M4 10h12",
    /// Close or take away.
    Close => "M5 5l10 10M15 5L5 15",
    /// Done, chosen, met.
    Check => "M4 10.5l4 4 8-9",
    /// Partly met: a half.
    Half => "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM10 3.5v13M8 4.5v11M6 6v8",
    /// Not yet: an open circle.
    Open => "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z",
    /// Not applicable: a dash.
    Dash => "M5 10h10",
    /// Opens downwards.
    ChevronDown => "M5 7.5l5 5 5-5",
    /// Leads on.
    ChevronRight => "M7.5 5l5 5-5 5",
    /// Leads back.
    ChevronLeft => "M12.5 5l-5 5 5 5",
    /// Up, ascending.
    ArrowUp => "M10 16V4M5.5 8.5L10 4l4.5 4.5",
    /// Down, descending.
    ArrowDown => "M10 4v12M5.5 11.5L10 16l4.5-4.5",
    /// More actions.
    More => "M4.4 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M9.4 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M14.4 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0",
    /// A handle to drag by.
    Grip => "M6.9 5a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M6.9 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M6.9 15a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M11.9 5a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M11.9 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M11.9 15a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0",
    /// Move to a stage.
    Move => "M3 10h10.5M9.5 5.5L14 10l-4.5 4.5M17 4v12",
    /// Filter.
    Filter => "M3 5h14M5.5 10h9M8 15h4",
    /// Sort.
    Sort => "M6 4v12M3 13l3 3 3-3M14 16V4M11 7l3-3 3 3",
    /// Choose columns.
    Columns => "M3 4h14v12H3zM7.7 4v12M12.3 4v12",
    /// Table.
    Table => "M3 4h14v12H3zM3 8h14M3 12h14M8 8v8",
    /// A day.
    Calendar => "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
    /// Time passing.
    Clock => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.3l2.8 1.7",
    /// Look out.
    Warning => "M10 3.5l7.5 13h-15zM10 8.5v4M10 14.5v.1",
    /// Worth knowing.
    Info => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.3V14M10 6.5v.1",
    /// Into this browser, or onto this computer.
    Download => "M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13",
    /// Out of a file.
    Upload => "M10 13V3.5M6 7l4-4 4 4M3.5 16.5h13",
    /// Delete.
    Bin => "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5",
    /// Edit.
    Pencil => "M4 16l.8-3.5L13.5 3.8l2.7 2.7-8.7 8.7zM11.8 5.5l2.7 2.7",
    /// A link.
    Link => "M8.5 11.5a3 3 0 0 0 4.3 0l2.8-2.8a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-2.8 2.8a3 3 0 0 0 4.3 4.3l1-1",
    /// Opens elsewhere.
    External => "M8 4.5H4v11.5h11.5v-4M11.5 3.5h5v5M16.5 3.5L9.5 10.5",
    /// A place.
    Place => "M10 17.5c3.5-4 5.3-6.8 5.3-9.3a5.3 5.3 0 0 0-10.6 0c0 2.5 1.8 5.3 5.3 9.3zM10 10a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z",
    /// A note.
    Note => "M4 3.5h12v9l-4 4H4zM12 16.5v-4h4M7 7h6M7 10h4",
    /// A call.
    Phone => "M5.5 3.5l2.5 0 1.2 3.3-1.6 1.3a9 9 0 0 0 4.3 4.3l1.3-1.6 3.3 1.2v2.5c0 1.1-1 2-2 2C9 16 4 11 3.5 5.5c0-1 .9-2 2-2z",
    /// An email.
    Mail => "M3 5h14v10.5H3zM3 5.5l7 5.5 7-5.5",
    /// A meeting: two speech bubbles.
    Meeting => "M3 4h9v6.5H7.5L5 12.8v-2.3H3zM14.5 7.5H17V14h-2v2.3L12.5 14H9v-1",
    /// A visit: a door.
    Visit => "M5 17V3.5h8.5V17M3 17h14M10.8 10.3v.1",
    /// A decision: a signpost.
    Decision => "M10 2.5v15M10 4h5l2 2-2 2h-5M10 9.5H5.5l-2 2 2 2H10",
    /// An update from the founder.
    Founder => "M3.5 16.5V8.5L10 3.5l6.5 5v8M7 16.5c0-3 1.2-4.5 3-4.5s3 1.5 3 4.5",
    /// Money.
    Pound => "M14 6.3A3.3 3.3 0 0 0 10.8 3.5c-2.3 0-3.3 1.5-3.3 3.5 0 3 1 5-1.5 9.5h8.5M5.5 10.5h6",
    /// A document.
    Document => "M5 3h6.5L15 6.5V17H5zM11.5 3v3.5H15M7.5 10h5M7.5 13h5",
    /// History of changes.
    History => "M3.5 10a6.5 6.5 0 1 1 2 4.7M3.5 16.5v-3h3M10 6.5V10l2.5 2",
    /// No network.
    Offline => "M3 3l14 14M6 14.5a3.3 3.3 0 0 1-.3-6.5M8.5 5.3A4.8 4.8 0 0 1 14.5 9a3 3 0 0 1 2 4.5M9 14.5h4",
    /// Saved.
    Saved => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM6.8 10.3l2.3 2.3 4.2-4.8",
    /// Light.
    Sun => "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
    /// Dark.
    Moon => "M16.5 11.8A6.8 6.8 0 1 1 8.2 3.5a5.5 5.5 0 0 0 8.3 8.3z",
    /// Keyboard.
    Keyboard => "M2.5 5.5h15v9h-15zM5.5 8.5v.1M8.5 8.5v.1M11.5 8.5v.1M14.5 8.5v.1M6 11.8h8",
    /// Print.
    Print => "M6 7.5V3h8v4.5M6 14H3V7.5h14V14h-3M6 11.5h8V17H6z",
    /// Copy.
    Copy => "M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7",
    /// A saved view.
    Bookmark => "M5.5 3.5h9v13.5L10 13.5 5.5 17z",
    /// A star: favoured.
    Star => "M10 3l2.1 4.6 4.9.6-3.6 3.4 1 4.9L10 14l-4.4 2.5 1-4.9L3 8.2l4.9-.6z",
    /// Put two records together.
    Merge => "M5 3.5v3c0 3 5 3.5 5 6.5v3.5M15 3.5v3c0 3-5 3.5-5 6.5M7.5 14.5L10 17l2.5-2.5",
    /// Only staff see it.
    Lock => "M4.5 9h11v8h-11zM7 9V6.5a3 3 0 0 1 6 0V9",
    /// Help.
    Help => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7.9 8.2c0-1.3 1-2 2.1-2s2.1.7 2.1 1.9c0 1.6-2.1 1.7-2.1 3.3M10 13.8v.1",
    /// Full width or folded out.
    Menu => "M3 5.5h14M3 10h14M3 14.5h14",
}

/// Draws an icon in the colour and size of the text around it, hidden from assistive technology.
#[must_use]
pub fn icon(which: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=which.path()></path>
        </svg>
    }
    .into_any()
}

/// The mark of the app: an egg and a new leaf in a nest. Drawn in its own three colours.
#[must_use]
pub fn nest_mark() -> AnyView {
    view! {
        <svg class="nest-mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <path class="nest-leaf" d="M25 26c-4-9-1-18 10-23 5 10 1 19-10 23z"></path>
            <ellipse
                class="nest-egg"
                cx="17.5"
                cy="19"
                rx="6.5"
                ry="8.5"
                transform="rotate(-12 17.5 19)"
            ></ellipse>
            <path
                class="nest-twigs"
                d="M3 23c10 6 34 5 42-1M4 28c11 6 31 3 39-2M6 31c8 7 27 6 36-2M9 36c10 6 25 3 31-4M14 41c8 3 18 0 23-5"
            ></path>
        </svg>
    }
    .into_any()
}

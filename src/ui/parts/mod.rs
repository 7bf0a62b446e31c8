//! The parts every page is built from: looks, focus, wording of errors, announcements.
//!
//! Parts know nothing of the workspace; of the domain only how money and days are written. They take text, signals and callbacks, and hand back views.
//! `use crate::ui::parts::*;` brings all of them. Class names are catalogued at the top of each
//! file in `style/`.
//!
//! Wherever a prop says *into*, a plain value, a signal, a memo or a closure will do:
//! `label="Save"`, `label=move || title.get()`, `on_press=move || save()`.
//! Closures for callbacks must be `Send + Sync`: capture signals and `StoredValue`s, not `Rc`s.
//!
//! # Pictures and words
//! ```text
//! icon(Icon::Plus)                                       -> AnyView, hidden from assistive technology
//! nest_mark()                                            -> AnyView, the app's mark in its own colours
//! door_picture(Door::{Empty, Import, Example})            -> AnyView for the start page
//! fresh_id("field") -> String                            a page-unique element id
//! announce("Moved Green Gym to Test safely")             spoken politely; needs <LiveRegion/> at the root
//! announce_now("Nothing is being saved")                 spoken at once, for what cannot wait
//! <LiveRegion/>                                          once, at the root
//! <SkipLink/>                                            once, first in the page; leads to #main
//! <StageLabel place=Signal<StagePlace>(into) label=Signal<String>(into)/>
//!     StagePlace { index: usize, of: usize };  stage_class(place) -> "stage-1" … "stage-7"
//! <Chip label(into) icon?=Icon on_remove?(into)=Callback<()>/>
//! <FilterChip label(into) value(into) on_press(into) on_remove(into)/>
//! <Money pence=Signal<i64>(into) exact?=bool/>           £1,200 (or £1,200.50 when there are pence)
//! money_text(pence: i64) -> String                       the same text
//! <DayText iso=Signal<String>(into) show?=Signal<String>(into)/>   <time>: 2026-06-07 as "7 June 2026"
//! day_text(iso: &str) -> Option<String>                  the same text
//! <EmptyState icon=Icon title(into) text(into)> buttons </EmptyState>
//! <Banner tone=Tone title(into) on_dismiss?(into)=Callback<()>> text, buttons </Banner>
//!     Tone::{Info, Good, Warning, Danger}
//! <Progress label(into) done=Signal<u64>(into) total?=Signal<Option<u64>>(into) on_cancel?(into)=Callback<()>/>
//! <Skeleton rows=usize label(into)/>                     grey lines while something opens
//! ```
//!
//! # Buttons and menus
//! ```text
//! <Button label(into) on_press(into)=Callback<()> kind?=ButtonKind icon?=Icon small?=bool
//!         disabled?=Signal<bool>(into) pressed?=Signal<Option<bool>>(into)
//!         describe?=Signal<String>(into) id?(into)=String submit?=bool/>
//!     ButtonKind::{Plain, Primary, Quiet, Danger}        Plain is the default
//!     disabled keeps the button in the tab order (aria-disabled) and ignores presses
//!     describe is a longer accessible name, e.g. "Finish: send the budget"
//! <IconButton icon=Icon label(into) on_press(into) disabled? pressed? small? id?/>
//!     label is the accessible name and the tooltip
//! <LinkButton label(into) href(into)=String kind? icon?/> an <a> that looks like a button
//! <Menu label(into) items=Signal<Vec<MenuItem>>(into) icon?=Icon kind?=ButtonKind
//!       icon_only?=bool small?=bool describe?(into)/>
//!     MenuItem::new("Move to Test safely", move || …) .icon(Icon::Move) .shortcut("M")
//!         .danger() .disabled(true) .checked(true) .after_line()
//! <Tabs name=&'static str label(into) tabs=Signal<Vec<Tab>>(into) selected=Signal<String>(into)
//!       on_select(into)=Callback<String>/>               Tab::new("id", "Label").count(12)
//! <TabPanel name=&'static str selected=Signal<String>(into)> … </TabPanel>   same name as its Tabs
//! ```
//!
//! # Fields (a draft is text; the page parses it)
//! All take `label(into)`, `hint?(into)`, `error?=Signal<Option<String>>(into)`, `id?(into)=String`,
//! `optional?=bool` (adds "(optional)"), `hide_label?=bool`, `disabled?=Signal<bool>(into)`,
//! `on_commit?(into)=Callback<String>` (Enter, or leaving the field after a change).
//! ```text
//! <TextField value=RwSignal<String> kind?=InputKind  prefix?(into) width?=FieldWidth
//!            suggestions?=Signal<Vec<String>>(into) autofocus?=bool/>
//!     InputKind::{Text, Email, Tel, Url, Search}   FieldWidth::{Full, Half, Short}
//! <TextArea value=RwSignal<String> rows?=u32/>           grows with its text; Ctrl/Cmd Enter commits
//! <SelectField value=RwSignal<String> options=Signal<Vec<Choice>>(into)/>
//!     Choice::new("value", "Label").hint("…").group("…")
//! <DateField value=RwSignal<String> read(into)=Callback<String, Result<String, String>>/>
//! <MoneyField value=RwSignal<String> read(into)=Callback<String, Result<String, String>>/>
//!     read turns what was typed into words ("Sunday 7 June 2026", "£1,200.50") or an error;
//!     Ok("") says nothing. The reading appears beside the field while typing, the error on leaving it.
//! <CheckboxField checked=RwSignal<bool> on_change?(into)=Callback<bool>/>       no on_commit
//! <ChoiceField value=RwSignal<String> options=Signal<Vec<Choice>>(into) look?=ChoiceLook/>
//!     radio group; ChoiceLook::{List, Segments}
//! <ErrorSummary errors=Signal<Vec<FieldError>>(into)/>   takes focus when it appears
//!     FieldError { field: String /* element id */, message: String }
//! ```
//!
//! # Over the page
//! ```text
//! <Dialog open=Signal<bool>(into) on_close(into)=Callback<()> title(into) size?=DialogSize
//!         easy_close?=bool> children (built each time it opens) </Dialog>
//!     DialogSize::{Small, Medium, Large}. Esc and the cross call on_close; the page sets `open` false.
//!     easy_close also closes on a press outside (never for forms: drafts are not lost by a slip).
//!     Put buttons in <div class="dialog-actions">. Focus goes to [autofocus], else the title, and back.
//! provide_toasts() once at the root, <Toasts/> once at the root, then anywhere below:
//! let toasts = use_toasts();  toasts.say("Copied");
//! toasts.offer("Moved Green Gym to Test safely", "Undo", Callback::new(move |()| undo()));
//! toasts.warn("…")                                       stays until dismissed
//! ```
//!
//! # Long lists
//! ```text
//! <Windowed count=Signal<usize>(into) row_height=Signal<f64>(into)
//!           key_at(into)=Callback<usize, String> row(into)=Callback<String, AnyView>
//!           label(into) class?=&'static str reveal?=Signal<Option<usize>>(into)/>
//!     A scrolling <ul>. key_at gives the record id at a position (unique; may read signals: the list
//!     follows them), row builds that record's view once. Each <li> carries aria-setsize and -posinset.
//!     Set reveal to scroll a row into view (keyboard). row_height in CSS pixels, gap included.
//! let viewport = Viewport::new();
//! <div class="table-scroll" node_ref=viewport.node tabindex="0" …><table class="table" …>
//!   <thead>…</thead>
//!   <WindowedBody viewport count(into) row_height(into) key_at(into) row(into) columns(into)=usize
//!                 look?(into)=Callback<String, RowLook> reveal?(into)/>
//! </table></div>
//!     the same for the rows of a table: `row` gives the cells (<td>…); each <tr> has aria-rowindex;
//!     RowLook { selected: bool, class: &'static str }. aria-rowcount on <table> is yours.
//! viewport.rewind()                                      back to the top
//! focus_soon("element-id")                               focus after what is drawn now is in the page
//! focus_is_lost()                                        whether what had focus was taken from the page
//! CARD_PITCH, CARD_PITCH_COMPACT, ROW_PITCH, ROW_PITCH_COMPACT: f64   heights the styles are drawn for
//! ```

pub mod button;
pub mod choice_field;
pub mod dialog;
mod element;
pub mod error_summary;
mod field;
mod icon;
pub mod label;
pub mod menu;
pub mod notice;
mod picture;
pub mod speech;
pub mod tabs;
pub mod text_field;
pub mod toast;
pub mod typed_field;
mod viewport;
pub mod windowed;

pub use button::{Button, ButtonKind, IconButton, LinkButton};
pub use choice_field::{CheckboxField, Choice, ChoiceField, ChoiceLook, SelectField};
pub use dialog::{Dialog, DialogSize, focus_what_came_late};
pub use element::{focus_is_lost, focus_on_arrival, focus_soon, fresh_id, px};
pub use error_summary::{ErrorSummary, FieldError};
pub use icon::{Icon, icon, nest_mark};
pub use label::{
    Chip, DayText, FilterChip, Money, StageLabel, StagePlace, day_text, money_text, stage_class,
};
pub use menu::{Menu, MenuItem};
pub use notice::{Banner, EmptyState, Progress, Skeleton, Tone};
pub use picture::{Door, door_picture};
pub use speech::{LiveRegion, SkipLink, announce, announce_now};
pub use tabs::{Tab, TabPanel, Tabs};
pub use text_field::{FieldWidth, InputKind, TextArea, TextField};
pub use toast::{Toaster, Toasts, provide_toasts, use_toasts};
pub use typed_field::{DateField, MoneyField};
pub use viewport::Viewport;
pub use windowed::{RowLook, Windowed, WindowedBody};

/// Height of a board card and the gap below it, in CSS pixels (`--card-pitch`).
pub const CARD_PITCH: f64 = 80.0;
/// The same when `html[data-density=compact]`.
pub const CARD_PITCH_COMPACT: f64 = 56.0;
/// Height of a table row, in CSS pixels (`--row-pitch`).
pub const ROW_PITCH: f64 = 40.0;
/// The same when `html[data-density=compact]`.
pub const ROW_PITCH_COMPACT: f64 = 32.0;

//! Pages and components. Reads views, sends commands; never touches storage.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a component owns what it is given"
)]
#![expect(
    unreachable_pub,
    reason = "the component macro makes props public; this module is the floor's only door"
)]

pub mod actions;
pub mod addressed;
pub mod addresses;
pub mod app;
pub mod appearance;
pub mod carry;
pub mod drafts;
mod dropping;
pub mod files;
pub mod filter_bar;
pub mod form;
pub mod frame;
pub mod gate_dialog;
pub mod in_place;
mod keyboard;
mod on_demand;
mod overlays;
pub mod pages;
pub mod parts;
pub mod session;
pub mod status_dialog;
mod table_file;
pub mod updates;
mod weave;

pub use app::start;

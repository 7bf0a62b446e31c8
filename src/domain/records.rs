//! The records, field by field. Names at the borders are the standards' own where one exists.

mod contracts;
mod founders;
mod journey;
mod people;
mod settings;
mod sharing;
mod together;

pub use contracts::{Bid, Contract, Lot, Opportunity, SocialValuePromise};
pub use founders::{ExportNote, FounderAnswer, UpdateRequest};
pub use journey::{Capital, Document, Entry, GateCheck, StageMove, Step, Story, Venture};
pub use people::{Contact, Organisation, Place};
pub use settings::{Colleague, Criterion, Import, Incubator, Programme, SavedView, Stage};
pub use sharing::{KindReach, Reach, SHARING, reach_of};
pub use together::{Erasure, WorkspaceMark};

//! The records, field by field. Names at the borders are the standards' own where one exists.

mod contracts;
mod journey;
mod people;
mod settings;

pub use contracts::{Bid, Contract, Lot, Opportunity, SocialValuePromise};
pub use journey::{Capital, Document, Entry, GateCheck, StageMove, Step, Story, Venture};
pub use people::{Contact, Organisation, Place};
pub use settings::{Colleague, Criterion, Import, Incubator, Programme, SavedView, Stage};

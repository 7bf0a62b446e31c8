//! The ledger's rules, each borne by tests that are named after it; `docs/LEDGER.md` lists them.

mod bench;
mod erasing;
mod erasing_apart;
mod histories;
mod merging;
mod model;
mod packing;
mod page;
mod paper;
mod random;
mod taking_back;
mod writing;

//! What several browsers have to agree on so that they can hold one workspace. Nobody fills these in.

use crate::domain::schema::definition::record_kind;

record_kind! {
    /// Which workspace this is, so that files of another one are told apart. There is one.
    WorkspaceMark = "workspace" ("workspace", "workspaces") {
        /// The random names that it goes by: one, or several where histories were brought together.
        names: Tags = "Names";
        /// How often a backup was restored over it, a hyphen, and a random word.
        epoch: Line = "Epoch";
    }
}

record_kind! {
    /// A person who was erased for good: no word of them, only what is needed to know the words again.
    Erasure = "erasure" ("erasure", "erasures") {
        /// What must go: {"person", "salt", "words": fingerprints, "spare": records that mean somebody else}.
        rule: Json = "What must go";
    }
}

//! The table's own types, and the macro that writes a record's struct and its row of the table from one listing.

use crate::domain::vocabulary::Choice;

/// What a field holds. Stored forms are JSON.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One line of text.
    Line,
    /// Text of any length.
    Prose,
    /// Pounds as whole pence (JSON number).
    Money,
    /// A civil date, `YYYY-MM-DD`.
    Day,
    /// A whole number, not negative unless its field says so.
    Count,
    /// Yes or no.
    Flag,
    /// An instant, in milliseconds since 1970-01-01 UTC.
    Moment,
    /// One id of a code list.
    Choice(&'static [Choice]),
    /// A stage's id, as the incubator has them.
    StageId,
    /// A web, mail or telephone address.
    Link,
    /// An email address.
    Email,
    /// A UK postcode.
    Postcode,
    /// Another record of that kind.
    Ref(&'static str),
    /// JSON of its own form, described at the field.
    Json,
    /// A set of short texts.
    Tags,
    /// A set of ids of a code list.
    Choices(&'static [Choice]),
    /// A set of organisation identifiers such as `GB-COH-07296070`.
    Identifiers,
    /// A set of records of that kind.
    Refs(&'static str),
}

impl Shape {
    /// Whether the field is a set, merged by adds and removes.
    pub fn is_set(&self) -> bool {
        matches!(
            self,
            Self::Tags | Self::Choices(_) | Self::Identifiers | Self::Refs(_)
        )
    }
}

/// One field of a kind.
#[derive(Debug)]
pub struct FieldSpec {
    /// Its name in storage and export.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// What it is, for whoever reads the export's schema. That is written natively, so the app in the browser does not
    /// carry these texts.
    #[cfg(not(target_arch = "wasm32"))]
    pub about: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether a record without it makes no sense.
    pub required: bool,
}

/// One kind of record.
#[derive(Debug)]
pub struct KindSpec {
    /// Its name in storage and export.
    pub id: &'static str,
    /// What people call one of them, in the middle of a sentence.
    pub one: &'static str,
    /// What people call several.
    pub many: &'static str,
    /// What it is, for whoever reads the export's schema.
    #[cfg(not(target_arch = "wasm32"))]
    pub about: &'static str,
    /// Its fields, in the order people meet them.
    pub fields: &'static [FieldSpec],
}

impl KindSpec {
    /// The field with that name.
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The Rust type that a shape reads as.
macro_rules! shape_type {
    (Line) => { String };
    (Prose) => { String };
    (Money) => { Option<$crate::domain::money::Pence> };
    (Day) => { Option<$crate::domain::dates::Day> };
    (Count) => { Option<i64> };
    (Flag) => { bool };
    (Moment) => { Option<i64> };
    (Choice) => { String };
    (StageId) => { String };
    (Link) => { String };
    (Email) => { String };
    (Postcode) => { String };
    (Ref) => { Option<$crate::ledger::RecordId> };
    (Json) => { $crate::ledger::Value };
    (Tags) => { Vec<String> };
    (Choices) => { Vec<String> };
    (Identifiers) => { Vec<$crate::domain::identifier::OrganisationId> };
    (Refs) => { Vec<$crate::ledger::RecordId> };
}

macro_rules! is_required {
    () => {
        false
    };
    (required) => {
        true
    };
}

/// Writes a record's struct, its row of the table and its reader from one listing.
macro_rules! record_kind {
    (
        $(#[doc = $doc:literal])+
        $Struct:ident = $id:literal ($one:literal, $many:literal) {
            $( $(#[doc = $about:literal])+ $field:ident: $shape:ident $(($arg:expr))? = $label:literal $($required:ident)?; )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Struct {
            /// Names the record for good.
            pub id: $crate::ledger::RecordId,
            $( $(#[doc = $about])+ pub $field: $crate::domain::schema::definition::shape_type!($shape), )+
        }

        impl $Struct {
            /// The kind's name in storage and export.
            pub const KIND: &'static str = $id;

            /// The kind's row of the table.
            pub const SPEC: $crate::domain::schema::KindSpec = $crate::domain::schema::KindSpec {
                id: $id,
                one: $one,
                many: $many,
                #[cfg(not(target_arch = "wasm32"))]
                about: concat!($($doc),+),
                fields: &[$(
                    $crate::domain::schema::FieldSpec {
                        name: stringify!($field),
                        label: $label,
                        #[cfg(not(target_arch = "wasm32"))]
                        about: concat!($($about),+),
                        shape: $crate::domain::schema::Shape::$shape $(($arg))?,
                        required: $crate::domain::schema::definition::is_required!($($required)?),
                    },
                )+],
            };

            /// A record of which nothing is known yet.
            pub fn blank(id: $crate::ledger::RecordId) -> Self {
                Self { id, $( $field: Default::default(), )+ }
            }

            /// Reads the typed form. What is missing or cannot be read is left empty: a merge may bring anything.
            pub fn read(record: $crate::ledger::RecordRef<'_>) -> Self {
                let mut read = Self::blank(record.id());
                $crate::domain::schema::fill(
                    record,
                    Self::SPEC.fields,
                    &mut [$( &mut read.$field ),+],
                );
                read
            }
        }
    };
}

pub(crate) use is_required;
pub(crate) use record_kind;
pub(crate) use shape_type;

//! The incubator itself and what it sets up once.

use crate::domain::{schema::definition::record_kind, vocabulary::VIEW_SCREENS};

record_kind! {
    /// The workspace: whose it is and how it works. There is one.
    Incubator = "incubator" ("incubator", "incubators") {
        /// The incubator's name.
        name: Line = "Name" required;
        /// What it is for, in its own words.
        purpose: Prose = "Purpose";
        /// The places it works in.
        places: Refs("place") = "Places";
        /// Probability in percent for each opportunity status that differs from the default: {"open": 20}.
        probabilities: Json = "Probability assumptions";
        /// Months after which a closed venture's people are listed for review.
        retention_months: Count = "Keep people's details for (months)";
        /// True for the invented example, which is never mixed with real data.
        is_example: Flag = "Example incubator";
    }
}

record_kind! {
    /// A stage of the journey, where it differs from the default or was added.
    Stage = "stage" ("stage", "stages") {
        /// What ventures store; never changes.
        code: Line = "Id" required;
        /// What people read.
        label: Line = "Name" required;
        /// What the stage is for.
        purpose: Prose = "Purpose";
        /// Days after which a venture in this stage deserves a look; 0 for never.
        attention_after_days: Count = "Look again after (days)";
        /// Its place on the board; smaller comes first.
        order: Count = "Order";
        /// Whether the board no longer offers it.
        retired: Flag = "No longer used";
    }
}

record_kind! {
    /// A gate criterion, where it differs from the default or was added.
    Criterion = "criterion" ("criterion", "criteria") {
        /// What gate checks store; never changes.
        code: Line = "Id" required;
        /// The stage that is left through this gate.
        from: StageId = "Stage" required;
        /// What is asked.
        text: Line = "Criterion" required;
        /// Its place in the gate; smaller comes first.
        order: Count = "Order";
        /// Whether the gate no longer asks it.
        retired: Flag = "No longer used";
    }
}

record_kind! {
    /// Somebody who works at the incubator.
    Colleague = "colleague" ("colleague", "colleagues") {
        /// The name people use.
        name: Line = "Name" required;
        /// What they do here.
        role: Line = "Role";
        /// Work email.
        email: Email = "Email";
        /// Whether they have left.
        left: Flag = "Has left";
    }
}

record_kind! {
    /// An intake with dates: a programme, or one cohort of it.
    Programme = "programme" ("programme", "programmes") {
        /// What it is called.
        name: Line = "Name" required;
        /// What it offers.
        description: Prose = "What it offers";
        /// First day.
        starts: Day = "Starts";
        /// Last day.
        ends: Day = "Ends";
    }
}

record_kind! {
    /// A set of filters, order, grouping and columns that somebody named.
    SavedView = "saved_view" ("saved view", "saved views") {
        /// What it is called.
        name: Line = "Name" required;
        /// The screen it belongs to.
        screen: Choice(VIEW_SCREENS) = "Screen" required;
        /// The same text that stands in the address.
        query: Line = "What it shows";
    }
}

record_kind! {
    /// A file that was brought in. The change that wrote this wrote everything else of that import too.
    Import = "import" ("import", "imports") {
        /// The file's name.
        name: Line = "File" required;
        /// The file's format: csv or 360giving.
        format: Line = "Format";
        /// SHA-256 of the file, in hexadecimal.
        hash: Line = "Fingerprint";
        /// When.
        imported_on: Day = "Imported on";
        /// How many rows came to what: {"new", "changed", "unchanged", "rejected"}.
        rows: Json = "Rows";
    }
}

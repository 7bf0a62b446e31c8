//! What passes between the incubator and founders, and the note of what left.

use crate::domain::{
    schema::definition::record_kind,
    vocabulary::{ANSWER_STATES, EXPORT_PROFILES, REQUEST_STATES, UPDATE_ASKS},
};

record_kind! {
    /// A founder was asked for an update.
    UpdateRequest = "update_request" ("request for an update", "requests for an update") {
        /// The venture it is about.
        venture: Ref("venture") = "Venture" required;
        /// What is asked.
        asks: Choices(UPDATE_ASKS) = "What is asked";
        /// Questions in our own words: [{"id", "text"}].
        questions: Json = "Our own questions";
        /// The day by which an answer would help.
        due: Day = "Answer by";
        /// A line from whoever asks.
        message: Prose = "A personal line";
        /// Who asks.
        asked_by: Line = "Asked by";
        /// What they do here.
        asked_as: Line = "Role of who asks";
        /// Where the answer may be sent.
        reply_to: Email = "Answer to";
        /// When it was asked.
        asked_on: Day = "Asked on" required;
        /// How it stands.
        state: Choice(REQUEST_STATES) = "State" required;
        /// When the answer came, or when it was withdrawn.
        closed_on: Day = "Answered or withdrawn on";
    }
}

record_kind! {
    /// An answer that a founder sent, as it came, with what was decided about it.
    FounderAnswer = "founder_answer" ("founder’s answer", "founders’ answers") {
        /// Who sent it.
        from: Line = "From" required;
        /// The venture it is about; none while a venture that a founder started waits for review.
        venture: Ref("venture") = "Venture";
        /// What the founder calls it.
        venture_name: Line = "Name of the venture";
        /// The request it answers; none when the founder wrote unasked.
        request: Ref("update_request") = "Request";
        /// When it came.
        received_on: Day = "Received on" required;
        /// How it stands.
        state: Choice(ANSWER_STATES) = "State" required;
        /// The answer as it came: the body of the file.
        content: Json = "The answer";
        /// What was decided, by part: {"venture.one_line": {"verdict": "accepted", "word": ""}}.
        decisions: Json = "What was decided";
    }
}

record_kind! {
    /// Data left: which profile, when, by whom, how much.
    ExportNote = "export" ("export", "exports") {
        /// The profile.
        profile: Choice(EXPORT_PROFILES) = "What left" required;
        /// The venture, where it was about one.
        venture: Ref("venture") = "Venture";
        /// When.
        made_on: Day = "When" required;
        /// Who.
        made_by: Line = "By";
        /// How many records it held.
        record_count: Count = "Records";
        /// How many of each kind: {"venture": 12}.
        counts: Json = "Records by kind";
        /// Whether personal data was in it.
        personal: Flag = "Held personal data";
        /// Whether it was sealed with a passphrase.
        sealed: Flag = "Sealed";
        /// The file's name.
        file: Line = "File";
    }
}

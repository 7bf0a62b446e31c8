//! What the invented incubator goes for and delivers: opportunities, bids and contracts. All of it is made up.

/// An invented opportunity.
pub(super) struct Possible {
    pub(super) title: &'static str,
    pub(super) summary: &'static str,
    /// An index into the funders, then into [`BUYERS`].
    pub(super) buyer: usize,
    pub(super) place: &'static str,
    pub(super) status: &'static str,
    pub(super) kind: &'static str,
    /// Thousands of pounds, from and up to; the same twice for one figure, nothing for none.
    pub(super) thousands: (i64, i64),
    /// Months from this one to its first, and how many it runs; no months where nobody knows.
    pub(super) term: (i32, i32),
    /// Days from today to the last day for bids; 0 for none.
    pub(super) deadline: i64,
    pub(super) evidence: &'static str,
    pub(super) code: &'static str,
    /// Names of ventures that bid, the first leading.
    pub(super) ventures: &'static [&'static str],
}

/// An invented contract.
pub(super) struct Signed {
    pub(super) title: &'static str,
    pub(super) buyer: usize,
    /// The ventures that deliver it, the first leading; nobody for somebody else's.
    pub(super) ventures: &'static [&'static str],
    /// The title of the opportunity it came from; may be empty.
    pub(super) from: &'static str,
    pub(super) status: &'static str,
    pub(super) thousands: i64,
    /// Months from this one to its first, and how many it runs.
    pub(super) term: (i32, i32),
    pub(super) extensions: &'static str,
    /// Days of notice about an extension, and to end it early; 0 where nothing is written.
    pub(super) notice: (i64, i64),
    pub(super) measures: &'static str,
    pub(super) promise: &'static str,
}

/// Buyers beside the funders, and two who deliver for others.
pub(super) static BUYERS: &[(&str, &str)] = &[
    ("Saltby and Harrowmere Hospitals Trust", "buyer"),
    ("Thornley Schools Partnership", "buyer"),
    ("Larkmoor Care Ltd", "supplier"),
    ("Quayline Support Ltd", "supplier"),
];

macro_rules! possible {
    ($($title:literal, $summary:literal, $buyer:literal, $place:literal, $status:literal, $kind:literal,
        $thousands:tt, $term:tt, $deadline:literal, $evidence:literal, $code:literal, [$($venture:literal),*];)+) => {
        /// The opportunities.
        pub(super) static POSSIBLE: &[Possible] = &[$(Possible {
            title: $title, summary: $summary, buyer: $buyer, place: $place, status: $status, kind: $kind,
            thousands: $thousands, term: $term, deadline: $deadline, evidence: $evidence, code: $code,
            ventures: &[$($venture),*],
        }),+];
    };
}

possible! {
    "First week home from hospital", "Practical help for older people in the week after they leave hospital.", 1, "Harrowmere", "contracted", "public_contract", (285, 285), (-7, 24), -300, "signed_contract", "85312000 Social work services", ["Homeward", "Care Collective"];
    "Breathing and singing groups", "Groups for people with lung disease, by referral from surgeries.", 1, "Marlow Vale", "contracted", "spot_purchase", (48, 48), (-15, 18), -480, "paid_invoice", "85140000 Health services", ["Breathe Easy Singing"];
    "Laundry and listening on three estates", "A laundry with somebody to talk to for families in temporary housing.", 4, "Dockside", "contracted", "grant_agreement", (96, 96), (-19, 24), -600, "signed_contract", "98310000 Laundry services", ["Loop Laundry"];
    "Breaks for unpaid carers", "Short breaks arranged by people who have been carers.", 0, "Harrowmere", "won", "public_contract", (180, 180), (2, 36), -70, "", "85311000 Welfare services", ["Second Pair of Hands"];
    "Group physiotherapy near home", "Back pain groups outside hospital.", 6, "Saltby", "preferred", "pilot_or_test_fund", (62, 62), (3, 12), -45, "preferred_or_award_letter", "85142100 Physiotherapy services", ["Tidewater Physio"];
    "Falls prevention across the county", "Balance and strength groups for people over 70, in four areas.", 0, "Saltby", "submitted", "public_contract", (240, 240), (5, 36), -12, "published_notice", "85312000 Social work services", ["Sea Legs", "Step Outside"];
    "Supported work for people in recovery", "Paid places and a mentor for people in recovery.", 0, "Dockside", "submitted", "social_outcomes_contract", (150, 210), (6, 24), -20, "in_writing", "80500000 Training services", ["Recovery Bakery"];
    "Night outreach", "A nurse and an adviser for people without a home, at night.", 1, "Dockside", "bidding", "public_contract", (132, 132), (6, 24), 12, "published_notice", "85311000 Welfare services", ["Nightshift"];
    "Interpreting for Deaf patients", "Deaf-led interpreting and support at appointments.", 6, "Harrowmere", "bidding", "framework_place", (90, 140), (7, 36), 26, "published_notice", "79540000 Interpretation services", ["Signs of Life"];
    "Men alone", "Places where men who live alone meet around something to do.", 0, "Dockside", "open", "public_contract", (54, 54), (6, 12), 33, "published_notice", "85320000 Social services for loneliness", ["The Mending Room"];
    "Mental health support for young people", "Activity and talk for teenagers out of school.", 1, "Marlow Vale", "open", "public_contract", (320, 320), (8, 36), 40, "published_notice", "85312000 Social work services", [];
    "School food with children and parents", "Cooking clubs and breakfasts in nine schools.", 7, "Thornley", "open", "public_contract", (75, 75), (9, 24), 19, "published_notice", "55520000 Catering services", [];
    "Home care by neighbourhood teams", "Care at home by teams that plan their own rounds.", 0, "Harrowmere", "open", "public_contract", (960, 960), (10, 48), 55, "published_notice", "85312000 Social work services", ["Care Collective"];
    "Advice for tenants in high flats", "Heating, falls and benefits advice where people live.", 4, "Dockside", "engaging", "pilot_or_test_fund", (20, 40), (5, 12), 0, "said_verbally", "", ["Ground Floor"];
    "Patients check services", "People with learning disabilities as paid checkers of services.", 1, "Harrowmere", "engaging", "public_contract", (85, 85), (7, 24), 0, "said_verbally", "85320000 Social services for access", ["Our Voices Advocacy"];
    "Medicines to the door", "Delivery of medicines with a check at the door.", 1, "Thornley", "horizon", "public_contract", (110, 110), (11, 24), 0, "published_notice", "", ["Community Pharmacy Runners"];
    "County-wide community transport", "Lifts to appointments in the whole county.", 0, "Upper Fenwick", "horizon", "public_contract", (600, 600), (13, 48), 0, "published_notice", "60100000 Road transport services", [];
    "Diabetes cooking groups", "Cooking with families who live with diabetes.", 1, "Thornley", "conversation", "pilot_or_test_fund", (18, 18), (4, 9), 0, "said_verbally", "", ["Kitchen Table"];
    "Placements in hospital kitchens", "Paid first jobs for young people leaving care.", 6, "Dockside", "conversation", "grant_agreement", (40, 40), (0, 0), 0, "said_verbally", "", ["Ward to Work"];
    "Adapted cycling on prescription", "Rides with a buddy, by referral.", 1, "Harrowmere", "conversation", "spot_purchase", (12, 24), (3, 12), 0, "said_verbally", "", ["Steady On Bikes"];
    "Support for kinship carers", "Meals and meet-ups for grandparents who raise children.", 0, "Marlow Vale", "conversation", "grant_agreement", (0, 0), (0, 0), 0, "", "", ["Kin Kitchen"];
    "Day opportunities framework", "A list of providers of day services.", 0, "Harrowmere", "lost", "framework_place", (260, 260), (-3, 36), -160, "published_notice", "85311000 Welfare services", ["Step Outside", "Farm Fresh Minds"];
    "Community meals", "Hot meals brought to people at home.", 0, "Upper Fenwick", "lost", "public_contract", (190, 190), (-5, 24), -220, "published_notice", "55521000 Catering services", ["Recovery Bakery"];
    "Hearing aid repairs in libraries", "Repairs and checks once a month.", 6, "Upper Fenwick", "lost", "pilot_or_test_fund", (15, 15), (-2, 12), -110, "in_writing", "", ["Hear Here"];
    "Digital skills for patients", "Help to book and to read results on a screen.", 1, "Harrowmere", "withdrew", "pilot_or_test_fund", (30, 30), (-4, 12), -190, "said_verbally", "", ["Digital Doorstep"];
}

/// What was heard and learned of bids that were lost, by the opportunity's title.
pub(super) static LESSONS: &[(&str, &str, &str, usize)] = &[
    (
        "Day opportunities framework",
        "Third of five. Strong on what changes for people; the price had no line for management.",
        "Show what running it costs, and say who steps in when somebody is ill. Ask for the model answer early.",
        8,
    ),
    (
        "Community meals",
        "The winner could start in a week and serve the whole county.",
        "We were too small for the whole. Ask the buyer for lots before the notice is out, or bid beside somebody who drives already.",
        9,
    ),
    (
        "Hearing aid repairs in libraries",
        "They liked it and bought it from the supplier they knew.",
        "Nobody there had met us before the bid. Meet first.",
        9,
    ),
];

macro_rules! signed {
    ($($title:literal, $buyer:literal, [$($venture:literal),*], $from:literal, $status:literal, $thousands:literal, $term:tt,
        $extensions:literal, $notice:tt, $measures:literal, $promise:literal;)+) => {
        /// The contracts.
        pub(super) static SIGNED: &[Signed] = &[$(Signed {
            title: $title, buyer: $buyer, ventures: &[$($venture),*], from: $from, status: $status, thousands: $thousands,
            term: $term, extensions: $extensions, notice: $notice, measures: $measures, promise: $promise,
        }),+];
    };
}

signed! {
    "First week home from hospital", 1, ["Homeward", "Care Collective"], "First week home from hospital", "active", 285, (-7, 24), "12", (90, 90), "People still at home after 30 days, each quarter.", "Two paid places for people who have been patients";
    "Breathing and singing groups", 1, ["Breathe Easy Singing"], "Breathing and singing groups", "active", 48, (-15, 18), "6+6", (60, 0), "People who come ten times or more.", "A free group for carers in each town";
    "Laundry and listening on three estates", 4, ["Loop Laundry"], "Laundry and listening on three estates", "active", 96, (-19, 24), "", (0, 30), "Families who came, and what they asked for.", "All wages at the real living wage";
    "Home care, eastern wards", 0, ["Care Collective"], "", "active", 640, (-28, 36), "12+12", (120, 180), "Hours delivered; the same carer in eight visits of ten.", "Six apprentices from the estate";
    "Walks from surgeries", 1, ["Step Outside"], "", "active", 36, (-9, 12), "", (0, 0), "People referred, and people who still walk after half a year.", "";
    "Counter and community kitchen", 0, ["The Long Table"], "", "ended", 55, (-40, 24), "", (0, 0), "", "";
    "Floating support for older tenants", 4, [], "", "active", 410, (-26, 36), "", (0, 0), "", "";
    "Young people's wellbeing hubs", 7, [], "", "active", 730, (-37, 48), "12", (0, 0), "", "";
}

/// Who delivers the contracts of others, by title: indices like those of buyers.
pub(super) static RIVALS: &[(&str, usize)] = &[
    ("Floating support for older tenants", 9),
    ("Young people's wellbeing hubs", 8),
];

/// What was said to buyers: venture, buyer, days ago, what was said, what was agreed.
pub(super) static TALKS: &[(&str, usize, i64, &str, &str)] = &[
    (
        "Homeward",
        1,
        24,
        "Half of the people referred come from two wards. They would like a weekend service and have no budget line for it yet.",
        "Send the cost of a weekend week.",
    ),
    (
        "Sea Legs",
        0,
        41,
        "The notice will ask for four areas. They did not know that the classes could be run in the lifeboat station.",
        "Visit in Saltby together.",
    ),
    (
        "Second Pair of Hands",
        0,
        9,
        "The award is agreed; legal wants the insurance certificate before signature.",
        "Send the certificate by Friday.",
    ),
    (
        "Common Ground Dental",
        1,
        16,
        "First talk about dental access. They asked who else we work with in Saltby.",
        "",
    ),
    (
        "Recovery Bakery",
        0,
        33,
        "They want to pay for outcomes and have never done so. They asked for an example.",
        "Send two examples from elsewhere.",
    ),
    (
        "Ground Floor",
        4,
        12,
        "They would try one block for three months, if repairs are counted as well.",
        "Write one page: what, whom, how much.",
    ),
];

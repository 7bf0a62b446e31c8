//! What the invented incubator is about. No person, place or organisation here is real.

/// An invented venture.
pub(super) struct Idea {
    pub(super) name: &'static str,
    pub(super) one_line: &'static str,
    pub(super) need: &'static str,
    pub(super) who_for: &'static str,
    pub(super) place: &'static str,
    pub(super) themes: &'static [&'static str],
    pub(super) origin: &'static str,
    pub(super) legal_form: &'static str,
    /// How far it has come: an index into the stages.
    pub(super) reached: usize,
    pub(super) disposition: &'static str,
    pub(super) reason: Option<&'static str>,
    pub(super) founder: &'static str,
}

impl Idea {
    /// The name of its organisation.
    pub(super) fn organisation(&self) -> String {
        let ending = match self.legal_form {
            "cic_clg" | "cic_cls" => " CIC",
            "clg" | "charitable_company" | "ltd" => " Ltd",
            "cbs" => " Community Benefit Society",
            "coop" => " Co-operative",
            _ => "",
        };
        format!("{}{ending}", self.name)
    }
}

/// Invented places with no official codes.
pub(super) static PLACES: &[(&str, Option<&str>)] = &[
    ("Harrowmere", None),
    ("Saltby", None),
    ("Upper Fenwick", None),
    ("Dockside", None),
    ("Marlow Vale", None),
    ("Thornley", None),
];

/// Invented colleagues.
pub(super) static COLLEAGUES: &[(&str, &str)] = &[
    ("Ruth Adeyemi", "Programme manager"),
    ("Callum Pryce", "Venture coach"),
    ("Nadia Rahman", "Venture coach"),
    ("Owen Hartley", "Contracts and partnerships lead"),
    ("Siân Morris", "Venture coach"),
];

/// Invented funders and buyers.
pub(super) static FUNDERS: &[(&str, &str)] = &[
    ("Harrowmere Council", "buyer"),
    ("Harrowmere Integrated Care Board", "buyer"),
    ("The Fenwick Trust", "funder"),
    ("Good Harvest Social Investment", "investor"),
    ("Dockside Housing", "partner"),
    ("Marlow Vale Community Foundation", "funder"),
];

macro_rules! ideas {
    ($($name:literal, $line:literal, $need:literal, $for:literal, $place:literal, [$($theme:literal),*], $origin:literal, $form:literal, $reached:literal, $founder:literal $(, $door:literal, $reason:literal)?;)+) => {
        /// The ventures.
        pub(super) static IDEAS: &[Idea] = &[$(Idea {
            name: $name, one_line: $line, need: $need, who_for: $for, place: $place, themes: &[$($theme),*],
            origin: $origin, legal_form: $form, reached: $reached, founder: $founder,
            disposition: ideas!(@door $($door)?), reason: ideas!(@reason $($reason)?),
        }),+];
    };
    (@door) => { "active" };
    (@door $door:literal) => { $door };
    (@reason) => { None };
    (@reason $reason:literal) => { Some($reason) };
}

ideas! {
    "Green Gym", "Outdoor exercise on prescription, led by neighbours", "“I was told to move more, and there was nowhere I would not feel stared at.”", "Adults with long-term pain", "Saltby", ["Long-term conditions", "Green space"], "community_led", "cic_clg", 2, "Amina Khalil";
    "Second Pair of Hands", "Short breaks for unpaid carers, by people who have been carers", "“Nobody asks what I need. I have not slept through a night in four years.”", "Unpaid carers", "Harrowmere", ["Carers"], "founder_led", "cic_clg", 5, "Grace Oyelaran";
    "The Mending Room", "Repair cafe that brings isolated men together around a bench", "“I will not go to a support group. I will come and fix a radio.”", "Men living alone", "Dockside", ["Loneliness", "Repair"], "community_led", "cio", 4, "Terry Walsh";
    "Homeward", "Practical help in the first week after leaving hospital", "“I came home to a cold house and an empty fridge.”", "Older people leaving hospital", "Harrowmere", ["Hospital discharge", "Ageing well"], "public_sector_spin_out", "cic_clg", 6, "Priya Nair";
    "Kitchen Table", "Cooking together for people with type 2 diabetes", "“The leaflet tells me what not to eat. It does not know what I cook.”", "Families living with diabetes", "Thornley", ["Food", "Long-term conditions"], "community_led", "cic_clg", 3, "Shabana Malik";
    "Quiet Hours", "Calm spaces in shops and surgeries for autistic people", "“I can do my shopping if the lights are not screaming.”", "Autistic adults", "Harrowmere", ["Neurodiversity", "Access"], "founder_led", "not_yet", 1, "Ellis Grant";
    "Ward to Work", "Paid placements in hospital kitchens and gardens for care leavers", "“Everyone wants experience. Nobody gives you the first day.”", "Young people leaving care", "Dockside", ["Work", "Young people"], "partnership_or_consortium", "clg", 3, "Jodie Marsh";
    "Sea Legs", "Balance classes on the pier for people who fear falling", "“I stopped going out after the fall. Not because I was hurt. Because I was afraid.”", "People over 70", "Saltby", ["Falls", "Ageing well"], "founder_led", "cic_cls", 4, "Morag Sinclair";
    "Talking Allotment", "Gardening and conversation for people waiting for mental health care", "“Eighteen weeks is a long time to be told to wait.”", "Adults on a waiting list", "Upper Fenwick", ["Mental health", "Green space"], "community_led", "cio", 2, "Dev Patel";
    "Baby Steps Network", "New parents supported by parents of toddlers on the same street", "“My health visitor is lovely and I have seen her twice.”", "New parents", "Thornley", ["Early years", "Peer support"], "community_led", "unincorporated", 1, "Leanne Fox";
    "Harrow Home Share", "Older people with a spare room, and students who need one", "“The house is too quiet and the rent is too high: that is the same problem twice.”", "Older people and students", "Harrowmere", ["Housing", "Loneliness"], "founder_led", "not_yet", 0, "Tomasz Nowak";
    "Signs of Life", "Deaf-led health appointments and interpreting", "“My daughter should not have to tell me my diagnosis.”", "Deaf people", "Harrowmere", ["Access"], "community_led", "coop", 5, "Rosa Bell";
    "Nightshift", "A warm van with tea, a nurse and a benefits adviser", "“At three in the morning there is A&E or there is nothing.”", "Night workers and rough sleepers", "Dockside", ["Homelessness"], "partnership_or_consortium", "cic_clg", 4, "Danny Okoro";
    "Common Ground Dental", "A dental clinic owned by its patients", "“I pulled it out myself.”", "People without a dentist", "Saltby", ["Dental"], "co_operative_start", "cbs", 3, "Helen Prior";
    "Loop Laundry", "Laundry and a listening ear on three estates", "“You learn a lot about somebody from their washing.”", "Families in temporary housing", "Dockside", ["Housing", "Work"], "community_led", "cic_clg", 5, "Marie Dubois";
    "Breathe Easy Singing", "Singing groups for people with lung disease", "“I have not had the breath to sing since 2019. I did not know I missed it.”", "People with lung disease", "Marlow Vale", ["Long-term conditions", "Arts"], "founder_led", "cio", 6, "Gwen Pritchard";
    "Plain Papers", "Letters from hospitals rewritten with patients", "“I read it four times and still did not know whether to worry.”", "Anybody who gets a letter", "Harrowmere", ["Access"], "public_sector_spin_out", "cic_clg", 2, "Anil Desai";
    "Farm Fresh Minds", "Care farming for teenagers out of school", "“A goat does not care about your attendance.”", "Teenagers out of school", "Marlow Vale", ["Young people", "Mental health"], "founder_led", "ltd", 4, "Beth Harker";
    "Community Pharmacy Runners", "Bicycle delivery of medicines with a doorstep check", "“The bag came. Nobody came with it.”", "People who cannot leave home", "Thornley", ["Ageing well", "Work"], "community_led", "coop", 3, "Femi Adebayo";
    "Ground Floor", "Advice on falls, heating and benefits in the flats where it is needed", "“The lift has been broken since March.”", "Tenants in high flats", "Dockside", ["Housing", "Falls"], "partnership_or_consortium", "not_yet", 1, "Carol Bishop";
    "Men's Shed North", "A workshop and a kettle", "“Retirement was like falling off a kerb.”", "Retired men", "Upper Fenwick", ["Loneliness"], "community_led", "unincorporated", 0, "Ken Ashworth";
    "Open Door Maternity", "Doulas who speak your language", "“I nodded. I did not understand.”", "Women new to the country", "Harrowmere", ["Early years", "Access"], "founder_led", "cic_clg", 3, "Hodan Yusuf";
    "Step Outside", "Walking groups started from surgeries", "“The hardest part is the front step.”", "People with low mood", "Marlow Vale", ["Mental health", "Green space"], "public_sector_spin_out", "cio", 5, "Iain McLeod";
    "Care Collective", "A home care company owned by its carers", "“I get seven minutes with her. I know what she needs and it is not seven minutes.”", "People who need care at home, and their carers", "Harrowmere", ["Care", "Work"], "co_operative_start", "coop", 6, "Julie Tan";
    "Bump and Beyond", "Healthy pregnancy groups in community centres", "“Everything is about the baby.”", "Pregnant women", "Thornley", ["Early years"], "public_sector_spin_out", "clg", 2, "Sarah Lund", "paused", "The founder is on leave until spring. The group meets on; we talk in March.";
    "Recovery Bakery", "Bread, baked by people in recovery", "“I need to be somewhere at five in the morning that is not a park.”", "People in recovery", "Dockside", ["Recovery", "Work", "Food"], "founder_led", "cic_cls", 5, "Mick Doyle";
    "Hear Here", "Hearing checks and aids repaired in libraries", "“It has been in the drawer since it stopped whistling.”", "People with hearing loss", "Upper Fenwick", ["Ageing well", "Access"], "founder_led", "not_yet", 1, "Joan Pickles";
    "Digital Doorstep", "Tablets and patience for online appointments", "“They say it is easy. It is easy for them.”", "People who are not online", "Harrowmere", ["Access"], "community_led", "cic_clg", 2, "Yusuf Demir", "closed_with_learning", "People wanted a person at the surgery, not a tablet at home. The surgeries now have one. What we learned is in the library.";
    "Saltby Swimmers", "Cold water, warm people", "“For ten minutes nothing else is in my head.”", "Anybody who is struggling", "Saltby", ["Mental health"], "community_led", "unincorporated", 0, "Kit Lawson";
    "Warm Front Rooms", "Neighbours open a heated room one day a week", "“I go to the library until it shuts.”", "People in cold homes", "Thornley", ["Housing", "Loneliness"], "community_led", "not_yet", 1, "Maureen Tate";
    "Our Voices Advocacy", "People with learning disabilities checking services", "“Nothing about us without us, and pay us.”", "People with learning disabilities", "Harrowmere", ["Access", "Work"], "charity_trading_arm", "charitable_company", 4, "Robbie Shaw";
    "Kin Kitchen", "Meals and meet-ups for kinship carers", "“I am sixty-four and I am back at the school gate.”", "Grandparents raising children", "Marlow Vale", ["Carers", "Food"], "founder_led", "cic_clg", 3, "Patience Moyo";
    "Tidewater Physio", "Group physiotherapy in the lifeboat station", "“Twelve weeks' wait, then a sheet of exercises.”", "People with back pain", "Saltby", ["Long-term conditions"], "public_sector_spin_out", "cic_clg", 5, "Lars Holm";
    "Paper Boats", "Bereavement groups for children", "“He asks me things I cannot answer.”", "Bereaved children", "Upper Fenwick", ["Young people", "Mental health"], "founder_led", "cio", 2, "Niamh Kelly";
    "Estate Agents of Change", "Residents trained and paid as community researchers", "“We are asked every year. We never hear back.”", "Residents of three estates", "Dockside", ["Work", "Peer support"], "partnership_or_consortium", "not_yet", 0, "Abdi Warsame";
    "Good Neighbour Line", "A phone number answered by somebody two streets away", "“I did not want a service. I wanted a lift.”", "People who need a small favour", "Marlow Vale", ["Loneliness"], "community_led", "unincorporated", 1, "Edith Crane", "withdrawn", "The group joined the parish scheme, which does the same.";
    "Steady On Bikes", "Adapted cycles and riding buddies", "“I had not gone faster than a wheelchair for nine years.”", "Disabled people", "Harrowmere", ["Access", "Green space"], "founder_led", "cic_clg", 4, "Zara Hussain";
    "The Long Table", "A lunch each week, cooked by whoever comes", "“You cannot be lonely with a potato peeler in your hand.”", "Anybody", "Upper Fenwick", ["Food", "Loneliness"], "community_led", "cic_clg", 6, "Peter Lamb", "adopted_by_public_body", "The council now runs it in five libraries, with the founders on the board.";
    "Clear Water Counselling", "Counselling by phone for farm workers", "“There is no signal and nobody to see you cry.”", "Farm workers", "Marlow Vale", ["Mental health"], "founder_led", "not_yet", 0, "Hugh Barton";
    "Stitch in Time", "Health checks at a sewing circle", "“I came for the hem. They found my blood pressure.”", "South Asian women over 50", "Thornley", ["Long-term conditions", "Peer support"], "community_led", "cic_clg", 3, "Nasreen Begum";
}

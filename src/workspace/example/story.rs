//! What happened with each venture of the example: talk, steps, money, checks.

use super::{Is, Maker, check_id, to, words::Idea};
use crate::{
    domain::vocabulary::{DEFAULT_CRITERIA, DEFAULT_STAGES},
    ledger::{RecordId, Value},
};

static SAID: &[(&str, &str, &str)] = &[
    (
        "meeting",
        "Went through who the service is for and who is missing from the room. Two people who use it joined for the first half.",
        "Invite the tenants' group before the next session.",
    ),
    (
        "call",
        "Short call. They are tired but the numbers are up: more people came back a second time than we expected.",
        "Look at the budget together next week.",
    ),
    (
        "visit",
        "Visited on a normal day. Quieter than hoped, warmer than described. The volunteers run it without being told.",
        "Write down what an ordinary day looks like, for the story.",
    ),
    (
        "founder_update",
        "We changed the time to the afternoon because mornings clash with carers' visits. Ten people now, six of them new.",
        "Keep the afternoon slot until spring.",
    ),
    (
        "meeting",
        "Talked about what the council would need to see. Insurance and safeguarding are in place, the data policy is not.",
        "Send the template for a data policy.",
    ),
    (
        "note",
        "Heard from the practice manager that patients ask for it by name.",
        "",
    ),
    (
        "call",
        "The test did not work as planned: people liked it and did not come back. They think it is the bus.",
        "Try it once on the estate itself before changing anything else.",
    ),
    (
        "email",
        "Sent the accounts and the list of board members.",
        "",
    ),
    (
        "meeting",
        "Price per place worked out for the first time. It is higher than the commissioner guessed and lower than a day in hospital.",
        "Check the price with the finance volunteer.",
    ),
    (
        "decision",
        "Agreed to go on with the small version for three more months and then decide with the people who use it.",
        "",
    ),
];

static STEPS: &[&str] = &[
    "Send the budget to the council",
    "Book the room for the spring",
    "Ask two regulars to tell their story",
    "Write the safeguarding policy",
    "Talk to the practice manager",
    "Send accounts to the investor",
    "Try the afternoon slot for four weeks",
    "Find a treasurer",
    "Register on the central digital platform",
    "Draft the one-page offer for the commissioner",
];

/// The founder, the story, what was said, and what is to be done.
pub(super) fn people_and_talk(maker: &mut Maker, venture: RecordId, idea: &Idea, joined_ago: i64) {
    let contact = maker.chance.id();
    let review = maker.today.plus_days(maker.chance.between(-20, 400)).iso();
    maker.put(
        "contact",
        contact,
        &[
            ("name", Is::Text(idea.founder)),
            ("role", Is::Text("Founder")),
            ("basis", Is::Text("legitimate_interest")),
            ("source", Is::Text("Told us themselves")),
            ("review_on", Is::Text(&review)),
        ],
    );
    maker.tag("contact", contact, "ventures", vec![to(venture)]);
    maker.tag("venture", venture, "founders", vec![to(contact)]);
    let story = maker.chance.id();
    let told = maker.ago(joined_ago / 2).iso();
    let text = format!(
        "{}\n\n{} began when {} heard this once too often. {}.",
        idea.need, idea.name, idea.founder, idea.one_line
    );
    let fields = [
        ("venture", Is::Record(venture)),
        ("text", Is::Text(&text)),
        ("voice", Is::Text(idea.founder)),
        ("told_on", Is::Text(&told)),
    ];
    maker.put("story", story, &fields);
    maker.tag(
        "story",
        story,
        "consent",
        vec![Value::from("partners"), Value::from("funders")],
    );
    let quiet = maker.chance.happens(20);
    let mut ago = if quiet {
        maker.chance.between(50, 120)
    } else {
        maker.chance.between(1, 40)
    };
    while ago < joined_ago {
        let Some((kind, said, agreed)) = maker.chance.pick(SAID).copied() else {
            break;
        };
        let entry = maker.chance.id();
        let happened = maker.ago(ago).iso();
        let staff_only = kind == "note" && maker.chance.happens(30);
        maker.put(
            "entry",
            entry,
            &[
                ("venture", Is::Record(venture)),
                ("kind", Is::Text(kind)),
                ("happened_on", Is::Text(&happened)),
                ("said", Is::Text(said)),
                (
                    "agreed",
                    Is::text(Some(agreed).filter(|text| !text.is_empty())),
                ),
                ("staff_only", if staff_only { Is::Yes } else { Is::Nothing }),
            ],
        );
        maker.tag("entry", entry, "who", vec![Value::from(idea.founder)]);
        maker.tag("entry", entry, "contacts", vec![to(contact)]);
        ago += maker.chance.between(18, 70);
    }
    if idea.disposition == "active" {
        steps(maker, venture, idea);
    }
}

fn steps(maker: &mut Maker, venture: RecordId, idea: &Idea) {
    for open in 0..maker.chance.between(1, 3) {
        let Some(what) = maker.chance.pick(STEPS).copied() else {
            continue;
        };
        let due = maker.today.plus_days(maker.chance.between(-9, 30)).iso();
        let id = maker.chance.id();
        let who = if open == 0 {
            idea.founder
        } else {
            "Callum Pryce"
        };
        maker.put(
            "step",
            id,
            &[
                ("venture", Is::Record(venture)),
                ("what", Is::Text(what)),
                ("who", Is::Text(who)),
                ("due", Is::Text(&due)),
            ],
        );
    }
    for _ in 0..maker.chance.between(0, 3) {
        let Some(what) = maker.chance.pick(STEPS).copied() else {
            continue;
        };
        let ago = maker.chance.between(10, 200);
        let (due, done) = (maker.ago(ago).iso(), maker.ago(ago - 2).iso());
        let id = maker.chance.id();
        let fields = [
            ("venture", Is::Record(venture)),
            ("what", Is::Text(what)),
            ("who", Is::Text(idea.founder)),
            ("due", Is::Text(&due)),
            ("done_on", Is::Text(&done)),
        ];
        maker.put("step", id, &fields);
    }
}

/// Grants first, then contracts and investment as ventures come further. Hours stay hours.
pub(super) fn money(
    maker: &mut Maker,
    venture: RecordId,
    idea: &Idea,
    reached: usize,
    joined_ago: i64,
) {
    let add = |maker: &mut Maker,
               kind: &str,
               status: &str,
               title: &str,
               pounds: i64,
               from: usize,
               ago: i64| {
        let id = maker.chance.id();
        let from = maker.funders.get(from).copied();
        let decided = maker.ago(ago.max(1)).iso();
        let fields = [
            ("venture", Is::Record(venture)),
            ("kind", Is::Text(kind)),
            ("status", Is::Text(status)),
            ("title", Is::Text(title)),
            ("amount", Is::Number(pounds * 100)),
            ("from", Is::record(from)),
            ("decided_on", Is::Text(&decided)),
        ];
        maker.put("capital", id, &fields);
    };
    if reached >= 1 {
        let pounds = maker.chance.between(4, 16) * 500;
        add(
            maker,
            "grant",
            "received",
            "Seed grant",
            pounds,
            2,
            joined_ago - 20,
        );
    }
    if reached >= 2 {
        let pounds = maker.chance.between(12, 40) * 500;
        add(
            maker,
            "grant",
            "secured",
            "Test fund",
            pounds,
            5,
            joined_ago / 2,
        );
    }
    if reached >= 3 {
        let pounds = maker.chance.between(10, 80) * 1_000;
        add(
            maker,
            "contract_income",
            "sought",
            "Pilot contract",
            pounds,
            1,
            30,
        );
    }
    if reached >= 5 {
        let pounds = maker.chance.between(40, 240) * 1_000;
        add(
            maker,
            "contract_income",
            "secured",
            "Service contract",
            pounds,
            0,
            120,
        );
    }
    if reached >= 6 {
        let pounds = maker.chance.between(30, 150) * 1_000;
        add(
            maker,
            "social_investment",
            "offered",
            "Growth loan",
            pounds,
            3,
            60,
        );
    }
    if maker.chance.happens(60) {
        let id = maker.chance.id();
        let hours = maker.chance.between(20, 400);
        let fields = [
            ("venture", Is::Record(venture)),
            ("kind", Is::Text("goodwill")),
            ("status", Is::Text("received")),
            ("title", Is::Text("Volunteer hours this year")),
            ("quantity", Is::Number(hours)),
            ("unit", Is::Text("hours")),
        ];
        maker.put("capital", id, &fields);
    }
    if idea.legal_form != "not_yet" {
        let id = maker.chance.id();
        let expires = maker.today.plus_days(maker.chance.between(-15, 360)).iso();
        let fields = [
            ("venture", Is::Record(venture)),
            ("title", Is::Text("Public liability insurance")),
            ("kind", Is::Text("insurance")),
            ("expires", Is::Text(&expires)),
            ("blocks", Is::Text("Any contract with the council")),
        ];
        maker.put("document", id, &fields);
    }
}

/// Gates: what lies behind is mostly met, what lies ahead is partly under way.
pub(super) fn checks(maker: &mut Maker, venture: RecordId, reached: usize) {
    for criterion in DEFAULT_CRITERIA {
        let gate = DEFAULT_STAGES
            .iter()
            .position(|stage| stage.id == criterion.from)
            .unwrap_or_default();
        let state = match gate.cmp(&reached) {
            std::cmp::Ordering::Less if maker.chance.happens(88) => "met",
            std::cmp::Ordering::Less => "partly",
            std::cmp::Ordering::Equal => match maker.chance.below(4) {
                0 => "met",
                1 => "partly",
                _ => continue,
            },
            std::cmp::Ordering::Greater => continue,
        };
        maker.put(
            "gate_check",
            check_id(venture, criterion.id),
            &[
                ("venture", Is::Record(venture)),
                ("criterion", Is::Text(criterion.id)),
                ("state", Is::Text(state)),
            ],
        );
    }
}

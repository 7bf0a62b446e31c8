//! Opportunities, bids and contracts of the example, so that every screen of them has something to show.

use super::{
    Is, Maker, to,
    wanted::{BUYERS, LESSONS, POSSIBLE, Possible, RIVALS, SIGNED, Signed, TALKS},
};
use crate::{
    domain::dates::Day,
    ledger::{RecordId, Value, few::Few},
};

/// The stage from which on the example's ventures have their papers together: contract-ready.
const READY: usize = 4;

/// What bids and contracts of the example name.
struct Names {
    /// Funders, then buyers.
    organisations: Vec<RecordId>,
    opportunities: Few<&'static str, RecordId>,
}

/// Adds them, after the ventures.
pub(super) fn add(maker: &mut Maker) {
    let mut names = Names {
        organisations: maker.funders.clone(),
        opportunities: Few::new(),
    };
    for (name, role) in BUYERS {
        let id = maker.chance.id();
        let fields = [("name", Is::Text(name)), ("town", Is::Text("Harrowmere"))];
        maker.put("organisation", id, &fields);
        maker.tag("organisation", id, "roles", vec![Value::from(*role)]);
        names.organisations.push(id);
    }
    allies(maker, &names);
    for possible in POSSIBLE {
        let id = maker.chance.id();
        names.opportunities.insert(possible.title, id);
        opportunity(maker, &names, id, possible);
        bids(maker, id, possible);
    }
    for signed in SIGNED {
        contract(maker, &names, signed);
    }
    for (venture, buyer, ago, said, agreed) in TALKS {
        let (id, happened) = (maker.chance.id(), maker.ago(*ago).iso());
        let fields = [
            ("venture", Is::record(maker.ventures.get(venture).copied())),
            (
                "organisation",
                Is::record(names.organisations.get(*buyer).copied()),
            ),
            ("kind", Is::Text("meeting")),
            ("happened_on", Is::Text(&happened)),
            ("said", Is::Text(said)),
            ("agreed", Is::text((!agreed.is_empty()).then_some(*agreed))),
        ];
        maker.put("entry", id, &fields);
    }
}

/// People inside two buyers, by their role alone.
fn allies(maker: &mut Maker, names: &Names) {
    for (buyer, name, role, stance) in [
        (
            1,
            "Discharge lead",
            "Leads the move out of hospital",
            "champion",
        ),
        (0, "Commissioner for adults", "Buys social care", "curious"),
        (6, "Head of procurement", "Runs tenders", "cautious"),
    ] {
        let id = maker.chance.id();
        let fields = [
            ("name", Is::Text(name)),
            ("role", Is::Text(role)),
            (
                "organisation",
                Is::record(names.organisations.get(buyer).copied()),
            ),
            ("basis", Is::Text("public_role")),
            ("stance", Is::Text(stance)),
        ];
        maker.put("contact", id, &fields);
    }
}

/// First and last day of a term that begins so many months from this one.
fn term(maker: &Maker, (from, months): (i32, i32)) -> Option<(Day, Day)> {
    let this = maker.today.plus_days(1 - i64::from(maker.today.day()));
    let first = this.plus_months(from);
    (months > 0).then(|| (first, first.plus_months(months).plus_days(-1)))
}

fn pence(thousands: i64) -> Is<'static> {
    if thousands > 0 {
        Is::Number(thousands * 100_000)
    } else {
        Is::Nothing
    }
}

fn some_text(text: &str) -> Is<'_> {
    Is::text((!text.is_empty()).then_some(text))
}

fn opportunity(maker: &mut Maker, names: &Names, id: RecordId, possible: &Possible) {
    let (low, high) = possible.thousands;
    let is_range = low != high;
    let term = term(maker, possible.term).map(|(first, last)| (first.iso(), last.iso()));
    let deadline = (possible.deadline != 0).then(|| maker.today.plus_days(possible.deadline));
    let days = maker.chance.between(4, 30);
    let since = maker.ago(days).iso();
    let is_bid_for = matches!(possible.status, "bidding" | "open") && !possible.ventures.is_empty();
    let before = |days: i64| {
        let day = deadline.filter(|_| is_bid_for)?.plus_days(-days);
        Some(day.iso())
    };
    let (draft, submit, due) = (before(8), before(2), deadline.map(Day::iso));
    let is_noticed = possible.evidence == "published_notice";
    let lesson = LESSONS.iter().find(|lesson| lesson.0 == possible.title);
    let is_go = matches!(
        possible.status,
        "bidding" | "submitted" | "preferred" | "won" | "contracted"
    );
    let fields = [
        ("title", Is::Text(possible.title)),
        ("summary", Is::Text(possible.summary)),
        (
            "buyer",
            Is::record(names.organisations.get(possible.buyer).copied()),
        ),
        ("status", Is::Text(possible.status)),
        ("status_since", Is::Text(&since)),
        ("kind", Is::Text(possible.kind)),
        ("value", if is_range { Is::Nothing } else { pence(low) }),
        ("value_low", if is_range { pence(low) } else { Is::Nothing }),
        (
            "value_high",
            if is_range { pence(high) } else { Is::Nothing },
        ),
        ("evidence", some_text(possible.evidence)),
        ("deadline", Is::text(due.as_deref())),
        ("deadline_time", Is::text(due.is_some().then_some("12:00"))),
        ("draft_by", Is::text(draft.as_deref())),
        ("submit_by", Is::text(submit.as_deref())),
        (
            "contract_starts",
            Is::text(term.as_ref().map(|term| term.0.as_str())),
        ),
        (
            "contract_ends",
            Is::text(term.as_ref().map(|term| term.1.as_str())),
        ),
        ("regime", Is::text(is_noticed.then_some("PSR"))),
        ("method", Is::text(is_noticed.then_some("open"))),
        ("category", Is::Text("services")),
        (
            "suitable_vcse",
            if is_noticed { Is::Yes } else { Is::Nothing },
        ),
        ("decision", Is::text(is_go.then_some("go"))),
        (
            "decision_reason",
            Is::text(is_go.then_some(
                "It is what the people we work with ask for, and it pays what it costs.",
            )),
        ),
        ("feedback", Is::text(lesson.map(|lesson| lesson.1))),
        ("lesson", Is::text(lesson.map(|lesson| lesson.2))),
    ];
    maker.put("opportunity", id, &fields);
    let place = maker.places.get(possible.place).copied().map(to);
    maker.tag("opportunity", id, "places", place.into_iter().collect());
    if !possible.code.is_empty() {
        maker.tag("opportunity", id, "codes", vec![Value::from(possible.code)]);
    }
    let winner = lesson.and_then(|lesson| names.organisations.get(lesson.3));
    maker.tag(
        "opportunity",
        id,
        "winners",
        winner.copied().map(to).into_iter().collect(),
    );
}

fn bids(maker: &mut Maker, opportunity: RecordId, possible: &Possible) {
    let is_sent = !matches!(
        possible.status,
        "conversation" | "horizon" | "engaging" | "open" | "bidding" | "withdrew"
    );
    let outcome = match possible.status {
        "won" | "contracted" => Some("won"),
        "lost" => Some("lost"),
        "withdrew" => Some("withdrew"),
        _ => None,
    };
    let sent = is_sent.then(|| maker.today.plus_days(possible.deadline.min(-9) - 2).iso());
    let lesson = LESSONS.iter().find(|lesson| lesson.0 == possible.title);
    let mut leader = None;
    for venture in possible.ventures {
        let Some(venture) = maker.ventures.get(venture).copied() else {
            continue;
        };
        let id = maker.chance.id();
        let is_alone = possible.ventures.len() == 1;
        let role = match leader {
            _ if is_alone => "alone",
            None => "lead",
            Some(_) => "partner",
        };
        let leads = leader.is_none();
        let fields = [
            ("opportunity", Is::Record(opportunity)),
            ("venture", Is::Record(venture)),
            ("led_by", Is::record(leader)),
            ("role", Is::Text(role)),
            (
                "share",
                if is_alone {
                    Is::Nothing
                } else {
                    Is::Number(if leads { 65 } else { 35 })
                },
            ),
            ("submitted_on", Is::text(sent.as_deref())),
            ("outcome", Is::text(outcome)),
            (
                "feedback",
                Is::text(lesson.filter(|_| leads).map(|lesson| lesson.1)),
            ),
            (
                "lesson",
                Is::text(lesson.filter(|_| leads).map(|lesson| lesson.2)),
            ),
        ];
        maker.put("bid", id, &fields);
        leader = leader.or(Some(id));
    }
}

fn contract(maker: &mut Maker, names: &Names, signed: &Signed) {
    let id = maker.chance.id();
    let Some((starts, ends)) = term(maker, signed.term) else {
        return;
    };
    let (extension_notice, notice) = signed.notice;
    let days = |days: i64| {
        if days > 0 {
            Is::Number(days)
        } else {
            Is::Nothing
        }
    };
    let (first, last, on) = (starts.iso(), ends.iso(), starts.plus_days(-20).iso());
    let mut ventures = signed
        .ventures
        .iter()
        .filter_map(|name| maker.ventures.get(name).copied());
    let lead = ventures.next();
    let partners: Vec<Value> = ventures.map(to).collect();
    let is_ours = lead.is_some();
    let fields = [
        ("title", Is::Text(signed.title)),
        (
            "buyer",
            Is::record(names.organisations.get(signed.buyer).copied()),
        ),
        ("venture", Is::record(lead)),
        (
            "opportunity",
            Is::record(names.opportunities.get(signed.from).copied()),
        ),
        ("status", Is::Text(signed.status)),
        ("value", pence(signed.thousands)),
        ("evidence", Is::text(is_ours.then_some("signed_contract"))),
        ("signed_on", Is::text(is_ours.then_some(&*on))),
        ("starts", Is::Text(&first)),
        ("ends", Is::Text(&last)),
        ("extensions", some_text(signed.extensions)),
        ("extension_notice_days", days(extension_notice)),
        ("notice_days", days(notice)),
        ("measures", some_text(signed.measures)),
    ];
    maker.put("contract", id, &fields);
    maker.tag("contract", id, "partners", partners);
    let rival = RIVALS.iter().find(|rival| rival.0 == signed.title);
    let rival = rival.and_then(|rival| names.organisations.get(rival.1));
    maker.tag(
        "contract",
        id,
        "suppliers",
        rival.copied().map(to).into_iter().collect(),
    );
    if !signed.promise.is_empty() {
        let promise = maker.chance.id();
        let due = maker.today.plus_days(maker.chance.between(10, 200)).iso();
        let fields = [
            ("promise", Is::Text(signed.promise)),
            ("venture", Is::record(lead)),
            ("contract", Is::Record(id)),
            ("framework", Is::Text("local")),
            ("due", Is::Text(&due)),
        ];
        maker.put("promise", promise, &fields);
    }
}

/// What a venture that is ready for contracts has: a turnover, its papers, and a number that no register gave out.
pub(super) fn readiness(maker: &mut Maker, venture: RecordId, at: usize, reached: usize) {
    if reached < READY {
        return;
    }
    let thousands = maker.chance.between(40, 120) * i64::try_from(reached - READY + 1).unwrap_or(1);
    maker.put("venture", venture, &[("turnover", pence(thousands))]);
    let number = format!("XM-INVENTED-{}", 1_001 + at);
    maker.tag("venture", venture, "identifiers", vec![Value::from(number)]);
    for (title, kind) in [
        ("Governing document", "governing_document"),
        ("Accounts of last year", "accounts"),
        ("Safeguarding and data protection", "policy"),
    ] {
        // One in six is still to be found.
        if maker.chance.happens(84) {
            let id = maker.chance.id();
            let fields = [
                ("venture", Is::Record(venture)),
                ("title", Is::Text(title)),
                ("kind", Is::Text(kind)),
            ];
            maker.put("document", id, &fields);
        }
    }
}

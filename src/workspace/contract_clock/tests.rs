//! When the clock rings, and what it says.

use serde_json::{Value, json};

use super::*;
use crate::{
    domain::records::Contract,
    ledger::{Author, DeviceId, Draft, DraftOp, Ledger},
};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn contract() -> Contract {
    Contract {
        status: "active".to_owned(),
        venture: Some(RecordId(7)),
        starts: Some(day("2024-04-01")),
        ends: Some(day("2027-03-31")),
        ..Contract::blank(RecordId(1))
    }
}

fn days(contract: &Contract) -> Vec<(MarkKind, String)> {
    marks(contract)
        .iter()
        .map(|mark| (mark.kind, mark.day.iso()))
        .collect()
}

#[test]
fn talking_begins_a_year_before_the_end_and_should_be_done_half_a_year_before() {
    assert_eq!(
        talk_window(&contract()),
        Some((day("2026-03-31"), day("2026-09-30")))
    );
    let pilot = Contract {
        starts: Some(day("2026-10-01")),
        ..contract()
    };
    assert_eq!(
        talk_window(&pilot),
        Some((day("2026-10-01"), day("2026-10-01"))),
        "never before it begins"
    );
    let asked = Contract {
        talk_from: Some(day("2026-01-15")),
        ..contract()
    };
    assert_eq!(
        talk_window(&asked),
        Some((day("2026-01-15"), day("2026-09-30")))
    );
    assert!(!marks(&asked).iter().any(|mark| mark.is_assumed));
    let upside_down = Contract {
        starts: Some(day("2028-04-01")),
        ..contract()
    };
    assert_eq!(talk_window(&upside_down), talk_window(&contract()));
}

#[test]
fn months_that_end_with_a_month_end_with_a_month() {
    for (ends, talk) in [
        ("2028-02-29", "2027-02-28"),
        ("2027-02-28", "2026-02-28"),
        ("2027-06-30", "2026-06-30"),
    ] {
        let contract = Contract {
            ends: Some(day(ends)),
            ..contract()
        };
        assert_eq!(
            talk_window(&contract).map(|talk| talk.0),
            Some(day(talk)),
            "{ends}"
        );
    }
}

#[test]
fn an_extension_is_decided_when_the_contract_says_or_three_months_before_as_an_estimate() {
    let open = Contract {
        extensions: "12+12".to_owned(),
        ..contract()
    };
    assert_eq!(latest_end(&open), Some(day("2029-03-31")));
    let extension = |contract: &Contract| {
        let found = marks(contract)
            .into_iter()
            .find(|mark| mark.kind == MarkKind::Extension);
        found.map(|mark| (mark.day.iso(), mark.is_assumed))
    };
    assert_eq!(extension(&open), Some(("2026-12-31".to_owned(), true)));
    let told = Contract {
        extension_notice_days: Some(30),
        ..open.clone()
    };
    assert_eq!(extension(&told), Some(("2027-03-01".to_owned(), false)));
    let named = Contract {
        decide_extension_by: Some(day("2026-11-30")),
        ..told
    };
    assert_eq!(extension(&named), Some(("2026-11-30".to_owned(), false)));
    assert_eq!(
        extension(&contract()),
        None,
        "nothing to extend, nothing to decide"
    );
}

#[test]
fn extensions_are_read_as_people_write_them_and_nonsense_counts_as_none() {
    assert_eq!(extension_months("12+12"), [12, 12]);
    assert_eq!(extension_months(" 24 months + 12 months "), [24, 12]);
    assert_eq!(extension_months("6"), [6]);
    for none in ["", "perhaps", "12+x", "-3", "0", "999999999999"] {
        assert!(extension_months(none).is_empty(), "{none}");
    }
}

#[test]
fn a_contract_that_is_over_or_says_no_end_is_not_on_the_clock() {
    for status in ["ended", "terminated", "cancelled", ""] {
        let over = Contract {
            status: status.to_owned(),
            ..contract()
        };
        assert!(marks(&over).is_empty(), "{status}");
    }
    let open = Contract {
        ends: None,
        ..contract()
    };
    assert!(marks(&open).is_empty());
}

#[test]
fn the_days_of_a_contract_come_in_order() {
    let full = Contract {
        extensions: "12".to_owned(),
        notice_days: Some(90),
        extension_notice_days: Some(120),
        ..contract()
    };
    assert_eq!(
        days(&full),
        [
            (MarkKind::Talk, "2026-03-31".to_owned()),
            (MarkKind::Extension, "2026-12-01".to_owned()),
            (MarkKind::Notice, "2026-12-31".to_owned()),
            (MarkKind::Ends, "2027-03-31".to_owned()),
            (MarkKind::LatestEnd, "2028-03-31".to_owned()),
        ]
    );
    let rival = Contract {
        venture: None,
        ..full
    };
    assert!(
        !days(&rival)
            .iter()
            .any(|(kind, _)| *kind == MarkKind::Notice),
        "notice is between those who signed"
    );
}

#[test]
fn what_is_coming_begins_with_what_was_missed_and_still_asks() {
    use MarkKind::{Ends, Extension, LatestEnd, Notice, Talk};
    let contract = Contract {
        extensions: "12".to_owned(),
        notice_days: Some(60),
        ..contract()
    };
    let coming = |today: &str| {
        let marks = coming(&contract, day(today));
        marks.iter().map(|mark| mark.kind).collect::<Vec<_>>()
    };
    assert_eq!(
        coming("2026-09-30"),
        [Talk, Extension, Notice, Ends, LatestEnd],
        "the talk goes on until then"
    );
    assert_eq!(coming("2026-10-01"), [Extension, Notice, Ends, LatestEnd]);
    assert_eq!(
        coming("2027-02-10"),
        [Extension, Ends, LatestEnd],
        "nobody decided, and notice is too late"
    );
    assert_eq!(coming("2027-04-10"), [Ends, LatestEnd]);
}

#[test]
fn every_kind_of_day_is_found_by_its_own_id() {
    let kinds = [
        MarkKind::Talk,
        MarkKind::LatestEnd,
        MarkKind::Promise,
        MarkKind::Deadline,
    ];
    for kind in kinds {
        assert_eq!(MarkKind::named(kind.id()), Some(kind));
    }
    assert_eq!(MarkKind::named("nothing"), None);
}

/// A workspace with these records: kind, number and fields.
fn workspace(records: &[(&str, u128, Value)]) -> Workspace {
    let mut ledger = Ledger::new(DeviceId(1));
    let ops = records.iter().map(|(kind, number, fields)| DraftOp::Set {
        record: RecordId(*number),
        kind: (*kind).to_owned(),
        fields: fields.as_object().expect("fields").clone(),
    });
    let draft = Draft {
        ops: ops.collect(),
        ..Draft::by_hand("Test")
    };
    let change = ledger
        .commit(draft, &Author::new("Ana", ""), 1_000)
        .expect("a change");
    let mut workspace = Workspace::empty(DeviceId(2));
    workspace.merge(&[change], 1_000);
    workspace
}

fn id(number: u128) -> String {
    RecordId(number).to_string()
}

fn harrowmere() -> Workspace {
    workspace(&[
        ("venture", 1, json!({"name": "Homeward"})),
        ("venture", 2, json!({"name": "Sea Legs"})),
        ("organisation", 3, json!({"name": "Harrowmere Council"})),
        ("organisation", 4, json!({"name": "Bigcare Ltd"})),
        (
            "contract",
            10,
            json!({
                "title": "Home from hospital", "venture": id(1), "buyer": id(3), "status": "active",
                "starts": "2024-04-01", "ends": "2027-03-31", "extensions": "12",
            }),
        ),
        (
            "contract",
            11,
            json!({"title": "Falls service", "buyer": id(3), "status": "active", "ends": "2027-06-30"}),
        ),
        (
            "contract",
            12,
            json!({"title": "Over", "venture": id(1), "status": "ended", "ends": "2026-12-31"}),
        ),
        (
            "opportunity",
            20,
            json!({
                "title": "Balance classes", "buyer": id(3), "status": "bidding", "deadline": "2026-12-05", "submit_by": "2026-12-03",
            }),
        ),
        (
            "opportunity",
            21,
            json!({"title": "Nobody's", "status": "open", "ocid": "ocds-1", "deadline": "2026-12-05"}),
        ),
        (
            "opportunity",
            22,
            json!({"title": "Sent off", "status": "submitted", "deadline": "2026-12-05"}),
        ),
        (
            "opportunity",
            23,
            json!({"title": "Ours", "status": "open", "ocid": "ocds-2", "deadline": "2026-12-06"}),
        ),
        ("bid", 30, json!({"opportunity": id(23), "venture": id(2)})),
        ("bid", 31, json!({"opportunity": id(20), "venture": id(2)})),
        (
            "promise",
            40,
            json!({"promise": "Two apprentices", "contract": id(10), "due": "2026-12-31", "target": "2"}),
        ),
        (
            "promise",
            41,
            json!({"promise": "Kept", "contract": id(10), "due": "2026-12-30", "kept_on": "2026-11-01"}),
        ),
    ])
}

#[test]
fn the_clock_shows_what_is_ours_to_watch_and_nothing_else() {
    let workspace = harrowmere();
    let found: Vec<(String, &str, String)> = workspace
        .clock(day("2026-11-21"), day("2027-04-01"))
        .iter()
        .map(|mark| {
            (
                workspace.name_of(mark.record),
                mark.kind.label(),
                mark.day.iso(),
            )
        })
        .collect();
    let expected = [
        ("Falls service", "Begin to talk", "2026-06-30"),
        ("Balance classes", "We submit", "2026-12-03"),
        ("Balance classes", "Bids due", "2026-12-05"),
        ("Ours", "Bids due", "2026-12-06"),
        ("Home from hospital", "Extension decided by", "2026-12-31"),
        ("Two apprentices", "Promise due", "2026-12-31"),
        ("Home from hospital", "Contract ends", "2027-03-31"),
    ];
    assert_eq!(
        found,
        expected.map(|(title, what, day)| (title.to_owned(), what, day.to_owned()))
    );
}

#[test]
fn a_contract_says_in_words_what_is_coming_and_each_day_leads_to_it() {
    let workspace = harrowmere();
    let coming = workspace.coming_marks(RecordId(10), day("2026-11-21"));
    let lines: Vec<(&str, String, &str)> = coming
        .iter()
        .map(|(mark, line)| (line.what.as_str(), mark.day.iso(), line.address.as_str()))
        .collect();
    let address = format!("/contracts/{}", id(10));
    let expected = [
        ("Extension decided by", "2026-12-31"),
        ("Contract ends", "2027-03-31"),
        ("Ends at the latest", "2028-03-31"),
    ];
    assert_eq!(
        lines,
        expected.map(|(what, day)| (what, day.to_owned(), address.as_str()))
    );
    let ended = workspace.coming_marks(RecordId(12), day("2026-11-21"));
    assert_eq!(ended, [], "what is over asks for nothing");
}

#[test]
fn every_line_says_why() {
    let workspace = harrowmere();
    let today = day("2026-11-21");
    let marks = workspace.clock(today, day("2027-04-01"));
    let lines: Vec<MarkLine> = marks
        .iter()
        .filter_map(|mark| workspace.mark_line(mark, today))
        .collect();
    assert_eq!(lines.len(), marks.len());
    let why: Vec<&str> = lines.iter().map(|line| line.why.as_str()).collect();
    assert_eq!(
        why[0],
        "Somebody else delivers it until 30 June 2027. Harrowmere Council will soon plan what follows: say now what could be done another way. The day is our estimate: the contract's page can name it."
    );
    assert_eq!(
        why[2],
        "The last day for bids is 5 December 2026; a late bid is not read. Harrowmere Council asks for it."
    );
    assert_eq!(
        why[4],
        "By 31 December 2026 it can be extended by 12 months, or ends on 31 March 2027. Ask Harrowmere Council whether they want it, and say what it would cost. The day is our estimate: the contract's page can name it."
    );
    assert_eq!(
        why[5],
        "Promised in Home from hospital, due on 31 December 2026. Promised: 2."
    );
    assert_eq!(
        why[6],
        "On 31 March 2027; it could be extended until 31 March 2028."
    );
    assert_eq!(lines[4].when, "in 6 weeks");
    assert!(
        lines
            .iter()
            .all(|line| !line.late && !line.address.is_empty())
    );
}

#[test]
fn a_timeline_shows_what_runs_within_it_cut_at_its_edges() {
    let workspace = harrowmere();
    let today = day("2026-11-21");
    let timeline = workspace.timeline(today, 18, Whose::All);
    assert_eq!(
        (timeline.first, timeline.last),
        (day("2026-11-01"), day("2028-04-30"))
    );
    let labels: Vec<&str> = timeline
        .months
        .iter()
        .take(4)
        .map(|month| month.label.as_str())
        .collect();
    assert_eq!(labels, ["Nov 2026", "Dec", "Jan 2027", "Feb"]);
    let rows: Vec<(&str, bool, Option<MarkKind>)> = timeline
        .rows
        .iter()
        .map(|row| {
            (
                row.title.as_str(),
                row.is_ours,
                row.next.map(|mark| mark.kind),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("Falls service", false, Some(MarkKind::Talk)),
            ("Home from hospital", true, Some(MarkKind::Extension))
        ]
    );
    assert_eq!(
        timeline.place(day("2020-01-01"), day("2026-11-02")),
        Some((0, 2))
    );
    assert_eq!(
        timeline.place(day("2028-04-30"), day("2030-01-01")),
        Some((timeline.days() - 1, 1))
    );
    assert_eq!(timeline.place(day("2020-01-01"), day("2020-01-02")), None);
    assert_eq!(workspace.timeline(today, 18, Whose::Ours).rows.len(), 1);
    assert_eq!(
        workspace
            .timeline(today, 18, Whose::Venture(RecordId(2)))
            .rows
            .len(),
        0
    );
    assert_eq!(
        workspace
            .timeline(today, 18, Whose::Buyer(RecordId(3)))
            .rows
            .len(),
        2
    );
    assert_eq!(
        workspace.timeline(today, 100_000, Whose::All).months.len(),
        120
    );
}

#[test]
fn what_the_page_shows_first_is_the_beginning_of_all_there_is() {
    let workspace = harrowmere();
    let today = day("2026-11-21");
    let seen = |whose| {
        let outlook = workspace.outlook(today, 24, whose);
        let (due, rows) = (
            outlook.due(usize::MAX),
            workspace.timeline(today, 24, whose).rows,
        );
        assert_eq!(
            (due.len(), rows.len()),
            (outlook.due_count(), outlook.running_count())
        );
        assert_eq!(outlook.due(2), due[..due.len().min(2)]);
        assert_eq!(
            workspace.timeline_of(&outlook, 1).rows,
            rows[..rows.len().min(1)]
        );
        due
    };
    let mut clock = workspace.clock(today.plus_days(-365), today.plus_months(24));
    clock.retain(|mark| mark.last() >= today || mark.kind.still_asks());
    assert_eq!(seen(Whose::All), clock);
    let (ours, others) = (seen(Whose::Ours), seen(Whose::Others));
    assert!(!ours.is_empty() && !others.is_empty());
    assert!(
        clock
            .iter()
            .all(|mark| ours.contains(mark) != others.contains(mark))
    );
}

#[test]
fn of_many_who_deliver_two_are_named() {
    let named = |number: u128| {
        (
            "organisation",
            number,
            json!({ "name": format!("Care {number}") }),
        )
    };
    let workspace = workspace(&[named(21), named(22), named(23), named(24)]);
    let by = |suppliers: &[u128]| {
        let suppliers = suppliers.iter().map(|number| RecordId(*number)).collect();
        workspace.deliverers(&Contract {
            suppliers,
            ..Contract::blank(RecordId(1))
        })
    };
    assert_eq!(by(&[21, 22, 23]), "Care 21, Care 22, Care 23");
    assert_eq!(by(&[21, 22, 23, 24]), "Care 21, Care 22 and 2 more");
}

use crate::{
    ledger::{RecordId, Value},
    workspace::{Command, Put, command::values, journey::Journey, opportunities::tests::Desk},
};

fn items(all: &[String]) -> Put {
    Put::Items(all.iter().map(|item| Value::from(item.as_str())).collect())
}

/// What is said of a venture's criterion.
fn said(desk: &Desk, venture: RecordId, criterion: &str) -> Vec<String> {
    desk.workspace.recorded(venture, criterion)
}

#[test]
fn what_is_written_down_stands_beside_what_is_asked() {
    let mut desk = Desk::new();
    let places = ["Harrow", "Wembley"].map(|name| desk.named("place", name));
    let founder = desk.named("contact", "Amina Khan");
    let need = format!("“Nobody\nasked us.” {}", "And so on and on. ".repeat(20));
    let gym = desk.add(
        "venture",
        values([
            ("name", Put::text("Green Gym")),
            ("need", Put::text(need)),
            ("places", items(&places.map(|id| id.to_string()))),
            ("founders", items(&[founder.to_string()])),
            ("legal_form", Put::text("not_yet")),
        ]),
    );
    assert_eq!(
        said(&desk, gym, "place_named"),
        ["Places: Harrow and Wembley"]
    );
    assert_eq!(said(&desk, gym, "lead_named"), ["Founder: Amina Khan"]);
    let need = said(&desk, gym, "need_named").remove(0);
    assert!(
        need.starts_with("The need: ““Nobody asked us.” And"),
        "{need}"
    );
    assert!(need.ends_with("…”") && need.chars().count() < 140, "{need}");
    assert_eq!(
        said(&desk, gym, "legal_form"),
        [""; 0],
        "not yet formed is nothing to confirm"
    );
    assert_eq!(said(&desk, gym, "containment"), [""; 0]);
    desk.run(Command::Edit {
        record: gym,
        values: values([
            ("legal_form", Put::text("cic_clg")),
            (
                "identifiers",
                items(&[
                    "GB-COH-07296070".to_owned(),
                    "GB-PPON-PABC-1234-WXYZ".to_owned(),
                ]),
            ),
        ]),
    });
    let form = said(&desk, gym, "legal_form").join("; ");
    assert!(
        form.contains("Legal form: ") && form.contains("07296070") && !form.contains("WXYZ"),
        "{form}"
    );
    let platform = said(&desk, gym, "identifiers").join("; ");
    assert!(
        platform.contains("WXYZ") && !platform.contains("07296070"),
        "{platform}"
    );
}

#[test]
fn papers_conversations_and_money_speak_for_the_later_gates() {
    let mut desk = Desk::new();
    let gym = desk.named("venture", "Green Gym");
    let ally = desk.add(
        "contact",
        values([
            ("name", Put::text("Ruth Ade")),
            ("stance", Put::text("champion")),
        ]),
    );
    let of = || ("venture", Put::reference(gym));
    let paper = |title: &str, kind: &str, expires: Put| {
        values([
            of(),
            ("title", Put::text(title)),
            ("kind", Put::text(kind)),
            ("expires", expires),
        ])
    };
    desk.add(
        "document",
        paper("Public liability", "insurance", Put::text("2027-01-31")),
    );
    desk.add(
        "document",
        paper("What 40 people said", "evidence", Put::nothing()),
    );
    for (on, learned) in [
        ("2026-05-01", "Mornings work"),
        ("2026-03-01", "Evenings do not"),
    ] {
        desk.add(
            "entry",
            values([
                of(),
                ("kind", Put::text("meeting")),
                ("happened_on", Put::text(on)),
                ("learned", Put::text(learned)),
                ("contacts", items(&[ally.to_string()])),
            ]),
        );
    }
    for (title, status) in [("Start-up grant", "secured"), ("Turned down", "declined")] {
        desk.add(
            "capital",
            values([
                of(),
                ("kind", Put::text("grant")),
                ("status", Put::text(status)),
                ("title", Put::text(title)),
            ]),
        );
    }
    assert_eq!(
        said(&desk, gym, "policies"),
        ["Insurance: Public liability (until 31 January 2027)"]
    );
    assert_eq!(
        said(&desk, gym, "evidence_outcome"),
        ["Evidence: What 40 people said"]
    );
    assert_eq!(
        said(&desk, gym, "tests_concluded"),
        ["Learned on 1 May 2026: “Mornings work”"]
    );
    assert_eq!(
        said(&desk, gym, "ally"),
        ["Spoken with: Ruth Ade (champion)"]
    );
    assert_eq!(
        said(&desk, gym, "contract_signed"),
        ["Grant: Start-up grant"]
    );
    assert_eq!(said(&desk, gym, "stop_pivot_decided"), [""; 0]);
    let met = desk.workspace.gate(
        desk.workspace.facts().venture(gym).expect("the venture"),
        "growing",
    );
    assert!(
        met.iter().all(|point| point.state == "not_yet"),
        "nothing is ticked by itself"
    );
}

#[test]
fn of_what_an_incubator_asks_in_its_own_words_nothing_is_said() {
    let mut desk = Desk::new();
    let place = desk.named("place", "Harrow");
    let gym = desk.add(
        "venture",
        values([
            ("name", Put::text("Green Gym")),
            ("places", items(&[place.to_string()])),
        ]),
    );
    assert_eq!(said(&desk, gym, "place_named"), ["Place: Harrow"]);
    desk.run(Command::Settle {
        kind: "criterion".to_owned(),
        id: Journey::criterion_record("place_named"),
        values: values([
            ("code", Put::text("place_named")),
            ("from", Put::text("idea")),
            ("text", Put::text("The ward councillor agrees")),
        ]),
    });
    assert_eq!(said(&desk, gym, "place_named"), [""; 0]);
}

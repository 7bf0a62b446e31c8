//! What is held about a person, handing it over, erasing it, and looking at it again in time.

use pretty_assertions::assert_eq;

use super::bench::{CAFE, Colleague, GYM, json_of};
use crate::{
    domain::dates::Day,
    ledger::{Author, RecordId, Value},
    workspace::{
        Command, CommandError, Put, Workspace,
        about_person::{AboutPerson, Because, Link, words_of},
        command::values,
        erasing::{ErasePerson, done_note, is_owed, rewritten_log},
        reviews::{DueBecause, people_without_review, reviews_due},
    },
};

const MAYA: RecordId = RecordId(70);
const NAMESAKE: RecordId = RecordId(71);
const ENTRY: RecordId = RecordId(72);

fn create(who: &mut Colleague, kind: &str, id: RecordId, fields: Vec<(&str, Put)>) {
    who.run(Command::Create {
        kind: kind.to_owned(),
        id,
        values: values(fields),
    });
}

fn ids(ids: &[RecordId]) -> Put {
    Put::Items(ids.iter().map(|id| Value::String(id.to_string())).collect())
}

/// An incubator that knows Maya in every way there is.
fn incubator() -> Colleague {
    let mut ana = Colleague::new("Ana", 0xa);
    ana.add(GYM, "Green Gym");
    ana.add(CAFE, "Repair Café");
    create(
        &mut ana,
        "contact",
        MAYA,
        vec![
            ("name", Put::text("Maya Smith")),
            ("email", Put::text("maya@okoro.example")),
            ("phone", Put::text("07700 900123")),
            ("note", Put::text("Likes mornings")),
            ("ventures", ids(&[GYM])),
        ],
    );
    ana.edit(MAYA, "name", "Maya Okoro");
    create(
        &mut ana,
        "contact",
        NAMESAKE,
        vec![("name", Put::text("Maya Okoro"))],
    );
    ana.run(Command::Edit {
        record: GYM,
        values: values([
            ("founders", ids(&[MAYA])),
            ("need", Put::text("Maya Okoro knows it")),
        ]),
    });
    create(
        &mut ana,
        "entry",
        ENTRY,
        vec![
            ("venture", Put::reference(GYM)),
            ("kind", Put::text("meeting")),
            ("happened_on", Put::text("2026-06-01")),
            ("said", Put::text("Maya  Okoro said that it grows")),
            ("contacts", ids(&[MAYA])),
        ],
    );
    ana.workspace
        .set_author(Author::new("Maya Okoro", "Founder"));
    ana.edit(CAFE, "who_for", "Neighbours");
    ana.workspace.set_author(Author::new("Ana", ""));
    ana
}

fn asked(who: &Colleague) -> ErasePerson {
    let words = words_of(&who.workspace, MAYA);
    ErasePerson {
        person: Some(MAYA),
        words: words.into_iter().map(|word| word.text).collect(),
        spare: vec![NAMESAKE],
    }
}

fn about(who: &Colleague) -> AboutPerson {
    let mut about = AboutPerson::begin(&who.workspace, asked(who));
    for batch in &who.log {
        about.note_batch(batch).expect("a batch");
    }
    about
}

#[test]
fn everything_about_a_person_is_found_in_records_and_history() {
    let ana = incubator();
    let about = about(&ana);
    assert_eq!(about.name, "Maya Okoro");
    let own: Vec<&str> = about.own.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(own, ["Name", "Ventures", "Email", "Telephone", "Note"]);
    let naming: Vec<_> = about
        .naming
        .iter()
        .map(|found| (found.name.as_str(), found.field.as_str(), found.link))
        .collect();
    assert_eq!(
        naming,
        [
            ("Green Gym", "The need", Link::Names),
            ("Green Gym", "Founders", Link::Refers),
            (
                "Maya  Okoro said that it grows",
                "What was said",
                Link::Names
            ),
            ("Maya  Okoro said that it grows", "People", Link::Refers),
        ]
    );
    assert_eq!(about.former, ["Maya Smith"], "a name that she once had");
    assert_eq!(about.past.iter().filter(|past| past.wrote).count(), 1);
    assert_eq!(
        about
            .past
            .iter()
            .filter(|past| !past.own.is_empty())
            .count(),
        2
    );
    let everybody = AboutPerson::begin(
        &ana.workspace,
        ErasePerson {
            spare: Vec::new(),
            ..asked(&ana)
        },
    );
    assert_eq!(everybody.naming.len(), 5, "the namesake’s record as well");
    assert_eq!(everybody.alike, [NAMESAKE]);
}

#[test]
fn where_a_part_of_the_name_or_a_slip_stands_alone_is_shown_and_can_be_looked_for() {
    let mut ana = incubator();
    ana.edit(CAFE, "need", "Tell Okoro by and by");
    ana.edit(
        CAFE,
        "need",
        "Maya Patel came, Okorro rang from +44 7700 900123, and Maya Okoro’s sister. No okorra.",
    );
    let before = about(&ana);
    let shown: Vec<_> = before
        .maybe()
        .iter()
        .map(|maybe| (maybe.text.as_str(), maybe.because, maybe.in_records))
        .collect();
    assert_eq!(
        shown,
        [
            ("44 7700 900123", Because::Number, 1),
            ("Maya", Because::PartOfName, 1),
            ("Okorro", Because::LikeName, 1),
            ("Okoro", Because::PartOfName, 0),
        ]
    );
    assert_eq!(
        before.maybe()[3].in_history,
        1,
        "it stood there before, and the history has it"
    );
    let place = &before.maybe()[1].places[0];
    assert_eq!(
        (place.name.as_str(), place.field.as_str()),
        ("Repair Café", "The need")
    );
    assert!(place.excerpt.starts_with("Maya Patel came"));
    // What is ticked is looked for and erased like every other word; the rest stays.
    let mut asked = asked(&ana);
    let ticked = ["44 7700 900123", "Okorro", "Okoro", "Maya Smith"];
    asked.words.extend(ticked.map(str::to_owned));
    let mut after = AboutPerson::begin(&ana.workspace, asked.clone());
    for batch in &ana.log {
        after.note_batch(batch).expect("a batch");
    }
    let left = after.maybe().iter().map(|maybe| maybe.text.as_str());
    assert_eq!(left.collect::<Vec<_>>(), ["Maya"]);
    ana.run(Command::erase_person(asked));
    ana.rewrite(&[]);
    assert_eq!(
        ana.text(CAFE, "need"),
        "Maya Patel came, [erased] rang from +[erased], and [erased]’s sister. No okorra."
    );
    let log = String::from_utf8(ana.log.concat()).expect("UTF-8");
    assert!(!log.contains("Tell Okoro"));
}

#[test]
fn what_is_held_is_handed_over_as_readable_json() {
    let ana = incubator();
    let json = json_of(&about(&ana).export(ana.now));
    assert_eq!(json["fledgling"]["format"], "person");
    assert_eq!(json["record"][0]["value"], "Maya Okoro");
    assert_eq!(
        json["named_in"][2]["words"],
        "Maya  Okoro said that it grows"
    );
    let text = json["history"].to_string();
    assert!(
        text.contains("Maya Smith") && text.contains("Likes mornings"),
        "what stood there before too"
    );
}

#[test]
fn an_erased_person_is_gone_from_views_history_and_backups_and_the_namesake_is_not() {
    let mut ana = incubator();
    let mut asked = asked(&ana);
    asked.words.push("Maya Smith".to_owned());
    assert!(!is_owed(&ana.workspace, None));
    let done = ana.run(Command::erase_person(asked));
    assert_eq!(done.message, "Erased a person for good");
    assert!(
        is_owed(&ana.workspace, None),
        "the log still has to be rewritten"
    );
    let sent = String::from_utf8(ana.send(None)).expect("UTF-8");
    assert!(
        !sent.contains("okoro.example"),
        "and yet nothing of it leaves"
    );
    let mut entries = ana.log.clone();
    entries.push(b"damaged".to_vec());
    let log = rewritten_log(&ana.workspace, &entries, Vec::new());
    assert_eq!((log.entries.len(), log.unreadable), (entries.len(), 1));
    ana.log = log.entries;
    ana.log.pop();
    ana.reload();
    let done = done_note(&ana.workspace);
    assert!(!is_owed(&ana.workspace, Some(&done)));
    let text = String::from_utf8(ana.log.concat()).expect("UTF-8");
    for word in [
        "Maya Smith",
        "okoro.example",
        "900123",
        "mornings",
        "Founder",
    ] {
        assert!(!text.contains(word), "{word}");
    }
    assert_eq!(text.matches("Okoro").count(), 1, "the namesake alone");
    assert_eq!(ana.text(NAMESAKE, "name"), "Maya Okoro");
    assert_eq!(ana.text(GYM, "need"), "[erased] knows it");
    assert_eq!(ana.workspace.name_of(MAYA), "somebody who was erased");
    let gym = ana.workspace.record(GYM).expect("here").to_record();
    assert_eq!(gym.items("founders").count(), 0);
    assert_eq!(about(&ana).naming, [], "nothing is left to find");
}

#[test]
fn an_erasure_cannot_be_undone_and_the_person_not_brought_back() {
    let mut ana = incubator();
    let asked = asked(&ana);
    ana.run(Command::erase_person(asked));
    assert_eq!(
        ana.try_run(Command::Undo).expect_err("refused"),
        CommandError::NothingToUndo
    );
    let erasure = ana.history().pop().expect("the erasure");
    ana.rewrite(&[]);
    let refused = ana
        .try_run(Command::UndoChange(Box::new(erasure)))
        .expect_err("refused");
    assert!(refused.to_string().contains("for good"), "{refused}");
    let restore = Command::Restore { record: MAYA };
    assert_eq!(
        ana.try_run(restore).expect_err("refused"),
        CommandError::Erased
    );
    let done = ana.run(Command::Undo);
    assert_eq!(
        done.message, "Undo: Changed Repair Café: who it is for",
        "what came before can be"
    );
}

#[test]
fn words_that_fledgling_uses_itself_and_nothing_at_all_are_refused() {
    let mut ana = incubator();
    let before = ana.hash();
    let mut erase = |words: &[&str]| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let asked = ErasePerson {
            words,
            ..ErasePerson::default()
        };
        ana.try_run(Command::erase_person(asked))
            .expect_err("refused")
    };
    assert_eq!(
        erase(&["Maya Okoro", " Grant "]),
        CommandError::OwnWord("Grant".to_owned())
    );
    assert_eq!(erase(&["test"]), CommandError::OwnWord("test".to_owned()));
    assert_eq!(erase(&["…"]), CommandError::NothingToErase);
    assert_eq!(ana.hash(), before);
    let words = words_of(&ana.workspace, MAYA);
    assert!(words.iter().all(|word| word.is_sure && !word.is_own_word));
}

#[test]
fn details_are_due_on_their_day_or_once_all_ventures_left_long_ago() {
    let mut ana = incubator();
    let day = |text: &str| Day::parse(text).expect("a day");
    let due = |workspace: &Workspace, today: &str| reviews_due(workspace, day(today));
    assert_eq!(people_without_review(&ana.workspace).len(), 2);
    ana.run(Command::Settle {
        kind: "incubator".to_owned(),
        id: Workspace::incubator_record(),
        values: values([
            ("name", Put::text("Riverside")),
            ("retention_months", Put::Value(Value::from(24))),
        ]),
    });
    ana.edit(NAMESAKE, "review_on", "2026-09-01");
    assert_eq!(
        due(&ana.workspace, "2040-01-01").len(),
        1,
        "her venture is still here"
    );
    ana.run(Command::SetDisposition {
        ventures: vec![GYM],
        to: "closed_with_learning".to_owned(),
        reason: "It had its time".to_owned(),
    });
    let left = day("2026-06-07");
    assert_eq!(due(&ana.workspace, "2026-08-31").len(), 0);
    assert_eq!(
        due(&ana.workspace, "2026-09-01")[0].because,
        DueBecause::DayNoted
    );
    let both = due(&ana.workspace, "2028-06-07");
    assert_eq!(both.len(), 2);
    assert_eq!(
        both[1].because,
        DueBecause::VenturesLeft { left, months: 24 }
    );
    assert_eq!(
        both[1].reason(),
        "Their last venture left on 7 June 2026; details are kept for 24 months after that."
    );
    ana.run(both[1].keep_until(day("2030-01-01")));
    assert_eq!(
        due(&ana.workspace, "2028-06-07").len(),
        1,
        "kept until another day"
    );
}

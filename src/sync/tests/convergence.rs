//! Any number of devices, any order, any repetition: the same workspace in the end.

use proptest::{prelude::*, test_runner::TestCaseError};

use super::bench::{Colleague, ana_and_ben};
use crate::{
    ledger::{Erasure, RecordId},
    workspace::{Command, clashes::clashes},
};

#[derive(Clone, Debug)]
enum Event {
    Edit {
        who: usize,
        record: u128,
        field: usize,
        text: u8,
    },
    Add {
        who: usize,
        record: u128,
    },
    Delete {
        who: usize,
        record: u128,
    },
    Undo {
        who: usize,
    },
    Erase {
        who: usize,
    },
    /// Writes a file for a colleague, who opens it later, twice, or never.
    Send {
        from: usize,
        to: usize,
        all: bool,
    },
    /// Opens any file that was ever written.
    Open {
        who: usize,
        file: usize,
    },
    Reload {
        who: usize,
    },
}

const FIELDS: [&str; 3] = ["need", "one_line", "who_for"];

/// What happens among so many people.
fn event(people: usize) -> impl Strategy<Value = Event> {
    let who = move || 0..people;
    let record = || 1u128..5;
    prop_oneof![
        8 => (who(), record(), 0usize..3, any::<u8>())
            .prop_map(|(who, record, field, text)| Event::Edit { who, record, field, text }),
        2 => (who(), 3u128..5).prop_map(|(who, record)| Event::Add { who, record }),
        1 => (who(), record()).prop_map(|(who, record)| Event::Delete { who, record }),
        2 => who().prop_map(|who| Event::Undo { who }),
        1 => who().prop_map(|who| Event::Erase { who }),
        4 => (who(), who(), any::<bool>()).prop_map(|(from, to, all)| Event::Send { from, to, all }),
        5 => (who(), any::<usize>()).prop_map(|(who, file)| Event::Open { who, file }),
        1 => who().prop_map(|who| Event::Reload { who }),
    ]
}

fn happens(people: &mut [Colleague], files: &mut Vec<Vec<u8>>, event: &Event) {
    match event {
        Event::Edit {
            who,
            record,
            field,
            text,
        } => {
            let person = &mut people[*who];
            let id = RecordId(*record);
            if person.workspace.record(id).is_some() {
                let text = if text % 5 == 0 {
                    "Maya Okoro came".to_owned()
                } else {
                    format!("Text {}", text % 7)
                };
                person.edit(id, FIELDS[*field], &text);
            }
        }
        Event::Add { who, record } => {
            if people[*who]
                .workspace
                .records()
                .get(RecordId(*record))
                .is_none()
            {
                people[*who].add(RecordId(*record), "A venture of Maya Okoro");
            }
        }
        Event::Delete { who, record } => {
            let record = RecordId(*record);
            if people[*who].workspace.record(record).is_some() {
                people[*who].run(Command::Delete {
                    records: vec![record],
                });
            }
        }
        Event::Undo { who } => drop(people[*who].try_run(Command::Undo)),
        Event::Erase { who } => {
            let person = &mut people[*who];
            let id = RecordId(900 + u128::from(person.now));
            let names = ["Maya Okoro".to_owned()];
            let rule = Erasure::new(id, None, &names, Vec::new(), u128::from(person.now));
            person.run(Command::Apply(rule.draft("Erased a person for good")));
            person.rewrite(&[]);
        }
        Event::Send { from, to, all } if from != to => {
            // Whoever sends a part knows the receiver only by what they said.
            let receiver = std::mem::replace(&mut people[*to], Colleague::new("Nobody", 0));
            let file = people[*from].send((!all).then_some(&receiver));
            people[*to] = receiver;
            files.push(file);
        }
        Event::Send { .. } => {}
        Event::Open { who, file } => {
            if let Some(file) = files.get(file % files.len().max(1)).cloned() {
                people[*who].open(&file).expect("it fits");
            }
        }
        Event::Reload { who } => people[*who].reload(),
    }
}

fn end_as_one(many: usize, events: &[Event]) -> Result<(), TestCaseError> {
    let (mut ana, ben) = ana_and_ben();
    let start = ana.send(None);
    let mut people = vec![ana, ben];
    let others = ["Carla", "Dev", "Eva", "Femi"].into_iter().zip(0xc..);
    for (name, device) in others.take(many - 2) {
        let mut person = Colleague::new(name, device);
        person.open(&start).expect("everything is taken in");
        people.push(person);
    }
    let mut files = Vec::new();
    for event in events {
        happens(&mut people, &mut files, event);
    }
    // Round and round, each passes on everything; twice is enough for everybody to have heard of everything.
    for round in 0..2 * many {
        let (from, to) = (round % many, (round + 1) % many);
        let file = people[from].send(None);
        people[to].open(&file).expect("it fits");
    }
    let hashes: Vec<String> = people.iter().map(Colleague::hash).collect();
    for (person, hash) in people.iter().zip(&hashes) {
        prop_assert_eq!(hash, &hashes[0], "{} differs", person.name);
        prop_assert_eq!(
            &person.replayed(),
            hash,
            "{}'s log tells another story",
            person.name
        );
        prop_assert_eq!(
            clashes(&person.workspace).len(),
            clashes(&people[0].workspace).len()
        );
        let holdings = person.shelf().holdings();
        prop_assert_eq!(&holdings, &people[0].shelf().holdings());
    }
    Ok(())
}

#[test]
fn whoever_exchanged_everything_holds_the_same() {
    let config = ProptestConfig {
        cases: std::env::var("FLEDGLING_PROPERTY_CASES")
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(60),
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_260_607),
        ..ProptestConfig::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let histories = (2usize..7).prop_flat_map(|many| {
        let events = prop::collection::vec(event(many), 0..40);
        (Just(many), events)
    });
    if let Err(failure) = runner.run(&histories, |(many, events)| end_as_one(many, &events)) {
        panic!("{failure}");
    }
}

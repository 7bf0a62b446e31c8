//! Sending, receiving, and what is said of it.

use pretty_assertions::assert_eq;

use super::bench::{CAFE, Colleague, DAY, GYM, ana_and_ben, json_of};
use crate::{
    ledger::{Erasure, RecordId, Value},
    sync::{ChangesFile, FileError, merge::Happening},
    workspace::{
        Command, Put,
        clashes::{Differing, clashes},
        command::values,
    },
};

#[test]
fn two_colleagues_who_worked_apart_for_a_week_end_with_the_same_workspace() {
    let (mut ana, mut ben) = ana_and_ben();
    assert_eq!(ana.hash(), ben.hash());
    ana.edit(GYM, "one_line", "Exercise outdoors");
    ana.edit(CAFE, "who_for", "Neighbours");
    ben.now += 7 * DAY;
    ana.now += 7 * DAY;
    ben.edit(GYM, "one_line", "Gym in the park");
    ben.edit(GYM, "need", "Loneliness");
    ben.run(Command::Create {
        kind: "step".to_owned(),
        id: RecordId(50),
        values: values([
            ("what", Put::text("Ask the council")),
            ("venture", Put::reference(GYM)),
        ]),
    });
    let from_ben = ben.send(Some(&ana));
    let plan = ana.plan(&from_ben).expect("it fits");
    assert_eq!(
        plan.summary(),
        "3 changes are not here yet: 1 record is new, 1 changed; 1 clash to settle."
    );
    let kinds: Vec<_> = plan.kinds.iter().map(|kind| kind.many.as_str()).collect();
    assert_eq!(kinds, ["ventures", "next steps"]);
    let gym = &plan.kinds[0].records[0];
    assert_eq!(
        (gym.name.as_str(), gym.what),
        ("Green Gym", Happening::Changed)
    );
    assert_eq!(gym.fields, ["in one line", "the need"]);
    assert_eq!(gym.who, ["Ben"]);
    assert_eq!(plan.kinds[1].count(Happening::New), 1);
    let [clash] = &plan.clashes[..] else {
        panic!("one clash: {:?}", plan.clashes);
    };
    assert_eq!(clash.title(), "Two versions of “in one line” of Green Gym");
    let told: Vec<(&str, &str)> = match &clash.what {
        Differing::Values(conflict) => conflict
            .versions
            .iter()
            .map(|version| (version.shown.words.as_str(), plan.author(version.change)))
            .collect(),
        Differing::EditedAfterDeletion { .. } => Vec::new(),
    };
    assert_eq!(
        told,
        [("Gym in the park", "Ben"), ("Exercise outdoors", "Ana")]
    );
    assert_eq!(ana.text(GYM, "need"), "", "a plan changes nothing");

    ana.open(&from_ben).expect("merged");
    let from_ana = ana.send(Some(&ben));
    ben.open(&from_ana).expect("merged");
    assert_eq!(ana.hash(), ben.hash());
    assert_eq!(clashes(&ana.workspace).len(), 1, "both see the clash");
    let listed = clashes(&ben.workspace);
    let Differing::Values(conflict) = &listed[0].what else {
        panic!("two values");
    };
    let keep = listed[0].keep(&conflict.versions[1]).expect("a command");
    ben.run(keep);
    assert_eq!(clashes(&ben.workspace).len(), 0, "one command settles it");
    let settled = ben.send(Some(&ana));
    ana.open(&settled).expect("merged");
    assert_eq!(ana.text(GYM, "one_line"), "Exercise outdoors");
    assert_eq!((ana.hash(), clashes(&ana.workspace).len()), (ben.hash(), 0));
    // And then it comes to rest.
    let last = ana.send(Some(&ben));
    assert!(ben.plan(&last).expect("it fits").is_empty());
    assert_eq!(ana.replayed(), ana.hash());
}

#[test]
fn only_what_a_colleague_lacks_is_sent_once_they_said_what_they_hold() {
    let (mut ana, mut ben) = ana_and_ben();
    let everything = json_of(&ana.send(Some(&ben)));
    assert_eq!(
        everything["fledgling"]["since"],
        Value::Null,
        "Ben has said nothing yet"
    );
    let from_ben = ben.send(None);
    ana.open(&from_ben).expect("merged");
    assert_eq!(ana.book().peers()[0].name, "Ben");
    ana.edit(GYM, "need", "Loneliness");
    let part = json_of(&ana.send(Some(&ben)));
    assert_eq!(part["fledgling"]["changes"], 1);
    // Nobody knows whether Ben opened it: the next one holds it again.
    ana.edit(GYM, "who_for", "Everybody");
    let next = ana.send(Some(&ben));
    assert_eq!(json_of(&next)["fledgling"]["changes"], 2);
    ben.open(&next).expect("merged");
    assert_eq!(ben.hash(), ana.hash());
    let from_ben = ben.send(Some(&ana));
    ana.open(&from_ben).expect("merged");
    let nothing = ana.send(Some(&ben));
    assert_eq!(json_of(&nothing)["fledgling"]["changes"], 0);
    assert!(ben.plan(&nothing).expect("it fits").is_empty());
    // What Ben held is forgotten: everything is sent again, and nothing comes of it.
    let mut book = ana.book();
    book.forget(&ben.book().me);
    ana.note = Some(book.text());
    let all = ana.send(Some(&ben));
    let plan = ben.plan(&all).expect("it fits");
    assert!(
        plan.is_empty() && plan.known_changes == 5,
        "{}",
        plan.known_changes
    );
}

#[test]
fn what_is_missing_is_said_and_the_rest_is_merged() {
    let (mut ana, mut ben) = ana_and_ben();
    let from_ben = ben.send(None);
    ana.open(&from_ben).expect("merged");
    ana.edit(GYM, "need", "One");
    let lost = ana.log.clone();
    ana.edit(GYM, "need", "Two");
    ana.edit(GYM, "who_for", "Three");
    // A browser whose log lost an entry in the middle.
    ana.log = [&lost[..lost.len() - 1], &ana.log[lost.len()..]].concat();
    let part = ana.send(Some(&ben));
    let plan = ben.plan(&part).expect("it fits");
    let said: Vec<String> = plan
        .missing
        .iter()
        .map(|missing| missing.sentence())
        .collect();
    assert_eq!(
        said,
        [
            "1 change by Ana is neither here nor in this file. The rest can be merged; ask for a file with everything to get what is missing."
        ]
    );
    ben.open(&part).expect("merged");
    assert_eq!(
        (ben.text(GYM, "need"), ben.text(GYM, "who_for")),
        ("Two".into(), "Three".into())
    );
    let held = ben.shelf().holdings().of(ana.device()).upto;
    ana.log = lost;
    let whole = ana.send(Some(&ben));
    ben.open(&whole).expect("merged");
    assert!(
        ben.shelf().holdings().of(ana.device()).upto > held,
        "the hole is filled"
    );
    assert_eq!(
        clashes(&ben.workspace),
        [],
        "and what was replaced is only history"
    );
}

#[test]
fn a_browser_that_counted_twice_loses_nothing() {
    let (mut ana, mut ben) = ana_and_ben();
    let backup = ana.log.clone();
    ana.edit(GYM, "need", "Before the accident");
    let file = ana.send(None);
    ben.open(&file).expect("merged");
    let from_ben = ben.send(None);
    // Ana's browser is emptied; an earlier copy is brought in, and she goes on under the same device.
    ana.log = backup;
    ana.reload();
    ana.edit(GYM, "who_for", "After the accident");
    ana.edit(GYM, "one_line", "Later still");
    ana.open(&from_ben).expect("merged");
    assert_eq!(ana.text(GYM, "need"), "Before the accident");
    let again = ana.send(Some(&ben));
    let plan = ben.plan(&again).expect("it fits");
    assert_eq!(plan.counted_twice, ["Ana"]);
    ben.open(&again).expect("merged");
    assert_eq!(ben.text(GYM, "who_for"), "After the accident");
    assert_eq!(ben.text(GYM, "one_line"), "Later still");
    assert_eq!(ben.hash(), ana.hash());
}

#[test]
fn a_file_of_another_workspace_is_refused_and_an_empty_browser_takes_only_everything() {
    let (mut ana, mut ben) = ana_and_ben();
    let mut carla = Colleague::new("Carla", 0xc);
    carla.add(RecordId(9), "Another venture");
    let foreign = carla.send(None);
    let before = ana.hash();
    let refused = ana.open(&foreign).expect_err("refused");
    assert_eq!(
        refused,
        FileError::AnotherWorkspace {
            sender: "Carla".into()
        }
    );
    assert!(
        refused
            .to_string()
            .starts_with("This file is of another workspace, sent by Carla.")
    );
    assert_eq!(ana.hash(), before);
    let from_ben = ben.send(None);
    ana.open(&from_ben).expect("merged");
    ana.edit(GYM, "need", "Loneliness");
    let part = ana.send(Some(&ben));
    let mut empty = Colleague::new("Dev", 0xd);
    let refused = empty.open(&part).expect_err("refused");
    assert_eq!(
        refused,
        FileError::OnlyPart {
            sender: "Ana".into()
        }
    );
    assert!(empty.workspace.is_blank());
    empty.open(&ana.send(None)).expect("everything is taken in");
    assert_eq!(empty.hash(), ana.hash());
    assert_eq!(
        empty.book().peers().len(),
        1,
        "and the sender is remembered"
    );
}

#[test]
fn two_copies_that_were_named_apart_are_one_workspace() {
    let mut ana = Colleague::new("Ana", 0xa);
    ana.add(GYM, "Green Gym");
    // A full backup from before anything was ever sent.
    let mut ben = Colleague::new("Ben", 0xb);
    ben.log = ana.log.clone();
    ben.reload();
    ben.now += DAY;
    let (hers, his) = (ana.send(None), ben.send(None));
    ana.open(&his).expect("it has changes in common");
    ben.open(&hers).expect("it has changes in common");
    assert_eq!(ana.workspace.identity().names.len(), 2);
    assert_eq!(ana.hash(), ben.hash());
    ben.edit(GYM, "need", "Loneliness");
    let part = ben.send(Some(&ana));
    ana.open(&part).expect("it goes by the same names");
    assert_eq!(ana.hash(), ben.hash());
}

#[test]
fn what_was_deleted_here_and_edited_there_is_a_clash_with_two_ways_out() {
    for back in [true, false] {
        let (mut ana, mut ben) = ana_and_ben();
        ana.run(Command::Delete { records: vec![GYM] });
        ben.edit(GYM, "need", "Loneliness");
        let file = ben.send(None);
        let plan = ana.plan(&file).expect("it fits");
        assert_eq!(plan.clashes.len(), 1);
        assert_eq!(
            plan.clashes[0].title(),
            "Green Gym was deleted by one and changed by another"
        );
        ana.open(&file).expect("merged");
        let listed = clashes(&ana.workspace);
        assert_eq!(listed.len(), 1);
        let shelf = ana.shelf();
        let who: Vec<_> = listed[0]
            .changes()
            .into_iter()
            .map(|id| shelf.author(id))
            .collect();
        assert_eq!(who, [Some("Ana"), Some("Ben")]);
        let (bring_back, leave) = listed[0].bring_back_or_leave().expect("two commands");
        ana.run(if back { bring_back } else { leave });
        assert_eq!(clashes(&ana.workspace), []);
        assert_eq!(ana.workspace.record(GYM).is_some(), back);
        let settled = ana.send(None);
        ben.open(&settled).expect("merged");
        assert_eq!(clashes(&ben.workspace), []);
        assert_eq!(ana.hash(), ben.hash());
    }
}

#[test]
fn a_clock_a_day_ahead_makes_changes_wait_and_says_so() {
    let (mut ana, mut ben) = ana_and_ben();
    ben.now += 3 * DAY;
    ben.edit(GYM, "need", "From the future");
    let file = ben.send(None);
    let plan = ana.plan(&file).expect("it fits");
    assert_eq!((plan.new_changes, plan.set_aside), (1, 1));
    ana.open(&file).expect("merged");
    assert_eq!(ana.text(GYM, "need"), "");
    ana.now += 4 * DAY;
    ana.reload();
    assert_eq!(ana.text(GYM, "need"), "From the future");
}

#[test]
fn an_erased_person_does_not_come_back_with_a_colleagues_file() {
    let (mut ana, mut ben) = ana_and_ben();
    let maya = RecordId(70);
    ana.run(Command::Create {
        kind: "contact".to_owned(),
        id: maya,
        values: values([
            ("name", Put::text("Maya Okoro")),
            ("email", Put::text("maya@okoro.example")),
        ]),
    });
    ana.edit(GYM, "need", "Maya Okoro sees loneliness");
    let file = ana.send(None);
    ben.open(&file).expect("merged");
    let from_ben = ben.send(None);
    ana.open(&from_ben).expect("merged");
    ben.edit(GYM, "one_line", "Led by Maya Okoro");
    let names = ["Maya Okoro".to_owned(), "maya@okoro.example".to_owned()];
    let rule = Erasure::new(RecordId(900), Some(maya), &names, Vec::new(), 0x5a17);
    ana.run(Command::Apply(rule.draft("Erased a person for good")));
    ana.rewrite(&[]);
    let holds_word = |who: &Colleague| {
        let text = String::from_utf8(who.log.concat())
            .expect("UTF-8")
            .to_lowercase();
        text.contains("okoro")
    };
    assert!(!holds_word(&ana));
    let still = ben.send(Some(&ana));
    ana.open(&still).expect("merged");
    assert!(
        !holds_word(&ana),
        "what Ben still sends brings no word back"
    );
    assert_eq!(ana.text(GYM, "one_line"), "Led by [erased]");
    let told = ana.send(Some(&ben));
    let plan = ben.plan(&told).expect("it fits");
    assert_eq!(plan.erasures, 1);
    let merged = ben.open(&told).expect("merged");
    assert!(
        merged.must_rewrite && !holds_word(&ben),
        "Ben's browser carries it out"
    );
    assert_eq!((ben.hash(), ben.replayed()), (ana.hash(), ana.hash()));
    let rest = ben.send(None);
    assert!(ana.plan(&rest).expect("it fits").is_empty());
    assert!(
        ChangesFile::read(&rest)
            .expect("whole")
            .changes()
            .all(|change| change.is_intact())
    );
}

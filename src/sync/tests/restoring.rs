//! A full backup in an empty browser, over a workspace, and what colleagues may still send.

use std::collections::BTreeMap;

use pretty_assertions::{assert_eq, assert_ne};

use super::bench::{CAFE, Colleague, DAY, GYM, MINUTE, ana_and_ben};
use crate::{
    domain::dates::Day,
    exchange::{
        failure::{FileMark, ImportError},
        fledgling::{Export, FledglingFile},
    },
    ledger::{Change, DeviceId, RecordId},
    sync::FileError,
    workspace::{
        Command, Context, Put,
        command::values,
        erasing::{ErasePerson, is_owed},
        identity::Kinship,
    },
};

fn backup(of: &Colleague) -> Vec<u8> {
    let mut export = Export::begin(of.workspace.ledger(), of.now);
    for batch in &of.log {
        export.add_batch(batch).expect("a batch");
    }
    export.finish().concat()
}

fn restore(who: &mut Colleague, file: &[u8]) {
    who.now += MINUTE;
    let chance = who.now << 8 | who.device().0 & 0xff;
    let now = who.now;
    let random = move || u128::from(chance) << 64;
    let context = Context {
        now_ms: now,
        today: Day::parse("2026-06-07").expect("a day"),
        random: &random,
    };
    let mark = FileMark::of("backup.json", file);
    let read = FledglingFile::read(file).expect("a backup");
    who.log = read.restore(&who.workspace, &mark, &context);
    // As `Writers::Anew` has it.
    who.reload_as(DeviceId(!chance));
}

/// Numbers that stand for two different changes somewhere in the world.
fn numbers_given_twice(histories: &[Vec<Change>]) -> Vec<(DeviceId, u64)> {
    let mut given = BTreeMap::new();
    let changes = histories.iter().flatten();
    changes
        .map(|change| ((change.stamp.device, change.seq), change.id))
        .filter(|(number, id)| given.insert(*number, *id).is_some_and(|other| other != *id))
        .map(|(number, _)| number)
        .collect()
}

#[test]
fn no_number_is_given_twice_where_a_backup_turns_the_history_back() {
    let (mut ana, mut ben) = ana_and_ben();
    let old = backup(&ana);
    ana.edit(GYM, "need", "After the backup");
    ana.edit(GYM, "who_for", "After the backup");
    let sent = ana.send(Some(&ben));
    ben.open(&sent).expect("merged");
    restore(&mut ana, &old);
    ana.edit(GYM, "need", "After the restoring");
    ana.edit(CAFE, "need", "After the restoring");
    let histories = [ana.history(), ben.history()];
    assert_eq!(numbers_given_twice(&histories), []);
    // He restored the same backup himself: what both wrote down about it is no number twice either.
    restore(&mut ben, &old);
    let histories = [ana.history(), ben.history()];
    assert_eq!(numbers_given_twice(&histories), []);
}

#[test]
fn an_emptied_browser_that_is_filled_from_an_older_backup_loses_and_doubles_nothing() {
    let (mut ana, mut ben) = ana_and_ben();
    let old = backup(&ana);
    ana.edit(GYM, "need", "After the backup");
    let sent = ana.send(Some(&ben));
    ben.open(&sent).expect("merged");
    let mut emptied = Colleague::new("Ana", ana.device().0);
    emptied.now = ana.now;
    restore(&mut emptied, &old);
    assert_ne!(emptied.device(), ana.device());
    emptied.edit(GYM, "who_for", "Carers");
    assert_eq!(numbers_given_twice(&[emptied.history(), ben.history()]), []);
    let (from_ben, from_emptied) = (ben.send(None), emptied.send(None));
    emptied.open(&from_ben).expect("no epoch began");
    ben.open(&from_emptied).expect("no epoch began");
    assert_eq!(emptied.hash(), ben.hash());
    assert_eq!(ben.text(GYM, "need"), "After the backup");
    assert_eq!(ben.text(GYM, "who_for"), "Carers");
}

#[test]
fn a_full_backup_opens_in_an_empty_browser_as_the_same_workspace() {
    let (mut ana, _) = ana_and_ben();
    ana.edit(GYM, "need", "Loneliness");
    let file = backup(&ana);
    let mut new = Colleague::new("Ana", 0xe);
    let offer = FledglingFile::read(&file)
        .expect("a backup")
        .restore_offer(&new.workspace);
    assert_eq!((offer.kinship, offer.begins_epoch), (None, false));
    restore(&mut new, &file);
    assert_eq!(new.hash(), ana.hash());
    assert_eq!(new.workspace.identity(), ana.workspace.identity());
    new.edit(CAFE, "need", "Waste");
    let from_new = new.send(None);
    ana.open(&from_new).expect("it is the same workspace");
    assert_eq!(new.hash(), ana.hash());
}

#[test]
fn restoring_over_a_workspace_begins_an_epoch_and_files_from_before_are_refused() {
    let (mut ana, mut ben) = ana_and_ben();
    let yesterday = backup(&ana);
    ana.edit(GYM, "need", "Written since, and wrong");
    let before = ben.send(None);
    let read = FledglingFile::read(&yesterday).expect("a backup");
    let offer = read.restore_offer(&ana.workspace);
    assert_eq!(
        (offer.kinship, offer.left_behind, offer.begins_epoch),
        (Some(Kinship::Same), 1, true)
    );
    assert!(
        offer
            .words()
            .contains("1 change that is only here is kept in an archive"),
        "{}",
        offer.words()
    );
    ana.now += DAY;
    restore(&mut ana, &yesterday);
    assert_eq!(ana.text(GYM, "need"), "");
    assert_eq!(ana.workspace.identity().epoch.number, 1);
    let hash = ana.hash();
    let refused = ana.open(&before).expect_err("refused");
    assert_eq!(
        refused,
        FileError::OlderEpoch {
            sender: "Ben".into()
        }
    );
    assert!(
        refused
            .to_string()
            .contains("before a backup was restored here")
    );
    assert_eq!(ana.hash(), hash);
    assert!(
        ana.book().peers().is_empty(),
        "what Ben held counts no more"
    );
    // An export from before is not merged either, only restored over what is here.
    let old = FledglingFile::read(&yesterday).expect("a backup");
    let refused = old.may_merge(&ana.workspace).expect_err("refused");
    assert!(
        matches!(refused, ImportError::OtherEpoch { .. }),
        "{refused}"
    );
    // Ben is told, takes over a full backup of hers, and both go on together.
    let after = ana.send(None);
    ben.edit(CAFE, "need", "Only at Ben’s");
    let refused = ben.open(&after).expect_err("refused");
    assert_eq!(
        refused,
        FileError::NewerEpoch {
            sender: "Ana".into()
        }
    );
    let full = backup(&ana);
    let offer = FledglingFile::read(&full)
        .expect("a backup")
        .restore_offer(&ben.workspace);
    assert_eq!(
        (offer.kinship, offer.begins_epoch),
        (Some(Kinship::Newer), false)
    );
    restore(&mut ben, &full);
    assert_eq!(ben.hash(), ana.hash());
    ben.edit(CAFE, "need", "Waste");
    let file = ben.send(None);
    ana.open(&file).expect("merged");
    assert_eq!(ben.hash(), ana.hash());
}

#[test]
fn two_who_restored_apart_are_told_so_and_find_together_again() {
    let (mut ana, mut ben) = ana_and_ben();
    let (hers, his) = (backup(&ana), backup(&ben));
    ana.edit(GYM, "need", "x");
    ben.edit(GYM, "need", "y");
    restore(&mut ana, &hers);
    ben.now += MINUTE;
    restore(&mut ben, &his);
    let file = ben.send(None);
    assert_eq!(
        ana.open(&file).expect_err("refused"),
        FileError::PartedEpoch {
            sender: "Ben".into()
        }
    );
    let full = backup(&ana);
    restore(&mut ben, &full);
    let full = backup(&ben);
    restore(&mut ana, &full);
    assert_eq!(ana.hash(), ben.hash());
    let file = ben.send(None);
    assert!(ana.plan(&file).expect("it fits").is_empty());
}

#[test]
fn a_backup_of_another_workspace_takes_the_place_of_this_one_as_it_is() {
    let (mut ana, _) = ana_and_ben();
    let mut carla = Colleague::new("Carla", 0xc);
    carla.add(RecordId(9), "Another venture");
    carla.send(None);
    let file = backup(&carla);
    let read = FledglingFile::read(&file).expect("a backup");
    assert!(
        read.may_merge(&ana.workspace).is_ok(),
        "two histories can be brought together"
    );
    let offer = read.restore_offer(&ana.workspace);
    assert_eq!(
        (offer.kinship, offer.begins_epoch),
        (Some(Kinship::Another), false)
    );
    restore(&mut ana, &file);
    assert_eq!(ana.hash(), carla.hash());
}

#[test]
fn a_backup_from_before_an_erasure_does_not_bring_the_person_back() {
    let (mut ana, _) = ana_and_ben();
    let maya = RecordId(70);
    ana.run(Command::Create {
        kind: "contact".to_owned(),
        id: maya,
        values: values([("name", Put::text("Maya Okoro"))]),
    });
    let old = backup(&ana);
    ana.run(Command::erase_person(ErasePerson {
        person: Some(maya),
        words: vec!["Maya Okoro".to_owned()],
        spare: Vec::new(),
    }));
    ana.rewrite(&[]);
    restore(&mut ana, &old);
    let text = String::from_utf8(backup(&ana)).expect("UTF-8");
    assert!(
        !text.contains("Okoro"),
        "neither here nor in the next backup"
    );
    assert!(
        ana.workspace.ledger().erasures().is_of(maya),
        "and the erasure is remembered"
    );
    assert!(is_owed(&ana.workspace, None));
    assert_eq!(ana.replayed(), ana.hash());
}

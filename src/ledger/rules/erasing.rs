//! Erasing a person for good (rule L14).

use serde_json::{Value, json};

use super::bench::{
    GYM, HOUR, NOON, act, device, draft, look, restarted, set_op, tags_op, value, whole,
};
use crate::ledger::{
    Author, Change, Draft, DraftOp, Erasure, Ledger, Op, RecordId, Source,
    erasure::{self, ERASED, is_erased},
    ordering::object_of,
};

const MAYA: RecordId = RecordId(77);
const OTHER_MAYA: RecordId = RecordId(78);
const ENTRY: RecordId = RecordId(79);

fn contact(record: RecordId, fields: Vec<(&str, Value)>) -> DraftOp {
    DraftOp::Set {
        record,
        kind: "contact".to_owned(),
        fields: object_of(fields),
    }
}

pub(super) fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn erase_maya(id: u128, names: &[&str]) -> Draft {
    let names = words(names);
    Erasure::new(RecordId(id), Some(MAYA), &names, Vec::new(), 0xfeed)
        .draft("Erased a person for good")
}

fn erase(ledger: &mut Ledger) -> Change {
    let ana = Author::new("Ana", "Coach");
    ledger
        .commit(
            erase_maya(900, &["Maya Okoro", "maya@okoro.example"]),
            &ana,
            NOON + HOUR,
        )
        .expect("it is written down")
}

/// What a device holds that was told of an erasure: the log rewritten, and a ledger built anew from it.
pub(super) fn carried_out(ledger: &Ledger, log: &[Change]) -> (Ledger, Vec<Change>) {
    let kept: Vec<Change> = erasure::rewritten(vec![log.to_vec()], ledger.erasures())
        .into_iter()
        .flatten()
        .collect();
    let mut anew = Ledger::new(ledger.device());
    for change in &kept {
        anew.apply(change, NOON + 100 * HOUR);
    }
    (anew, kept)
}

fn text_of(changes: &[Change]) -> String {
    serde_json::to_string(changes).expect("JSON").to_lowercase()
}

/// Everything that one browser wrote about Maya, in every corner where a name can stand.
fn history() -> (Ledger, Vec<Change>) {
    let mut here = device(1);
    let maya = Author::new("Maya Okoro", "Founder of Green Gym");
    let mut log = vec![
        here.commit(
            Draft {
                ops: vec![contact(
                    MAYA,
                    vec![
                        ("name", json!("Maya Okoro")),
                        ("email", json!("maya@okoro.example")),
                        ("note", json!("Prefers mornings")),
                    ],
                )],
                ..Draft::by_hand("Added the contact Maya Okoro")
            },
            &Author::new("Ana", "Coach"),
            NOON,
        )
        .expect("new"),
    ];
    log.push(act(
        &mut here,
        contact(MAYA, vec![("note", json!("Prefers evenings"))]),
    ));
    log.push(act(&mut here, set_op(GYM, [("name", json!("Green Gym"))])));
    log.push(act(
        &mut here,
        tags_op(GYM, &["maya okoro", "Green space"], &[]),
    ));
    log.push(
        here.commit(
            draft(set_op(
                ENTRY,
                [
                    (
                        "said",
                        json!("Met MAYA  OKORO; Maya Okoro’s plan is sound."),
                    ),
                    ("criteria", json!([{ "note": "ask maya@okoro.example" }])),
                ],
            )),
            &maya,
            NOON,
        )
        .expect("new"),
    );
    log.push(
        here.commit(
            Draft {
                source: Source::import("people of maya okoro.csv", "00"),
                ..draft(set_op(ENTRY, [("said", json!("Met them again."))]))
            },
            &Author::new("Ana", "Coach"),
            NOON,
        )
        .expect("changed"),
    );
    (here, log)
}

#[test]
fn l14_an_erased_person_leaves_every_field_text_and_signature() {
    let (mut here, mut log) = history();
    log.push(erase(&mut here));
    let (anew, kept) = carried_out(&here, &log);
    let text = text_of(&kept);
    for word in ["maya", "okoro", "mornings", "evenings", "founder of"] {
        assert!(!text.contains(word), "“{word}” stays in {text}");
    }
    assert_eq!(kept.len(), log.len(), "no change is lost");
    let maya = look(&anew, MAYA);
    assert!(maya.is_deleted() && maya.fields.is_empty() && !maya.is_edited_after_deletion());
    assert_eq!(
        value(&anew, GYM, "name"),
        json!("Green Gym"),
        "the rest stays"
    );
    assert_eq!(kept[4].ops.len(), log[4].ops.len());
    let Op::Set { fields, .. } = &kept[4].ops[0] else {
        panic!("its text is still set");
    };
    let said = fields.get("said").map(|edit| edit.is.clone());
    assert_eq!(said, Some(json!("Met [erased]; [erased]’s plan is sound.")));
    let themes: Vec<Value> = look(&anew, GYM).items("themes").cloned().collect();
    assert_eq!(themes, [json!("Green space"), json!("[erased]")]);
    assert_eq!(
        (kept[4].by.name.as_str(), kept[4].by.role.as_str()),
        ("[erased]", "")
    );
    let past = Ledger::as_at(&kept, log[1].stamp);
    assert!(
        look(&past, MAYA).fields.is_empty(),
        "nor does the past say it"
    );
}

#[test]
fn l14_the_erasure_itself_holds_no_word() {
    let (mut here, _) = history();
    let erasure = erase(&mut here);
    let text = text_of(std::slice::from_ref(&erasure));
    assert!(!text.contains("maya") && !text.contains("okoro"), "{text}");
    assert_eq!(erasure.content_id(), erasure.id);
    assert!(here.erasures().name_in("With Maya Okoro, in the park"));
    assert!(!here.erasures().name_in("With Maya, in the park"));
    assert!(
        restarted(&mut here).erasures().is_of(MAYA),
        "a restart remembers it"
    );
}

#[test]
fn l14_a_rewritten_change_keeps_its_id_and_tells_when_it_was_altered() {
    let (mut here, mut log) = history();
    log.push(erase(&mut here));
    let (_, kept) = carried_out(&here, &log);
    assert!(
        log.iter()
            .zip(&kept)
            .all(|(whole, left)| whole.id == left.id)
    );
    assert_eq!(kept.iter().filter(|change| is_erased(change)).count(), 5);
    for left in &kept {
        let text = serde_json::to_string(left).expect("JSON");
        let read: Change = serde_json::from_str(&text).expect("a change");
        assert!(read.is_intact(), "{text}");
        let mut altered = read.clone();
        altered.why.push('!');
        assert!(!altered.is_intact(), "{text}");
        let mut stripped = read;
        if stripped.rest.remove(ERASED).is_some() {
            assert!(!stripped.is_intact(), "the mark belongs to it");
        }
    }
    let (_, again) = carried_out(&here, &kept);
    assert_eq!(again, kept, "what was erased is not erased again");
}

#[test]
fn l14_what_a_colleague_still_sends_brings_nothing_back() {
    let (mut here, mut log) = history();
    let mut there = device(2);
    for change in &log {
        there.apply(change, NOON);
    }
    log.push(erase(&mut here));
    let (mut here, kept) = carried_out(&here, &log);
    // A week later the colleague, who has not heard of it, writes about Maya in three places.
    let late = NOON + 7 * 24 * HOUR;
    let ben = Author::new("Ben", "");
    let wishes = [
        contact(MAYA, vec![("phone", json!("07700 900123"))]),
        set_op(GYM, [("one_line", json!("Maya Okoro runs it"))]),
        set_op(ENTRY, [("said", json!("Call maya@okoro.example."))]),
    ];
    let sent: Vec<Change> = wishes
        .into_iter()
        .map(|wish| there.commit(draft(wish), &ben, late).expect("changed"))
        .collect();
    for change in log.iter().chain(&sent) {
        here.apply(change, late);
    }
    assert_eq!(value(&here, GYM, "one_line"), json!("[erased] runs it"));
    assert_eq!(value(&here, ENTRY, "said"), json!("Call [erased]."));
    assert!(look(&here, MAYA).fields.is_empty() && look(&here, MAYA).is_deleted());
    // Once told, the colleague holds the same, without a word of it.
    for change in &kept {
        there.apply(change, late);
    }
    let all: Vec<Change> = log.iter().chain(&sent).chain(&kept).cloned().collect();
    let (there, there_kept) = carried_out(&there, &all);
    assert_eq!(whole(&there), whole(&here));
    assert!(!text_of(&there_kept).contains("okoro"));
}

#[test]
fn l14_of_two_tellings_of_a_change_the_one_that_says_less_stands() {
    let mut here = device(1);
    let entry = act(
        &mut here,
        set_op(ENTRY, [("said", json!("Maya Okoro came."))]),
    );
    let mut there = device(2);
    there.apply(&entry, NOON);
    let ana = Author::new("Ana", "");
    // Both erase her at once; one knows only her first name.
    let full = here
        .commit(erase_maya(900, &["Maya Okoro"]), &ana, NOON)
        .expect("new");
    let first = there
        .commit(erase_maya(901, &["Maya"]), &ana, NOON)
        .expect("new");
    let (_, here_kept) = carried_out(&here, &[entry.clone(), full]);
    let (_, there_kept) = carried_out(&there, &[entry, first]);
    assert!(
        text_of(&there_kept).contains("[erased] okoro"),
        "her surname is left there"
    );
    let mine: Vec<Change> = here_kept.iter().chain(&there_kept).cloned().collect();
    let theirs: Vec<Change> = there_kept.iter().chain(&here_kept).cloned().collect();
    let (here, here_kept) = carried_out(&here, &mine);
    let (there, there_kept) = carried_out(&there, &theirs);
    assert_eq!(whole(&here), whole(&there));
    assert_eq!(value(&there, ENTRY, "said"), json!("[erased] came."));
    assert!(!text_of(&here_kept).contains("okoro") && !text_of(&there_kept).contains("okoro"));
}

#[test]
fn l14_who_knows_of_it_may_write_the_words_anew_by_hand_and_no_file_may() {
    let (mut here, mut log) = history();
    log.push(erase(&mut here));
    let (mut here, mut kept) = carried_out(&here, &log);
    let by_hand = act(
        &mut here,
        set_op(ENTRY, [("agreed", json!("Ask Maya Okoro back"))]),
    );
    assert_eq!(value(&here, ENTRY, "agreed"), json!("Ask Maya Okoro back"));
    let import = Draft {
        source: Source::import("list.csv", "11"),
        ..draft(set_op(ENTRY, [("learned", json!("Told by Maya Okoro"))]))
    };
    let ana = Author::new("Ana", "");
    let imported = here.commit(import, &ana, NOON).expect("changed");
    assert_eq!(value(&here, ENTRY, "learned"), json!("Told by [erased]"));
    assert_eq!(imported.content_id(), imported.id);
    kept.extend([by_hand, imported]);
    let (anew, again) = carried_out(&here, &kept);
    assert_eq!(
        (whole(&anew), again),
        (whole(&here), kept),
        "it holds everywhere"
    );
}

#[test]
fn l14_the_same_name_of_somebody_else_can_be_spared() {
    let (mut here, mut log) = history();
    let name = contact(OTHER_MAYA, vec![("name", json!("Maya Okoro"))]);
    log.push(act(&mut here, name));
    let names = words(&["Maya Okoro"]);
    let rule = Erasure::new(RecordId(900), Some(MAYA), &names, vec![OTHER_MAYA], 5);
    let ana = Author::new("Ana", "");
    log.push(
        here.commit(rule.draft("Erased a person for good"), &ana, NOON)
            .expect("new"),
    );
    let (anew, _) = carried_out(&here, &log);
    assert_eq!(value(&anew, OTHER_MAYA, "name"), json!("Maya Okoro"));
    assert!(look(&anew, MAYA).fields.is_empty());
}

#[test]
fn l14_words_are_found_however_they_are_written_and_not_inside_others() {
    let erased = |names: &[&str], text: &str| -> String {
        let mut here = device(1);
        let rule = Erasure::new(RecordId(9), None, &words(names), Vec::new(), 3);
        let ana = Author::new("Ana", "");
        here.commit(rule.draft("Erased"), &ana, NOON).expect("new");
        let mut there = device(2);
        let change = act(&mut there, set_op(GYM, [("need", json!(text))]));
        let left = here.erasures().heed(&change).into_owned();
        let (anew, _) = carried_out(&here, &[left]);
        value(&anew, GYM, "need")
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    for (names, text, left) in [
        (
            &["José Ó Briain"][..],
            "JOSÉ Ó BRIAIN, joséó",
            "[erased], joséó",
        ),
        (
            &["Ana"],
            "Ana, Ana's idea; Ana-Maria, ana@x.org and Anabel",
            "[erased], [erased]'s idea; Ana-Maria, ana@x.org and Anabel",
        ),
        (&["Maya Okoro", "Okoro Ltd"], "Maya Okoro Ltd", "[erased]"),
        (
            &["maya@okoro.example"],
            "mailto:Maya@Okoro.example.",
            "mailto:[erased].",
        ),
        (&["O'Brien"], "O’Brien and O'Brien", "[erased] and [erased]"),
        (&["!?"], "Nothing is named!?", "Nothing is named!?"),
    ] {
        assert_eq!(erased(names, text), left);
    }
}

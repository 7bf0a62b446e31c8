//! The example is whole, and shows what the app can do.

use super::*;
use crate::{
    domain::{records::Venture, schema},
    ledger::{Author, DeviceId, Ledger},
    workspace::{
        attention::AttentionKind,
        contract_clock::Whose,
        fit::Stand,
        forecast::{Scope, When},
    },
};

fn opened() -> Ledger {
    let mut ledger = Ledger::new(DeviceId(1));
    let today = Day::parse("2026-11-21").expect("a day");
    ledger
        .commit(draft(today, 7), &Author::new("Example", ""), 1_000_000)
        .expect("a change");
    ledger
}

#[test]
fn the_same_seed_gives_the_same_example() {
    let today = Day::parse("2026-11-21").expect("a day");
    assert_eq!(draft(today, 7), draft(today, 7));
    assert_ne!(draft(today, 7), draft(today, 8));
}

#[test]
fn about_forty_ventures_stand_at_every_stage_and_leave_by_several_doors() {
    let ledger = opened();
    let ventures: Vec<Venture> = ledger
        .records()
        .of_kind("venture")
        .map(Venture::read)
        .collect();
    assert!((36..=46).contains(&ventures.len()), "{}", ventures.len());
    for stage in DEFAULT_STAGES {
        assert!(
            ventures.iter().any(|venture| venture.stage == stage.id),
            "nobody at {}",
            stage.id
        );
    }
    assert!(
        ventures
            .iter()
            .any(|venture| venture.disposition == "closed_with_learning")
    );
    assert!(
        ventures
            .iter()
            .any(|venture| venture.disposition == "paused")
    );
}

fn opened_workspace() -> (Workspace, Day) {
    let mut ledger = Ledger::new(DeviceId(1));
    let today = Day::parse("2026-11-21").expect("a day");
    let author = Author::new("Example", "");
    let change = ledger.commit(draft(today, 7), &author, 1_000_000);
    let mut workspace = Workspace::empty(DeviceId(2));
    workspace.merge(&[change.expect("a change")], 1_000_000);
    (workspace, today)
}

#[test]
fn every_screen_of_contracts_has_something_to_show() {
    let (workspace, today) = opened_workspace();
    let records = workspace.records();
    assert_eq!(records.of_kind("opportunity").count(), 25);
    assert_eq!(records.of_kind("contract").count(), 8);
    let sum = workspace.forecast().sum(Scope::Incubator, When::Ever);
    for pence in [sum.secured, sum.evidenced, sum.hoped, sum.weighted] {
        assert!(pence.get() > 10_000_000, "{sum:?}");
    }
    let kinds: Vec<AttentionKind> = workspace
        .attention(today)
        .iter()
        .map(|group| group.kind)
        .collect();
    for kind in [
        AttentionKind::Deadlines,
        AttentionKind::Contracts,
        AttentionKind::TimeToTalk,
    ] {
        assert!(kinds.contains(&kind), "nothing for {kind:?}");
    }
    let timeline = workspace.timeline(today, 24, Whose::All);
    let soon = timeline
        .rows
        .iter()
        .filter(|row| row.ends <= today.plus_months(12));
    assert!(soon.count() >= 4);
    assert!(timeline.rows.iter().any(|row| !row.is_ours));
    let lessons = records
        .of_kind("bid")
        .filter(|bid| bid.value("lesson").text().is_some());
    assert_eq!(lessons.count(), 3);
    assert!(
        workspace
            .blocked_by(today)
            .iter()
            .any(|blocked| blocked.blocked.get() > 0)
    );
    let stands: Vec<Stand> = records
        .of_kind("opportunity")
        .flat_map(|record| workspace.fits(record.id(), today, 50).ventures)
        .map(|fit| fit.stand)
        .collect();
    for stand in [Stand::CouldNow, Stand::CouldOnce, Stand::Unlikely] {
        assert!(stands.contains(&stand), "{stand:?}");
    }
}

#[test]
fn the_first_who_fit_are_the_first_of_all_who_do() {
    let (workspace, today) = opened_workspace();
    for record in workspace.records().of_kind("opportunity") {
        let fits = |most| workspace.fits(record.id(), today, most);
        let (all, few) = (fits(usize::MAX), fits(3));
        assert_eq!((few.count, all.ventures.len()), (all.count, all.count));
        assert_eq!(few.ventures, all.ventures[..few.ventures.len()]);
        assert_eq!(few.ventures.len(), all.count.min(3));
    }
}

#[test]
fn everything_that_bids_and_contracts_name_is_there() {
    let (workspace, _) = opened_workspace();
    for possible in wanted::POSSIBLE {
        for venture in possible.ventures {
            assert!(
                IDEAS.iter().any(|idea| idea.name == *venture),
                "no venture {venture}"
            );
        }
        assert!(
            PLACES.iter().any(|place| place.0 == possible.place),
            "no place {}",
            possible.place
        );
    }
    for signed in wanted::SIGNED {
        let is_there = |title: &str| {
            wanted::POSSIBLE
                .iter()
                .any(|possible| possible.title == title)
        };
        assert!(
            signed.from.is_empty() || is_there(signed.from),
            "{}",
            signed.from
        );
        assert!(
            signed
                .ventures
                .iter()
                .all(|name| IDEAS.iter().any(|idea| idea.name == *name))
        );
    }
    for record in workspace.records().of_kind("opportunity") {
        let buyer = record
            .value("buyer")
            .text()
            .and_then(|id| RecordId::parse(id).ok());
        assert!(buyer.is_some_and(|id| workspace.record(id).is_some()));
    }
    for venture in workspace.facts().ventures() {
        let ready = venture.turnover.is_some();
        assert_eq!(!venture.identifiers.is_empty(), ready, "{}", venture.name);
    }
}

#[test]
fn every_value_is_one_that_the_app_itself_would_take() {
    let ledger = opened();
    for kind in ledger.records().kinds() {
        let spec = schema::kind(kind).unwrap_or_else(|| panic!("unknown kind {kind}"));
        for record in ledger.records().of_kind(kind) {
            for field in spec.fields.iter().filter(|field| !field.shape.is_set()) {
                let value = record.value(field.name).to_value();
                if field.required {
                    assert!(!value.is_null(), "{kind}.{} is missing", field.name);
                }
                if !value.is_null() {
                    assert_eq!(
                        schema::check(field, &value).as_ref(),
                        Ok(&value),
                        "{kind}.{}",
                        field.name
                    );
                }
            }
            let mut unknown = Vec::new();
            record.each_value(&mut |name, _| {
                if spec.field(name).is_none() {
                    unknown.push(name.to_owned())
                }
            });
            assert!(unknown.is_empty(), "{kind}: {unknown:?}");
        }
    }
}

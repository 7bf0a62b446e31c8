//! What is known of the venture, to change where it is out of date.

use super::{
    card::{CardKey, CardView},
    keeping::Held,
};
use crate::{
    domain::{
        records::{Step, Story, Venture},
        schema,
        text::capital,
    },
    exchange::founder_space::Space,
    ledger::RecordId,
    ui::{
        parts::{Button, Icon, focus_soon},
        weave::prelude::*,
    },
};

/// A record with its cards.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    record: RecordId,
    kind: &'static str,
    is_added: bool,
    /// How often something was sent: then the fields begin anew.
    round: usize,
    cards: Vec<CardKey>,
}

fn groups(space: &Space) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for card in space.cards() {
        let key = CardKey {
            record: card.record,
            field: card.field,
        };
        match groups.last_mut() {
            Some(group) if group.record == card.record => group.cards.push(key),
            _ => groups.push(Group {
                record: card.record,
                kind: card.kind,
                is_added: card.is_added,
                round: space.sent.len(),
                cards: vec![key],
            }),
        }
    }
    groups
}

#[component]
pub(super) fn Cards(held: Held) -> impl IntoView {
    let all = Memo::new(move |_| held.space.with(groups));
    let (title, lede) = held.space.with_untracked(|space| {
        if space.is_own {
            ("What is it?", "Begin with its name. Everything else can wait.")
        } else {
            (
                "What we know about you",
                "Please look through it. Change what is out of date; whatever you leave stays as it is.",
            )
        }
    });
    let facts = held.space.with_untracked(|space| space.facts.clone());
    let facts = (!facts.is_empty()).then(|| {
        let lines = facts
            .into_iter()
            .map(|fact| view! { <div><dt>{fact.label}</dt><dd>{fact.words}</dd></div> })
            .collect_view();
        view! {
            <details class="section">
                <summary><h3>"Also noted, to see"</h3></summary>
                <div class="section-body"><dl class="facts">{lines}</dl></div>
            </details>
        }
    });
    view! {
        <section class="founder-part" aria-labelledby="founder-known">
            <h2 id="founder-known" tabindex="-1">{title}</h2>
            <p class="quiet">{lede}</p>
            <For
                each=move || all.get()
                key=|group| format!("{} {} {:?}", group.record, group.round, group.cards)
                children=move |group| view! { <GroupView held group/> }
            />
            <Adding held/>
            {facts}
        </section>
    }
}

#[component]
fn GroupView(held: Held, group: Group) -> impl IntoView {
    let title = match (group.kind, group.is_added) {
        (Venture::KIND, _) => String::new(),
        (Story::KIND, _) => "Your story".to_owned(),
        (Step::KIND, true) => "A new next step".to_owned(),
        (Step::KIND, false) => "A next step".to_owned(),
        (kind, _) => schema::kind(kind).map_or_else(String::new, |kind| capital(kind.one)),
    };
    let (record, is_added) = (group.record, group.is_added);
    let cards = group
        .cards
        .into_iter()
        .map(|key| view! { <CardView held key_of=key/> })
        .collect_view();
    view! {
        <div class="founder-group">
            {(!title.is_empty()).then(|| view! { <h3>{title}</h3> })}
            {cards}
            {is_added.then(|| view! {
                <div class="row"><Button label="Drop this again" small=true on_press=move || held.change(|space| space.drop_added(record))/></div>
            })}
        </div>
    }
}

/// What a founder may add.
#[component]
fn Adding(held: Held) -> impl IntoView {
    let add = move |kind: &'static str, field: &'static str| {
        let id = RecordId(held.session.host().random());
        held.change(|space| space.add(kind, id));
        focus_soon(format!("card-{id}-{field}"));
    };
    let has_story = Memo::new(move |_| {
        held.space.with(|space| {
            let mut all = space.known.iter().chain(&space.update.added);
            all.any(|record| record.kind == Story::KIND)
        })
    });
    view! {
        <div class="row">
            <Button label="Add a next step" icon=Icon::Plus small=true on_press=move || add(Step::KIND, "what")/>
            {move || (!has_story.get()).then(|| view! {
                <Button label="Tell your story" icon=Icon::Plus small=true on_press=move || add(Story::KIND, "text")/>
            })}
        </div>
    }
}

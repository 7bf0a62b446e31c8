//! One thing that is known: how it stands, why it is asked, and a way to change it.

use super::{
    control::{control, in_words},
    keeping::Held,
};
use crate::{
    domain::schema::{self, FieldSpec},
    exchange::founder_space::{Card, CardState, Typed},
    ledger::RecordId,
    ui::{
        parts::{Button, Icon, focus_soon, icon},
        weave::prelude::*,
    },
};

/// Which card, and nothing that changes while one types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CardKey {
    pub record: RecordId,
    pub field: &'static str,
}

/// A card as it stands; followed.
fn card_of(held: Held, key: CardKey) -> Memo<Option<Card>> {
    Memo::new(move |_| {
        held.space.with(|space| {
            let mut cards = space.cards().into_iter();
            cards.find(|card| card.record == key.record && card.field == key.field)
        })
    })
}

fn text_of(typed: &Typed) -> String {
    match typed {
        Typed::Text(text) => text.clone(),
        Typed::Items(items) => items.join(", "),
    }
}

#[component]
pub(super) fn CardView(held: Held, key_of: CardKey) -> impl IntoView {
    let card = card_of(held, key_of);
    let Some(first) = card.get_untracked() else {
        return ().into_any();
    };
    let Some(spec) = schema::field(first.kind, first.field) else {
        return ().into_any();
    };
    let id = format!("card-{}-{}", first.record, first.field);
    if !first.may_change {
        return (!first.known.is_empty()).then(|| view! {
            <div class="founder-card"><p class="founder-label">{first.label}</p><p class="founder-said">{first.known}</p></div>
        }).into_any();
    }
    // What is new has nothing to look at first; what cannot be sent yet asks for it.
    let is_new = first.is_added || (spec.required && first.known.is_empty());
    let open = RwSignal::new(is_new || first.problem.is_some());
    let change = StoredValue::new(id.clone());
    view! {
        <div class="founder-card" data-state=move || card.with(|card| card.as_ref().map(state))>
            {move || if open.get() {
                view! { <Edit held spec card id=change.get_value() open is_new/> }.into_any()
            } else {
                let press = move || { open.set(true); focus_soon(change.get_value()); };
                view! { <Look held spec card press=Callback::new(move |()| press())/> }.into_any()
            }}
        </div>
    }
    .into_any()
}

fn state(card: &Card) -> &'static str {
    match card.state {
        _ if card.problem.is_some() => "problem",
        CardState::Unchanged => "unchanged",
        CardState::Changed | CardState::Cleared => "changed",
    }
}

/// As it stands.
#[component]
fn Look(
    held: Held,
    spec: &'static FieldSpec,
    card: Memo<Option<Card>>,
    press: Callback<()>,
) -> impl IntoView {
    let id = card.with_untracked(|card| {
        card.as_ref()
            .map(|card| format!("change-{}-{}", card.record, card.field))
    });
    move || {
        card.get().map(|card| {
            let is_changed = card.state != CardState::Unchanged;
            let words = if is_changed {
                in_words(spec, &text_of(&card.typed))
            } else {
                card.known.clone()
            };
            let words = match (words.is_empty(), card.state) {
                (false, _) => view! { <p class="founder-said">{words}</p> }.into_any(),
                (true, CardState::Cleared) => view! { <p class="founder-said quiet">"Emptied"</p> }.into_any(),
                (true, _) => view! { <p class="founder-said quiet">"Nothing yet"</p> }.into_any(),
            };
            let was = is_changed.then(|| {
                let was = if card.known.is_empty() { "nothing".to_owned() } else { format!("“{}”", card.known) };
                let (record, field) = (card.record, card.field);
                let back = move || held.change(|space| space.keep(record, field));
                view! {
                    <p class="founder-was">{icon(Icon::Pencil)}<span>{format!("You changed this. It was {was}.")}</span>
                        <Button label="Leave it as it was" describe=format!("Leave it as it was: {}", card.label) small=true on_press=back/></p>
                }
            });
            let verb = if card.known.is_empty() && !is_changed { "Add" } else { "Change" };
            view! {
                <div class="founder-head">
                    <p class="founder-label">{card.label}</p>
                    <Button label=verb describe=format!("{verb}: {}", card.label) id=id.clone().unwrap_or_default() small=true on_press=press/>
                </div>
                {words}
                <p class="founder-why">{card.why}</p>
                {was}
            }
        })
    }
}

/// While it is being changed.
#[component]
fn Edit(
    held: Held,
    spec: &'static FieldSpec,
    card: Memo<Option<Card>>,
    id: String,
    open: RwSignal<bool>,
    is_new: bool,
) -> impl IntoView {
    let Some(now) = card.get_untracked() else {
        return ().into_any();
    };
    let (record, field) = (now.record, now.field);
    let text = RwSignal::new(text_of(&now.typed));
    Effect::new(move |before: Option<()>| {
        let typed = text.get();
        if before.is_some() {
            let at = held.session.host().now_ms();
            held.change(|space| space.write(record, field, Typed::Text(typed), at));
        }
    });
    // What is being typed is not called wrong before somebody is done with it.
    let left = RwSignal::new(now.problem.is_some());
    let error = Signal::derive(move || {
        let problem = card.with(|card| card.as_ref().and_then(|card| card.problem.clone()));
        problem.filter(|_| left.get())
    });
    let close = move || {
        let is_wrong =
            card.with_untracked(|card| card.as_ref().is_some_and(|card| card.problem.is_some()));
        left.set(is_wrong);
        if !is_wrong {
            open.set(false);
            focus_soon(format!("change-{record}-{field}"));
        }
    };
    let back = move || {
        held.change(|space| space.keep(record, field));
        open.set(false);
        focus_soon(format!("change-{record}-{field}"));
    };
    view! {
        {control(spec, now.label.to_owned(), now.why.to_owned(), id, error, text)}
        {(!is_new).then(|| view! {
            <div class="row">
                <Button label="Done" describe=format!("Done: {}", now.label) small=true on_press=close/>
                <Button label="Leave it as it was" describe=format!("Leave it as it was: {}", now.label) small=true on_press=back/>
            </div>
        })}
    }
    .into_any()
}

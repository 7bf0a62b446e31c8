//! Assumptions that sums rest on, and the words behind the ids of an export.

use std::collections::BTreeMap;

use crate::ui::weave::prelude::*;

use super::arrange::SavedText;
use crate::{
    domain::vocabulary::{self, Choice, DEFAULT_PROBABILITIES},
    ledger::Value,
    ui::{
        actions::{Actor, use_actor},
        parts::Button,
    },
    workspace::{Command, Put, Workspace, command::values},
};

/// The code lists, with what they are about.
static LISTS: &[(&str, &[Choice])] = &[
    ("Whether a venture is active", vocabulary::DISPOSITIONS),
    ("How a venture began", vocabulary::ORIGINS),
    ("Facts about a venture", vocabulary::LEGAL_FLAGS),
    ("Legal forms", crate::domain::legal_form::CHOICES),
    (
        "What an organisation is to us",
        vocabulary::ORGANISATION_ROLES,
    ),
    (
        "Why we may hold a person’s details",
        vocabulary::CONTACT_BASES,
    ),
    ("Kinds of conversation", vocabulary::ENTRY_KINDS),
    ("Kinds of capital", vocabulary::CAPITAL_KINDS),
    ("How far capital has come", vocabulary::CAPITAL_STATUSES),
    ("Instruments of social investment", vocabulary::INSTRUMENTS),
    ("How a criterion stands", vocabulary::CRITERION_STATES),
    ("Kinds of paper", vocabulary::DOCUMENT_KINDS),
    ("Who may see a record", vocabulary::SHARE_SCOPES),
    ("Who a story may be told to", vocabulary::AUDIENCES),
];

/// The incubator's own probabilities in percent, by status.
fn own_probabilities(workspace: &Workspace) -> BTreeMap<String, i64> {
    let incubator = workspace.incubator();
    let all = incubator.probabilities.as_object().into_iter().flatten();
    all.filter_map(|(status, percent)| Some((status.clone(), percent.as_i64()?)))
        .collect()
}

#[component]
pub(super) fn WordsPart() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let own = session.view(&["incubator"], own_probabilities);
    let rows = DEFAULT_PROBABILITIES
        .iter()
        .map(|(status, label, usual)| view! { <Probability status label usual=*usual own/> })
        .collect_view();
    let reset = move || {
        let values = values([("probabilities", Put::nothing())]);
        actor.act(Command::Edit {
            record: Workspace::incubator_record(),
            values,
        });
    };
    let lists = LISTS
        .iter()
        .map(|(title, choices)| one_list(title, choices))
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="settings-probabilities">
            <h2 id="settings-probabilities">"Probability assumptions"</h2>
            <p class="quiet">
                "How likely a possible contract is at each status, in percent. No standard gives such figures: these are assumptions, ours until you set your own, and every sum that uses them says so."
            </p>
            <table class="table plain">
                <thead><tr><th scope="col">"Status"</th><th scope="col">"Percent"</th><th scope="col">"Whose assumption"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {move || (!own.with(BTreeMap::is_empty)).then(|| view! {
                <div class="row"><Button label="Put all back as they came" on_press=reset/></div>
            })}
        </section>
        <section class="stack" aria-labelledby="settings-words">
            <h2 id="settings-words">"Words"</h2>
            <p class="quiet">"What people read, and the id that stands for it in exports. Ids never change, so that other tools can rely on them."</p>
            {lists}
        </section>
    }
}

#[component]
fn Probability(
    status: &'static str,
    label: &'static str,
    usual: i64,
    own: Memo<BTreeMap<String, i64>>,
) -> impl IntoView {
    let actor = use_actor();
    let is_own = move || own.with(|own| own.contains_key(status));
    let stored = Signal::derive(move || {
        own.with(|own| own.get(status).copied().unwrap_or(usual))
            .to_string()
    });
    let save = move |typed: String| match typed.trim_end_matches('%').trim().parse::<i64>() {
        Ok(percent) if (0..=100).contains(&percent) => {
            assume(actor, status, percent, usual);
            Ok(())
        }
        _ => Err("Please type a whole number from 0 to 100.".to_owned()),
    };
    let whose = move || {
        if is_own() {
            format!("Yours (as it came: {usual}%)")
        } else {
            "As it came with Fledgling".to_owned()
        }
    };
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td><SavedText label=format!("{label}, percent") stored save hide_label=true/></td>
            <td>{whose}</td>
        </tr>
    }
}

/// Sets one probability; the one that it came with is not written down, so that a better default can follow.
fn assume(actor: Actor, status: &str, percent: i64, usual: i64) {
    let mut own = actor.session.read(own_probabilities);
    if percent == usual {
        own.remove(status);
    } else {
        own.insert(status.to_owned(), percent);
    }
    let json: serde_json::Map<String, Value> = own
        .into_iter()
        .map(|(status, percent)| (status, Value::from(percent)))
        .collect();
    let put = if json.is_empty() {
        Put::nothing()
    } else {
        Put::Value(Value::Object(json))
    };
    let command = Command::Settle {
        kind: "incubator".to_owned(),
        id: Workspace::incubator_record(),
        values: values([("probabilities", put)]),
    };
    actor.act(command);
}

fn one_list(title: &'static str, choices: &'static [Choice]) -> impl IntoView {
    let rows = choices
        .iter()
        .map(|choice| view! { <tr><td>{choice.label}</td><td><code>{choice.id}</code></td></tr> })
        .collect_view();
    view! {
        <details>
            <summary>{title}</summary>
            <table class="table plain">
                <thead><tr><th scope="col">"What people read"</th><th scope="col">"Id in exports"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}

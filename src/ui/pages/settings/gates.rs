//! The gate that leaves a stage: its criteria edited, added, put in order and retired.

use crate::ui::weave::prelude::*;

use super::arrange::{SavedText, UpDown};
use crate::{
    ledger::Value,
    ui::{
        actions::use_actor,
        drafts::draft,
        parts::{Button, Icon, IconButton, TextField},
    },
    workspace::{
        Command, Put, Values,
        arrange::criterion_values,
        command::values,
        journey::{Journey, JourneyCriterion},
    },
};

/// The criteria asked on the way out of a stage.
#[component]
pub(super) fn Gate(
    /// The stage's id.
    code: String,
    /// The stage's name.
    label: Signal<String>,
) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let stage = StoredValue::new(code.clone());
    let own = code.clone();
    let asked = session.view(&["criterion", "stage"], move |workspace| {
        workspace
            .journey()
            .criteria_from(&own)
            .map(|criterion| criterion.code.clone())
            .collect::<Vec<_>>()
    });
    let own = code.clone();
    let retired = session.view(&["criterion"], move |workspace| {
        let all = workspace.journey().all_criteria().iter();
        all.filter(|criterion| criterion.retired && criterion.from == own)
            .cloned()
            .collect::<Vec<_>>()
    });
    let text = draft(format!("settings.criterion.{code}"), "");
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let typed = text.get_untracked().trim().to_owned();
        if typed.is_empty() {
            return error.set(Some("Please type what should be so.".to_owned()));
        }
        error.set(None);
        let draft = stage
            .with_value(|stage| session.read(|workspace| workspace.new_criterion(stage, &typed)));
        if actor.act(Command::Apply(draft)) {
            text.set(String::new());
        }
    };
    view! {
        <h3>{move || format!("Gate on the way out of {}", label.get())}</h3>
        {move || asked.with(Vec::is_empty).then(|| view! {
            <p class="quiet">"Nothing is asked here: a venture moves on without a gate."</p>
        })}
        <ol class="arrange">
            <For each=move || asked.get() key=String::clone children=move |code| view! { <Criterion code asked/> }/>
        </ol>
        <form class="add-line" on:submit=move |event| { event.prevent_default(); add(); }>
            <TextField label="Another criterion" value=text error/>
            <Button label="Add criterion" submit=true on_press=|| ()/>
        </form>
        {move || {
            let retired = retired.get();
            (!retired.is_empty()).then(|| view! {
                <details>
                    <summary>{format!("No longer asked ({})", retired.len())}</summary>
                    <ul class="lines">{retired.into_iter().map(|criterion| view! { <Retired criterion/> }).collect_view()}</ul>
                </details>
            })
        }}
    }
}

fn settle(criterion: &JourneyCriterion, changed: Values) -> Command {
    Command::Settle {
        kind: "criterion".to_owned(),
        id: Journey::criterion_record(&criterion.code),
        values: criterion_values(criterion, changed),
    }
}

#[component]
fn Criterion(code: String, asked: Memo<Vec<String>>) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let own = code.clone();
    let criterion = session.view(&["criterion"], move |workspace| {
        workspace
            .journey()
            .all_criteria()
            .iter()
            .find(|criterion| criterion.code == own)
            .cloned()
    });
    let text = Signal::derive(move || {
        criterion.with(|criterion| {
            criterion
                .as_ref()
                .map(|criterion| criterion.text.clone())
                .unwrap_or_default()
        })
    });
    let own = code.clone();
    let place = Signal::derive(move || {
        asked.with(|asked| {
            (
                asked
                    .iter()
                    .position(|code| *code == own)
                    .unwrap_or_default(),
                asked.len(),
            )
        })
    });
    let put = move |field: &'static str, put: Put| {
        if let Some(criterion) = criterion.get_untracked() {
            actor.act(settle(&criterion, values([(field, put)])));
        }
    };
    let own = StoredValue::new(code.clone());
    let move_to = move |to: usize| {
        let draft =
            own.with_value(|code| session.read(|workspace| workspace.criterion_moved(code, to)));
        if let Some(draft) = draft {
            actor.act(Command::Apply(draft));
        }
    };
    view! {
        <li class="arrange-item">
            <SavedText
                label="Criterion"
                stored=text
                hide_label=true
                save=move |text: String| {
                    put("text", Put::text(text));
                    Ok(())
                }
            />
            <span class="arrange-tools">
                <UpDown id=format!("criterion-{code}") name=text place move_to/>
                <IconButton
                    icon=Icon::Bin
                    label=Signal::derive(move || format!("No longer ask: {}", text.get()))
                    small=true
                    on_press=move || put("retired", Put::Value(Value::Bool(true)))
                />
            </span>
        </li>
    }
}

#[component]
fn Retired(criterion: JourneyCriterion) -> impl IntoView {
    let actor = use_actor();
    let text = criterion.text.clone();
    let describe = format!("Ask again: {text}");
    let again = move || {
        actor.act(settle(
            &criterion,
            values([("retired", Put::Value(Value::Bool(false)))]),
        ));
    };
    view! {
        <li class="line">
            <div class="line-main"><p>{text}</p></div>
            <span class="line-end"><Button label="Ask again" describe=describe small=true on_press=again/></span>
        </li>
    }
}

//! The stages of the journey: renamed, explained, put in order, added and retired. Their ids never change.

use crate::ui::weave::prelude::*;

use super::{
    arrange::{SavedText, UpDown},
    gates::Gate,
};
use crate::{
    domain::vocabulary::DEFAULT_STAGES,
    ledger::Value,
    ui::{
        actions::use_actor,
        drafts::draft,
        parts::{Button, Icon, Menu, MenuItem, StageLabel, StagePlace, TextArea, TextField},
    },
    workspace::{
        Command, Put, Values,
        arrange::stage_values,
        command::values,
        journey::{Journey, JourneyStage},
    },
};

#[component]
pub(super) fn JourneyPart() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let used = session.view(&["stage"], |workspace| {
        workspace
            .journey()
            .stages()
            .map(|stage| stage.code.clone())
            .collect::<Vec<_>>()
    });
    let retired = session.view(&["stage"], |workspace| {
        let stages = workspace
            .journey()
            .all_stages()
            .iter()
            .filter(|stage| stage.retired);
        stages
            .map(|stage| (stage.code.clone(), stage.label.clone()))
            .collect::<Vec<_>>()
    });
    let is_edited = session.view(&["stage", "criterion"], |workspace| {
        workspace.journey_as_it_came().is_some()
    });
    let name = draft("settings.stage", "");
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let label = name.get_untracked().trim().to_owned();
        if label.is_empty() {
            return error.set(Some("Please type the stage’s name.".to_owned()));
        }
        error.set(None);
        let draft = session.read(|workspace| workspace.new_stage(&label));
        if actor.act(Command::Apply(draft)) {
            name.set(String::new());
        }
    };
    let reset = move || {
        if let Some(draft) = session.read(crate::workspace::Workspace::journey_as_it_came) {
            actor.act(Command::Apply(draft));
        }
    };
    view! {
        <section class="stack" aria-labelledby="settings-stages">
            <h2 id="settings-stages">"Stages and gates"</h2>
            <p class="quiet">
                "The way a venture goes. Between two stages stands a gate: a short list of what should be so before it moves on. Gates advise; people decide."
            </p>
            <ol class="arrange">
                <For each=move || used.get() key=String::clone children=move |code| view! { <Stage code used/> }/>
            </ol>
            <form class="add-line" on:submit=move |event| { event.prevent_default(); add(); }>
                <TextField label="Another stage" value=name error/>
                <Button label="Add stage" submit=true on_press=|| ()/>
            </form>
        </section>
        {move || {
            let retired = retired.get();
            (!retired.is_empty()).then(|| view! {
                <section class="stack" aria-labelledby="settings-retired">
                    <h3 id="settings-retired">"No longer used"</h3>
                    <ul class="lines">{retired.into_iter().map(|(code, label)| view! { <Retired code label/> }).collect_view()}</ul>
                </section>
            })
        }}
        {move || is_edited.get().then(|| view! {
            <section class="stack" aria-labelledby="settings-reset">
                <h3 id="settings-reset">"Start over"</h3>
                <p class="quiet small">"Brings back the stages and gates as they came. What you added goes out of use, and ventures keep their stage."</p>
                <div class="row"><Button label="Put stages and gates back as they came" on_press=reset/></div>
            </section>
        })}
    }
}

/// A stage, written by everybody's well-known id.
fn settle(stage: &JourneyStage, changed: Values) -> Command {
    Command::Settle {
        kind: "stage".to_owned(),
        id: Journey::stage_record(&stage.code),
        values: stage_values(stage, changed),
    }
}

#[component]
fn Stage(code: String, used: Memo<Vec<String>>) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let own = code.clone();
    let stage = session.view(&["stage"], move |workspace| {
        workspace.journey().stage(&own).cloned()
    });
    let own = code.clone();
    let place = Signal::derive(move || {
        used.with(|used| {
            (
                used.iter()
                    .position(|code| *code == own)
                    .unwrap_or_default(),
                used.len(),
            )
        })
    });
    let own = code.clone();
    let inside = session.view(&["venture"], move |workspace| {
        workspace
            .facts()
            .ventures()
            .filter(|venture| venture.stage == own)
            .count()
    });
    let label = Signal::derive(move || {
        stage.with(|stage| {
            stage
                .as_ref()
                .map(|stage| stage.label.clone())
                .unwrap_or_default()
        })
    });
    let put = move |field: &'static str, put: Put| {
        if let Some(stage) = stage.get_untracked() {
            actor.act(settle(&stage, values([(field, put)])));
        }
    };
    let own = StoredValue::new(code.clone());
    let move_to = move |to: usize| {
        let draft =
            own.with_value(|code| session.read(|workspace| workspace.stage_moved(code, to)));
        if let Some(draft) = draft {
            actor.act(Command::Apply(draft));
        }
    };
    let items = move || {
        let retire = move || put("retired", Put::Value(Value::Bool(true)));
        vec![
            menu_as_it_came(stage.get(), put),
            MenuItem::new("No longer use it", retire).after_line(),
        ]
    };
    let count = move || match inside.get() {
        0 => "No venture is here".to_owned(),
        1 => "1 venture is here".to_owned(),
        many => format!("{many} ventures are here"),
    };
    let colour = Signal::derive(move || {
        let (index, of) = place.get();
        StagePlace { index, of }
    });
    view! {
        <li class="arrange-item">
            <div class="arrange-main stack">
                <div class="row">
                    <StageLabel place=colour label/>
                    <span class="quiet small">{count}</span>
                </div>
                <details>
                    <summary>"Name, purpose, gate"</summary>
                    <div class="stack">
                        <SavedText
                            label="Name"
                            stored=label
                            save=move |text: String| {
                                put("label", Put::text(text));
                                Ok(())
                            }
                        />
                        <Purpose stage=stage.into() put=Callback::new(move |text: String| put("purpose", Put::text(text)))/>
                        <LookAgain stage=stage.into() put=Callback::new(move |days: i64| put("attention_after_days", Put::Value(days.into())))/>
                        <p class="quiet small">{format!("In exports this stage is called “{code}”. That never changes.")}</p>
                        <Gate code=code.clone() label/>
                    </div>
                </details>
            </div>
            <span class="arrange-tools">
                <UpDown id=code.clone() name=label place move_to/>
                <Menu label=Signal::derive(move || format!("More: {}", label.get())) items=Signal::derive(items) icon=Icon::More icon_only=true small=true/>
            </span>
        </li>
    }
}

/// Puts one stage's words and days back; for a stage that was added there is nothing to go back to.
fn menu_as_it_came(
    stage: Option<JourneyStage>,
    put: impl Fn(&'static str, Put) + Copy + Send + Sync + 'static,
) -> MenuItem {
    let came = stage
        .as_ref()
        .and_then(|stage| DEFAULT_STAGES.iter().find(|known| known.id == stage.code));
    let known = stage.as_ref().zip(came);
    let Some((stage, known)) = known else {
        return MenuItem::new("Name as it came", || ()).disabled(true);
    };
    let same = stage.label == known.label;
    MenuItem::new(format!("Name as it came: {}", known.label), move || {
        put("label", Put::text(known.label))
    })
    .disabled(same)
}

#[component]
fn Purpose(stage: Signal<Option<JourneyStage>>, put: Callback<String>) -> impl IntoView {
    let stored = Memo::new(move |_| {
        stage.with(|stage| {
            stage
                .as_ref()
                .map(|stage| stage.purpose.clone())
                .unwrap_or_default()
        })
    });
    let text = RwSignal::new(stored.get_untracked());
    Effect::new(move |_| {
        let now = stored.get();
        if text.get_untracked() != now {
            text.set(now);
        }
    });
    let commit = move |typed: String| {
        let typed = typed.trim().to_owned();
        if typed != stored.get_untracked() && !typed.is_empty() {
            put.run(typed);
        }
    };
    view! { <TextArea label="What the stage is for" value=text on_commit=commit/> }
}

#[component]
fn LookAgain(stage: Signal<Option<JourneyStage>>, put: Callback<i64>) -> impl IntoView {
    let stored = Signal::derive(move || {
        let days = stage.with(|stage| stage.as_ref().and_then(|stage| stage.attention_after_days));
        days.unwrap_or_default().to_string()
    });
    let save = move |typed: String| {
        let days = typed
            .parse::<i64>()
            .ok()
            .filter(|days| (0..=36_500).contains(days));
        days.map(|days| put.run(days))
            .ok_or_else(|| "Please type a whole number of days, or 0 for never.".to_owned())
    };
    view! {
        <SavedText
            label="Look again after (days)"
            hint="A venture that is here longer stands on Today. 0 means never."
            stored
            save
        />
    }
}

#[component]
fn Retired(code: String, label: String) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let describe = format!("Use again: {label}");
    let again = move || {
        let stage = session.read(|workspace| workspace.journey().stage(&code).cloned());
        if let Some(stage) = stage {
            actor.act(settle(
                &stage,
                values([("retired", Put::Value(Value::Bool(false)))]),
            ));
        }
    };
    view! {
        <li class="line">
            <div class="line-main"><p>{label}</p></div>
            <span class="line-end"><Button label="Use again" describe=describe small=true on_press=again/></span>
        </li>
    }
}

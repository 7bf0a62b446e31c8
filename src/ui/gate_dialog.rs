//! The gate: what is met on the way to a stage, then *move*, *move anyway (why?)* or *not yet*.
//!
//! A page holds a wish, shows the dialog for it, and asks:
//! ```text
//! let wish = RwSignal::new(None::<MoveWish>);
//! view! { <GateDialog wish/> }                       once in the page
//! ask_to_move(actor, wish, venture_id, "test")       moves at once when nothing is to be asked; opens the gate otherwise
//! wish.set(Some(MoveWish::new(venture_id, "test")))  opens the gate in any case, to look at it or fill it in
//! ```

use crate::ui::weave::prelude::*;

use super::{
    actions::{Actor, use_actor},
    drafts::{draft, forget_drafts},
    on_demand::{arriving, part},
    parts::{
        Button, ButtonKind, Choice, ChoiceField, ChoiceLook, Dialog, DialogSize, Icon, InputKind,
        StageLabel, StagePlace, TextArea, TextField, announce, icon,
    },
};
use crate::{
    domain::vocabulary::CRITERION_STATES,
    ledger::RecordId,
    workspace::{Command, CommandError, Workspace, gate::GatePoint},
};

/// A venture that somebody wants to move, and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveWish {
    /// The venture.
    pub venture: RecordId,
    /// The stage's id.
    pub to: String,
}

impl MoveWish {
    /// A wish to move `venture` to the stage `to`.
    pub fn new(venture: RecordId, to: impl Into<String>) -> Self {
        Self {
            venture,
            to: to.into(),
        }
    }
}

/// Moves a venture at once when its gate has nothing open; opens the gate when it has, or when the venture goes back.
pub fn ask_to_move(actor: Actor, wish: RwSignal<Option<MoveWish>>, venture: RecordId, to: &str) {
    let asks = actor.session.read(|workspace| {
        let Some(known) = workspace.facts().venture(venture) else {
            return false;
        };
        is_back(workspace, &known.stage, to)
            || workspace
                .gate(known, to)
                .iter()
                .any(|point| !point.is_passed())
    });
    if asks {
        wish.set(Some(MoveWish::new(venture, to)));
    } else {
        actor.act(Command::MoveStage {
            venture,
            to: to.to_owned(),
            reason: String::new(),
        });
    }
}

fn is_back(workspace: &Workspace, from: &str, to: &str) -> bool {
    workspace.journey().position(to) < workspace.journey().position(from)
}

/// The gate in a large dialog; open while there is a wish.
#[component]
pub fn GateDialog(
    /// The move that is wished for; set to `None` when it is decided.
    wish: RwSignal<Option<MoveWish>>,
) -> impl IntoView {
    let actor = use_actor();
    let title = move || {
        wish.get().map_or_else(String::new, |wish| {
            actor.session.read(|workspace| {
                let to = workspace.journey().label(&wish.to).to_owned();
                format!("Move {} to {to}", workspace.name_of(wish.venture))
            })
        })
    };
    view! {
        <Dialog
            open=Signal::derive(move || wish.with(Option::is_some))
            on_close=move || wish.set(None)
            title=Signal::derive(title)
            size=DialogSize::Large
        >
            {move || wish.get().map(|asked| {
                let close = Callback::new(move |()| wish.set(None));
                arriving(&GATE, move |draw| draw(asked.clone(), close))
            })}
        </Dialog>
    }
}

part! { pub(super) GATE, daily: fn(MoveWish, Callback<()>) -> AnyView = |asked, close| view! { <Gate asked close/> }.into_any() }

/// What the dialog needs to know of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Way {
    from: (StagePlace, String),
    to: (StagePlace, String),
    back: bool,
    here: bool,
}

fn way(workspace: &Workspace, asked: &MoveWish) -> Option<Way> {
    let venture = workspace.facts().venture(asked.venture)?;
    let journey = workspace.journey();
    let stage = |code: &str| {
        let place = StagePlace {
            index: journey.position(code),
            of: journey.all_stages().len(),
        };
        (place, journey.label(code).to_owned())
    };
    Some(Way {
        from: stage(&venture.stage),
        to: stage(&asked.to),
        back: is_back(workspace, &venture.stage, &asked.to),
        here: venture.stage == asked.to,
    })
}

#[component]
fn Gate(asked: MoveWish, close: Callback<()>) -> impl IntoView {
    let session = use_actor().session;
    let venture = asked.venture;
    let for_way = asked.clone();
    // From the press to the closing the board draws, and a second press is the same one. What was decided on stays as it was.
    let deciding = StoredValue::new(false);
    let way = Memo::new(move |before: Option<&Option<Way>>| {
        session.track_record(venture);
        match before {
            Some(before) if deciding.get_value() => before.clone(),
            _ => session.read(|workspace| way(workspace, &for_way)),
        }
    });
    let to = asked.to.clone();
    let points = Memo::new(move |before: Option<&Vec<GatePoint>>| {
        session.track_record(venture);
        match before {
            Some(before) if deciding.get_value() => before.clone(),
            _ => session.read(|workspace| {
                let known = workspace.facts().venture(venture);
                known.map_or_else(Vec::new, |known| workspace.gate(known, &to))
            }),
        }
    });
    let asked = StoredValue::new(asked);
    move || {
        match way.get() {
        None => view! {
            <p>"This venture is no longer here. It can be brought back from the history on the Data page."</p>
        }
        .into_any(),
        Some(way) if way.here => view! {
            <p>{format!("It is in “{}” now.", way.to.1)}</p>
            <div class="dialog-actions"><Button label="Close" kind=ButtonKind::Primary on_press=close/></div>
        }
        .into_any(),
        Some(way) => {
            let Way { from, to, back, .. } = way;
            let to_label = to.1.clone();
            view! {
                <div class="gate-way">
                    <StageLabel place=from.0 label=from.1/>
                    {icon(Icon::Move)}
                    <span class="visually-hidden">"to"</span>
                    <StageLabel place=to.0 label=to.1/>
                </div>
                {(!back).then(|| view! { <Points venture points/> })}
                <Decision asked=asked.get_value() to_label points back deciding close/>
            }
            .into_any()
        }
    }
    }
}

/// "4 of 6 met, 1 partly, 1 not yet".
fn sum_line(points: &[GatePoint]) -> (String, String) {
    let count = |state: &str| points.iter().filter(|point| point.state == state).count();
    let asked = points.len() - count("not_applicable");
    let rest: String = [
        ("partly", "partly"),
        ("not_yet", "not yet"),
        ("not_applicable", "not applying"),
    ]
    .iter()
    .filter(|(state, _)| count(state) > 0)
    .map(|(state, words)| format!(", {} {words}", count(state)))
    .collect();
    (format!("{} of {asked} met", count("met")), rest)
}

#[component]
fn Points(venture: RecordId, points: Memo<Vec<GatePoint>>) -> impl IntoView {
    let session = use_actor().session;
    // Gates of several stages on one way each have their heading; a single one needs none.
    let stages = Memo::new(move |_| {
        let mut stages: Vec<String> = Vec::new();
        points.with(|points| {
            for point in points {
                if stages.last() != Some(&point.from) {
                    stages.push(point.from.clone());
                }
            }
        });
        stages
    });
    let many = move || stages.with(|stages| stages.len() > 1);
    let of_stage = move |stage: String| {
        let label = session.read(|workspace| workspace.journey().label(&stage).to_owned());
        let codes = move || {
            points.with(|points| {
                points
                    .iter()
                    .filter(|point| point.from == stage)
                    .map(|point| point.code.clone())
                    .collect::<Vec<_>>()
            })
        };
        view! {
            {move || many().then(|| view! { <h3>{format!("To leave {label}")}</h3> })}
            <ol class="criteria">
                <For each=codes key=String::clone children=move |code| view! { <Criterion venture code points/> }/>
            </ol>
        }
    };
    view! {
        <p class="gate-sum" aria-live="polite">
            {move || {
                let (met, rest) = points.with(|points| sum_line(points));
                if points.with(Vec::is_empty) {
                    view! { "Nothing is asked at this gate." }.into_any()
                } else {
                    view! { <strong>{met}</strong>{rest} }.into_any()
                }
            }}
        </p>
        <For each=move || stages.get() key=String::clone children=of_stage/>
    }
}

/// One point, saved as it is changed.
#[component]
fn Criterion(venture: RecordId, code: String, points: Memo<Vec<GatePoint>>) -> impl IntoView {
    let session = use_actor().session;
    let find = code.clone();
    let point = Memo::new(move |_| {
        points
            .with(|points| points.iter().find(|point| point.code == find).cloned())
            .unwrap_or_else(|| GatePoint {
                code: find.clone(),
                from: String::new(),
                text: String::new(),
                state: "not_yet".to_owned(),
                note: String::new(),
                evidence: String::new(),
            })
    });
    let first = point.get_untracked();
    let state = RwSignal::new(first.state.clone());
    let note_key = format!("gate.{venture}.{code}.note");
    let evidence_key = format!("gate.{venture}.{code}.evidence");
    let note = draft(note_key.clone(), first.note.clone());
    let evidence = draft(evidence_key.clone(), first.evidence.clone());
    let error = RwSignal::new(None::<String>);
    let evidence_error = RwSignal::new(None::<String>);
    // What another tab or an undo changes is shown; what is being typed here stays.
    Effect::new(move |before: Option<GatePoint>| {
        let now = point.get();
        state.set(now.state.clone());
        if let Some(before) = before {
            for (text, old, new) in [
                (note, before.note, &now.note),
                (evidence, before.evidence, &now.evidence),
            ] {
                if text.with_untracked(|text| *text == old) && old != *new {
                    text.set(new.clone());
                }
            }
        }
        now
    });
    let save = move |state: String, note: String, evidence: String| {
        let criterion = point.with_untracked(|point| point.code.clone());
        match session.run(Command::CheckGate {
            venture,
            criterion,
            state,
            note,
            evidence,
        }) {
            Ok(_) => {
                error.set(None);
                evidence_error.set(None);
                true
            }
            Err(CommandError::Fields(fields))
                if fields.iter().any(|field| field.field == "evidence") =>
            {
                evidence_error.set(fields.first().map(|field| field.problem.clone()));
                false
            }
            Err(other) => {
                error.set(Some(other.to_string()));
                false
            }
        }
    };
    let stored_evidence = move || point.with_untracked(|point| point.evidence.clone());
    let pick_state = move |picked: String| {
        let label = CRITERION_STATES
            .iter()
            .find(|choice| choice.id == picked)
            .map_or("", |choice| choice.label);
        if save(picked, note.get_untracked(), stored_evidence()) {
            forget_drafts(session, &note_key);
            announce(&format!("{label}: noted"));
        }
    };
    let note_key = format!("gate.{venture}.{code}.note");
    let keep_note = move |text: String| {
        if save(state.get_untracked(), text, stored_evidence()) {
            forget_drafts(session, &note_key);
        }
    };
    let keep_evidence = move |text: String| {
        if save(state.get_untracked(), note.get_untracked(), text) {
            forget_drafts(session, &evidence_key);
        }
    };
    let states: Vec<Choice> = CRITERION_STATES
        .iter()
        .map(|choice| Choice::new(choice.id, choice.label))
        .collect();
    // Beside the question, so that a person has only to confirm it; they tick, the record does not.
    let recorded = session.view_record(venture, move |workspace| {
        match workspace.recorded(venture, &code) {
            lines if lines.is_empty() => String::new(),
            lines => format!("Written down already. {}", lines.join(". ")),
        }
    });
    let written = !first.note.is_empty() || !first.evidence.is_empty();
    let typed = note.with_untracked(|text| !text.is_empty())
        || evidence.with_untracked(|text| !text.is_empty());
    view! {
        <li class="criterion" data-state=move || point.with(|point| point.state.clone())>
            <div class="criterion-text">
                <p>{move || point.with(|point| point.text.clone())}</p>
                {move || (!recorded.with(String::is_empty)).then(|| view! { <p class="quiet small">{recorded.get()}</p> })}
            </div>
            <ChoiceField
                label=Signal::derive(move || format!("{} {}", point.with(|point| point.text.clone()), recorded.get()).trim_end().to_owned())
                value=state
                options=states
                look=ChoiceLook::Segments
                hide_label=true
                error
                on_commit=pick_state
            />
            <details class="criterion-note" open=written || typed>
                <summary>{if written { "Note and evidence" } else { "Add a note or evidence" }}</summary>
                <TextArea label="Note" value=note rows=2 on_commit=keep_note/>
                <TextField
                    label="Where the evidence is"
                    hint="A web address"
                    value=evidence
                    kind=InputKind::Url
                    error=evidence_error
                    on_commit=keep_evidence
                />
            </details>
        </li>
    }
}

/// Why, and the buttons that end it.
#[component]
fn Decision(
    asked: MoveWish,
    to_label: String,
    points: Memo<Vec<GatePoint>>,
    back: bool,
    deciding: StoredValue<bool>,
    close: Callback<()>,
) -> impl IntoView {
    let actor = use_actor();
    let key = format!("gate.{}.why.{}", asked.venture, asked.to);
    let reason = draft(key.clone(), "");
    let missing = RwSignal::new(false);
    let open = Memo::new(move |_| {
        !back && points.with(|points| points.iter().any(|point| !point.is_passed()))
    });
    let why = move || {
        if back {
            "What led to this? (optional)".to_owned()
        } else {
            "Why move anyway?".to_owned()
        }
    };
    let hint = if back {
        "Moving back is normal. What you write is kept with the move."
    } else {
        "Gates advise, people decide. The reason is kept with the move, as the gate stood."
    };
    let error = move || {
        (missing.get() && reason.with(|text| text.trim().is_empty()))
            .then(|| "Say in a few words why it moves although the gate is not met.".to_owned())
    };
    let label = move || match (back, open.get()) {
        (true, _) => format!("Move back to {to_label}"),
        (false, true) => "Move anyway".to_owned(),
        (false, false) => format!("Move to {to_label}"),
    };
    let decide = move || {
        if deciding.get_value() {
            return;
        }
        let text = reason.get_untracked();
        if open.get_untracked() && text.trim().is_empty() {
            missing.set(true);
            super::parts::focus_soon("gate-why");
            return;
        }
        let reason = if back || open.get_untracked() {
            text
        } else {
            String::new()
        };
        let command = Command::MoveStage {
            venture: asked.venture,
            to: asked.to.clone(),
            reason,
        };
        let key = key.clone();
        deciding.set_value(true);
        let decided = actor.act_then(command, move || {
            forget_drafts(actor.session, &key);
            close.try_run(());
        });
        deciding.set_value(decided);
    };
    view! {
        {move || (back || open.get()).then(|| view! {
            <div class="gate-why">
                <TextArea
                    id="gate-why"
                    label=Signal::derive(why)
                    hint=hint
                    value=reason
                    rows=2
                    error=Signal::derive(error)
                />
            </div>
        })}
        <div class="dialog-actions">
            <Button label=Signal::derive(label) kind=ButtonKind::Primary on_press=decide/>
            <Button label=if back { "Leave it where it is" } else { "Not yet" } on_press=close/>
        </div>
    }
}

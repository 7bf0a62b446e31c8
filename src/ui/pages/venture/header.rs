//! The top of the page: what it is, where it stands, what can be done.

use crate::ui::weave::prelude::*;
use wasm_bindgen::JsCast;

use super::{Page, section::unfold};
use crate::{
    ui::{
        actions::{Action, Actor, offer_page_actions, use_actor},
        frame::PageTitle,
        gate_dialog::ask_to_move,
        in_place::InPlace,
        pages::founder_ask::AskWish,
        parts::{
            Button, ButtonKind, DayText, Icon, Menu, MenuItem, StageLabel, StagePlace, focus_soon,
            icon, stage_class,
        },
        status_dialog::ask_for_status,
    },
    workspace::{
        Command,
        venture_page::{Head, Stop, head, next_gate, stops},
    },
};

fn head_of(page: Page) -> Memo<Option<Head>> {
    let session = use_actor().session;
    Memo::new(move |_| {
        session.track_record(page.venture);
        for kind in ["stage", "place", "programme", "colleague"] {
            session.track_kind(kind);
        }
        let today = session.today.get();
        session.read(|workspace| head(workspace, page.venture, today))
    })
}

/// The class of the whole page: it carries the stage's colour.
pub(super) fn class_of(page: Page) -> impl Fn() -> String {
    let head = head_of(page);
    move || {
        let place = head.with(|head| {
            head.as_ref().map(|head| StagePlace {
                index: head.stage_at,
                of: head.stages,
            })
        });
        format!("record {}", place.map(stage_class).unwrap_or_default())
    }
}

/// Goes to where a conversation is written down.
fn write_down() {
    unfold("timeline");
    focus_soon("composer-said");
}

fn add_step(page: Page) {
    unfold("steps");
    page.adding_step.set(true);
    focus_soon("add-step-what");
}

/// Opens the gate to the next stage, or the list of stages at the end of the journey.
fn move_on(page: Page, actor: Actor) {
    match actor
        .session
        .read(|workspace| next_gate(workspace, page.venture))
    {
        Some(next) => page.gate.set(Some(crate::ui::gate_dialog::MoveWish::new(
            page.venture,
            next.to,
        ))),
        None => open_move_menu(),
    }
}

fn open_move_menu() {
    let button = document()
        .query_selector("#venture-move button")
        .ok()
        .flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        button.click();
    }
}

/// Offers what can be done with this venture, for palette, shortcuts and help.
pub(super) fn offer_actions(page: Page) {
    offer_page_actions(vec![
        Action::new("venture.write", "Write down a conversation", "W", |_| {
            write_down()
        })
        .in_group("This page")
        .found_by("note call meeting entry timeline"),
        Action::new(
            "venture.step",
            "Add a next step to this venture",
            "S",
            move |_| add_step(page),
        )
        .in_group("This page")
        .found_by("task to do"),
        Action::new("venture.move", "Move this venture", "M", move |actor| {
            move_on(page, actor)
        })
        .in_group("This page")
        .found_by("stage gate"),
        Action::new(
            "venture.status",
            "Pause this venture, or let it leave by a door",
            "",
            move |actor| {
                ask_for_status(actor, page.status, vec![page.venture], "paused");
            },
        )
        .in_group("This page")
        .found_by("close graduate withdraw status"),
        Action::new(
            "venture.ask",
            "Ask the founder for an update",
            "",
            move |_| {
                page.asking.set(Some(AskWish::Ask(vec![page.venture])));
            },
        )
        .in_group("This page")
        .found_by("request how is it going answer"),
        Action::new("venture.print", "Print this venture", "", |_| print()).in_group("This page"),
        Action::new("venture.delete", "Delete this venture", "", move |actor| {
            delete(page, actor)
        })
        .in_group("This page"),
    ]);
}

fn print() {
    // Without a printer there is nothing to say: the browser shows its own dialog or none.
    drop(window().print());
}

fn delete(page: Page, actor: Actor) {
    actor.act(Command::Delete {
        records: vec![page.venture],
    });
}

#[component]
pub(super) fn Header(page: Page) -> impl IntoView {
    let head = head_of(page);
    let name = move || {
        head.with(|head| {
            head.as_ref()
                .map(|head| head.name.clone())
                .unwrap_or_default()
        })
    };
    let venture = page.venture;
    view! {
        <header class="record-head">
            <div class="record-title">
                <div class="row">
                    <PageTitle title=Signal::derive(name)/>
                    <InPlace record=venture kind="venture" field="name" pencil_only=true/>
                </div>
                <div class="lede">
                    <InPlace record=venture kind="venture" field="one_line" prompt="Say in one line what it does"/>
                </div>
                <Meta head/>
            </div>
            <Actions page head/>
            <Strip page/>
        </header>
    }
}

#[component]
fn Meta(head: Memo<Option<Head>>) -> impl IntoView {
    move || {
        head.get().map(|head| {
        let place = StagePlace { index: head.stage_at, of: head.stages };
        let days = head.days.map(|days| match days {
            0 => "since today".to_owned(),
            1 => "for 1 day".to_owned(),
            many => format!("for {many} days"),
        });
        let since = head.disposition_since.map(|day| format!(" since {day}")).unwrap_or_default();
        let left = (!head.is_active()).then(|| view! {
            <span class="mark warning">{icon(Icon::Info)}{format!("{}{since}", head.disposition_label)}</span>
        });
        let reason = head.disposition_reason.clone();
        let why = (!head.is_active() && !reason.is_empty()).then(|| view! { <p class="quiet">{reason}</p> });
        let long = head.long_here.then(|| view! {
            <span class="mark warning">{icon(Icon::Clock)}"Long in this stage"</span>
        });
        let part = |text: String| (!text.is_empty()).then(|| view! { <span>{text}</span> });
        let lead = if head.lead.is_empty() { String::new() } else { format!("Coach: {}", head.lead) };
        view! {
            <div class="record-meta">
                <StageLabel place=place label=head.stage_label.clone()/>
                {days.map(|days| view! { <span>{days}</span> })}
                {long}
                {left}
                {part(head.places.join(", "))}
                {part(head.programme.clone())}
                {part(lead)}
            </div>
            {why}
        }
    })
    }
}

#[component]
fn Actions(page: Page, head: Memo<Option<Head>>) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let active = Memo::new(move |_| head.with(|head| head.as_ref().is_some_and(Head::is_active)));
    let stage = Memo::new(move |_| {
        head.with(|head| {
            head.as_ref()
                .map(|head| head.stage.clone())
                .unwrap_or_default()
        })
    });
    let moves = move || {
        session.track_kind("stage");
        let here = stage.get();
        let stages = session.read(|workspace| {
            let stages = workspace.journey().stages();
            stages
                .map(|stage| (stage.code.clone(), stage.label.clone()))
                .collect::<Vec<_>>()
        });
        stages
            .into_iter()
            .map(|(code, label)| {
                let is_here = code == here;
                let to = code.clone();
                MenuItem::new(label, move || {
                    ask_to_move(actor, page.gate, page.venture, &to)
                })
                .checked(is_here)
                .disabled(is_here)
            })
            .collect::<Vec<_>>()
    };
    let more = move || {
        let ventures = vec![page.venture];
        let ask = move |to: &'static str| {
            let ventures = ventures.clone();
            move || ask_for_status(actor, page.status, ventures.clone(), to)
        };
        let mut items = vec![
            MenuItem::new("Add a next step", move || add_step(page))
                .icon(Icon::Plus)
                .shortcut("S"),
        ];
        if active.get() {
            items.push(MenuItem::new("Pause", ask("paused")).after_line());
            items.push(MenuItem::new("Let it leave by a door", ask("graduated")));
        } else {
            items.push(MenuItem::new("Make it active again", ask("active")).after_line());
            items.push(MenuItem::new(
                "Change its status",
                ask("closed_with_learning"),
            ));
        }
        items.push(MenuItem::new("Print", print).icon(Icon::Print).after_line());
        items.push(
            MenuItem::new("Delete", move || delete(page, actor))
                .icon(Icon::Bin)
                .danger()
                .after_line(),
        );
        items
    };
    view! {
        <div class="page-actions">
            <Button label="Write down" icon=Icon::Note kind=ButtonKind::Primary on_press=write_down/>
            <span id="venture-move"><Menu label="Move to…" items=Signal::derive(moves) icon=Icon::Move/></span>
            <Menu label="More" describe="More to do with this venture" items=Signal::derive(more) icon_only=true/>
        </div>
    }
}

#[component]
fn Strip(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let stops = Memo::new(move |_| {
        session.track_record(page.venture);
        session.track_kind("stage");
        session.read(|workspace| {
            (
                stops(workspace, page.venture),
                workspace.journey().all_stages().len(),
            )
        })
    });
    let one = |stop: Stop, of: usize| {
        let class = stage_class(StagePlace { index: stop.at, of });
        let here = (stop.state.word() == "here").then_some("step");
        let said = match stop.state.word() {
            "past" => " (behind it)",
            "here" => " (here now)",
            _ => " (ahead)",
        };
        view! {
            <li class=class data-state=stop.state.word() aria-current=here>
                <span class="journey-name">{stop.label}<span class="visually-hidden">{said}</span></span>
                <span class="journey-when">{stop.since.map(|day| view! { <DayText iso=day.iso()/> })}</span>
            </li>
        }
    };
    view! {
        <ol class="journey" aria-label="Journey">
            {move || { let (stops, of) = stops.get(); stops.into_iter().map(|stop| one(stop, of)).collect_view() }}
        </ol>
    }
}

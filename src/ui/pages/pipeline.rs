//! The board: the set shown, in columns, with cards that travel.

mod card;
mod column;
mod drag;
mod paper;

use crate::ui::weave::prelude::*;

use crate::{
    ledger::{RecordId, ordering},
    ui::{
        actions::{Actor, Overlay, offer_page_actions, use_actor},
        carry::{
            CardAt, Carry, is_touched,
            keys::{BoardHelp, KeyedBoard, Whereabouts, move_action},
        },
        filter_bar::{FilterBar, Screen, Shown, use_shown},
        frame::PageTitle,
        gate_dialog::{GateDialog, MoveWish},
        parts::{Button, ButtonKind, EmptyState, Icon, LinkButton, focus_is_lost},
        status_dialog::{StatusDialog, StatusWish},
    },
    workspace::{
        board::BoardColumn,
        shown::{GroupBy, KINDS},
    },
};
use column::ColumnView;
pub(super) use column::card_pitch;
use drag::Ghost;
use paper::PaperBoard;
pub(super) use paper::printing;

/// Drawn before anybody has measured the board.
const UNMEASURED_COLUMNS: usize = 8;

/// What the parts of the board share.
#[derive(Clone, Copy)]
struct Board {
    actor: Actor,
    shown: Shown,
    columns: Memo<Vec<BoardColumn>>,
    /// How many stages there are, for their colours.
    stages: Memo<usize>,
    /// The card that is carried, by pointer or keys.
    carry: Carry,
    here: Whereabouts,
    /// The columns in view and one to either side: from the first, up to but without the second.
    seen: RwSignal<(usize, usize)>,
    moving: RwSignal<Option<MoveWish>>,
    status: RwSignal<Option<StatusWish>>,
    /// Whether the main pointer is a finger.
    coarse: bool,
}

impl Board {
    fn new(actor: Actor, shown: Shown) -> Self {
        let session = actor.session;
        let columns = Memo::new(move |_| {
            for kind in KINDS {
                session.track_kind(kind);
            }
            let today = session.today.get();
            shown
                .set
                .with(|set| session.read(|workspace| workspace.board(set, today)))
        });
        Self {
            actor,
            shown,
            columns,
            stages: session.view(&["stage"], |workspace| {
                workspace.journey().all_stages().len()
            }),
            carry: Carry::over("board"),
            here: Whereabouts::nowhere(),
            seen: RwSignal::new((0, UNMEASURED_COLUMNS)),
            moving: RwSignal::new(None),
            status: RwSignal::new(None),
            coarse: is_touched(),
        }
    }

    /// Gives focus that was lost to a card, wherever it stands now.
    fn follow(self, venture: RecordId) {
        // What is drawn anew, and a dialog that closes, have their turn first.
        request_animation_frame(move || {
            let column = self.columns.try_with_untracked(|columns| {
                let mut all = columns.iter();
                let column = all.find(|column| column.cards.contains(&venture))?;
                Some(column.key.clone())
            });
            if let Some(Some(column)) = column
                && focus_is_lost()
            {
                self.here.go_to((column, venture));
            }
        });
    }

    /// The venture whose card had focus last, if it has left its column; followed.
    fn strayed(self) -> Option<RecordId> {
        self.columns.with(|columns| {
            self.here.current.with_untracked(|current| {
                let (key, venture) = current.as_ref()?;
                let mut all = columns.iter();
                let stays = all.any(|column| column.key == *key && column.cards.contains(venture));
                (!stays).then_some(*venture)
            })
        })
    }

    /// Notes which columns are in view: a region has more places than a page can hold cards of.
    fn look_along(self) {
        let Some(sheet) = document().get_element_by_id("board") else {
            return;
        };
        let count = self
            .columns
            .with_untracked(|columns| i32::try_from(columns.len()).unwrap_or(i32::MAX))
            .max(1);
        let width = (sheet.scroll_width() / count).max(1);
        let (left, right) = (
            sheet.scroll_left(),
            sheet.scroll_left() + sheet.client_width(),
        );
        let place = |at: i32| usize::try_from(at).unwrap_or(0);
        let seen = (place(left / width - 1), place(right / width + 2));
        if self.seen.with_untracked(|known| *known != seen) {
            self.seen.set(seen);
        }
    }

    fn group(self) -> GroupBy {
        self.shown.set.with_untracked(|set| set.group)
    }
}

impl KeyedBoard for Board {
    fn carry(&self) -> Carry {
        self.carry
    }

    fn whereabouts(&self) -> Whereabouts {
        self.here
    }

    fn column(&self, place: usize) -> Option<(String, String, usize)> {
        self.columns.with_untracked(|columns| {
            let column = columns.get(place)?;
            Some((column.key.clone(), column.label.clone(), column.cards.len()))
        })
    }

    fn card(&self, column: usize, row: usize) -> Option<RecordId> {
        self.columns
            .with_untracked(|columns| columns.get(column)?.cards.get(row).copied())
    }

    fn row_of(&self, column: usize, record: RecordId) -> Option<usize> {
        self.columns.with_untracked(|columns| {
            let mut cards = columns.get(column)?.cards.iter();
            cards.position(|card| *card == record)
        })
    }

    fn nouns(&self) -> [&'static str; 2] {
        ["venture", "ventures"]
    }

    fn name_of(&self, record: RecordId) -> String {
        self.actor
            .session
            .read(|workspace| workspace.name_of(record))
    }

    fn open(&self, record: RecordId) {
        self.actor.go(&format!("/ventures/{record}"));
    }

    fn drop_on(&self, card: &CardAt, to: &str) {
        drag::drop_on(*self, card, to);
    }
}

/// The board by stage, or by whatever it is grouped.
#[component]
pub fn PipelinePage() -> impl IntoView {
    let actor = use_actor();
    let shown = use_shown(Screen::Board);
    let board = Board::new(actor, shown);
    offer_page_actions(vec![move_action("board.move", board.here, || true)]);
    let count = Memo::new(move |_| {
        let by_place = shown.set.with(|set| set.group == GroupBy::Place);
        board.columns.with(|columns| {
            let cards = columns.iter().flat_map(|column| &column.cards);
            if by_place {
                ordering::set_of(cards).len()
            } else {
                cards.count()
            }
        })
    });
    let none_at_all = actor.session.view(&["venture"], |workspace| {
        workspace.facts().venture_count() == 0
    });
    // After the gate the card stands elsewhere, and focus goes with it.
    Effect::new(move |before: Option<Option<MoveWish>>| {
        let now = board.moving.get();
        if let (Some(Some(asked)), None) = (before, &now) {
            let there = board.columns.with_untracked(|columns| {
                columns
                    .iter()
                    .any(|column| column.key == asked.to && column.cards.contains(&asked.venture))
            });
            if there {
                board.here.go_to((asked.to.clone(), asked.venture));
            } else {
                board.follow(asked.venture);
            }
        }
        now
    });
    // So it does when the move is taken back.
    Effect::new(move |_| {
        if let Some(venture) = board.strayed() {
            board.follow(venture);
        }
    });
    let keys = Memo::new(move |_| {
        board.columns.with(|columns| {
            columns
                .iter()
                .map(|column| column.key.clone())
                .collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        keys.track();
        request_animation_frame(move || board.look_along());
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| board.look_along());
    on_cleanup(move || resized.remove());
    let name = move || {
        let group = shown.set.with(|set| set.group);
        let by = GroupBy::ALL
            .iter()
            .find(|(known, _, _)| *known == group)
            .map_or("Stage", |(_, _, label)| label);
        format!("Pipeline by {}", by.to_lowercase())
    };
    let body = move || {
        if none_at_all.get() {
            view! { <NoVentures/> }.into_any()
        } else if count.get() == 0 && shown.set.with(|set| set.filter_count() > 0) {
            view! { <NothingFits shown/> }.into_any()
        } else {
            view! {
                <BoardHelp/>
                <div class="board no-print" id="board" role="group" aria-label=name on:scroll=move |_| board.look_along()>
                    <For
                        each=move || keys.get()
                        key=String::clone
                        children=move |key| view! { <ColumnView board key/> }
                    />
                </div>
                <PaperBoard board/>
                <Ghost board/>
            }
            .into_any()
        }
    };
    view! {
        <header class="page-head slim">
            <PageTitle title="Pipeline"/>
            <FilterBar shown count>
                <Button
                    label="Add"
                    describe="Add a venture"
                    icon=Icon::Plus
                    kind=ButtonKind::Primary
                    on_press=move || actor.overlay.set(Some(Overlay::Add("venture")))
                />
            </FilterBar>
        </header>
        {body}
        <GateDialog wish=board.moving/>
        <StatusDialog wish=board.status/>
    }
}

/// Shown when there is no venture yet: the ways to have some.
#[component]
pub fn NoVentures() -> impl IntoView {
    let actor = use_actor();
    view! {
        <EmptyState
            icon=Icon::Ventures
            title="No ventures yet"
            text="Add the first one by name, or bring in the spreadsheet or grants file you have. Nothing leaves this browser."
        >
            <Button
                label="Add a venture"
                icon=Icon::Plus
                kind=ButtonKind::Primary
                on_press=move || actor.overlay.set(Some(Overlay::Add("venture")))
            />
            <LinkButton label="Import a file" icon=Icon::Upload href="/data"/>
            <LinkButton label="Other ways to start" href="/"/>
        </EmptyState>
    }
}

/// Shown when there are ventures, but none passes the filters.
#[component]
pub fn NothingFits(
    /// The set.
    shown: Shown,
) -> impl IntoView {
    view! {
        <EmptyState
            icon=Icon::Filter
            title="No venture fits"
            text="The ventures are all still here: the words and filters above leave none of them."
        >
            <Button label="Clear words and filters" kind=ButtonKind::Primary on_press=move || shown.clear()/>
        </EmptyState>
    }
}

//! Buyers to whom several ventures go without bidding together: better that they talk with each other first.

use crate::ui::weave::prelude::*;

use super::FIRST;
use crate::{
    domain::counting::grouped,
    ui::{
        parts::{Button, LinkButton, focus_soon},
        session::Session,
    },
    workspace::commissioners::{SharedBuyer, shared_buyers},
};

/// Kinds of records whose change can alter who comes to whose door.
const KINDS: [&str; 6] = [
    "contact",
    "entry",
    "opportunity",
    "bid",
    "organisation",
    "venture",
];

/// The buyers; followed.
pub(super) fn shared(session: Session) -> Memo<Vec<SharedBuyer>> {
    Memo::new(move |_| {
        for kind in KINDS {
            session.track_kind(kind);
        }
        let today = session.today.get();
        session.read(|workspace| shared_buyers(workspace, today))
    })
}

#[component]
pub(super) fn SharedDoors(doors: Memo<Vec<SharedBuyer>>) -> impl IntoView {
    const HEADING: &str = "attention-doors";
    let all = RwSignal::new(false);
    let count = move || doors.with(Vec::len);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        doors.with(|doors| doors.iter().take(most).map(one).collect_view())
    };
    view! {
        <Show when=move || { count() > 0 }>
            <section class="attention" aria-labelledby=HEADING>
                <h2 id=HEADING tabindex="-1">
                    "Talk first: several at one door "<span class="count">{move || grouped(count() as u64)}</span>
                </h2>
                <ul>{shown}</ul>
                {move || (count() > FIRST && !all.get()).then(|| view! {
                    <Button
                        label=format!("Show all {}", grouped(count() as u64))
                        describe=format!("Show all {}: several at one door", grouped(count() as u64))
                        small=true
                        on_press=move || { all.set(true); focus_soon(HEADING); }
                    />
                })}
            </section>
        </Show>
    }
}

fn one(buyer: &SharedBuyer) -> AnyView {
    let address = format!("/organisations/{}", buyer.organisation);
    let many = format!("{} ventures", buyer.approaches.len());
    view! {
        <li class="attention-item">
            <p class="attention-when">{many}</p>
            <div class="attention-what">
                <p><a href=address.clone()>{buyer.name.clone()}</a></p>
                <p class="attention-why">{buyer.notice.clone()}</p>
            </div>
            <div class="attention-do"><LinkButton label="Open" href=address small=true/></div>
        </li>
    }
    .into_any()
}

//! The space of one venture, from top to bottom: who asks, how it is going, what is known, sending back, what was sent.

use super::{
    Place, Room, cards::Cards, door::Opener, history::History, sending::Sending, telling::Telling,
};
use crate::{
    domain::{dates::Moment, founder::Request},
    exchange::founder_space::Space,
    ui::{
        frame::PageTitle,
        parts::{Button, ButtonKind, Dialog, DialogSize},
        weave::prelude::*,
    },
};

#[component]
pub(super) fn SpaceView(room: Room) -> impl IntoView {
    let held = room.held;
    let name = Memo::new(move |_| held.space.with(Space::venture_name));
    let is_own = held.space.with_untracked(|space| space.is_own);
    // What a founder's own venture is comes before how it is going.
    let (first, second) = if is_own {
        (
            view! { <Cards held/> }.into_any(),
            view! { <Telling held/> }.into_any(),
        )
    } else {
        (
            view! { <Telling held/> }.into_any(),
            view! { <Cards held/> }.into_any(),
        )
    };
    view! {
        <PageTitle title=name/>
        {move || held.space.with(who_asks)}
        {first}
        {second}
        <Sending held/>
        <History held/>
        <Leaving room/>
    }
}

fn from(request: &Request) -> String {
    let by = &request.asked_by;
    let mut who = by.name.clone();
    if !by.role.is_empty() && !who.is_empty() {
        who = format!("{who}, {}", by.role);
    }
    match (who.is_empty(), request.incubator.is_empty()) {
        (true, true) => "Your incubator".to_owned(),
        (true, false) => request.incubator.clone(),
        (false, true) => who,
        (false, false) => format!("{who} at {}", request.incubator),
    }
}

fn who_asks(space: &Space) -> AnyView {
    let begin = if space.is_own {
        "Write as much or as little as you like."
    } else {
        "Change only what is out of date, and leave the rest."
    };
    let calm = view! {
        <p class="founder-calm">{begin}" What you type is kept on this device, also without a network. Nothing leaves it until you send it."</p>
    };
    let Some(request) = &space.request else {
        return view! {
            <p class="lede">"This is your venture’s own space. Write down what it is and how it is going; send it when you wish to."</p>
            {calm}
        }
        .into_any();
    };
    if !space.is_asked() {
        let sent = space.sent.last();
        let when = sent.map(|sent| {
            let at = Moment(i64::try_from(sent.at).unwrap_or_default());
            format!("You finished your last update on {}. ", at.day())
        });
        return view! {
            <p class="lede">{when}{format!("Nobody waits for anything now. Write again whenever something has changed; {} will be glad to hear.", from(request))}</p>
            {calm}
        }
        .into_any();
    }
    let due = request
        .due
        .map(|due| format!(" It would help to hear from you by {due}."))
        .unwrap_or_default();
    let line = (!request.message.is_empty())
        .then(|| view! { <blockquote class="founder-line">{request.message.clone()}</blockquote> });
    view! {
        <p class="lede">{format!("{} asked on {} how it is going.{due}", from(request), request.asked_on)}</p>
        {line}
        {calm}
    }
    .into_any()
}

/// Other ventures, other requests, and taking this one out of the browser.
#[component]
fn Leaving(room: Room) -> impl IntoView {
    let asking = RwSignal::new(false);
    let remove = move || {
        room.held.forget();
        asking.set(false);
        room.place.set(Place::Door);
    };
    view! {
        <details class="section founder-more">
            <summary><h2>"Other ventures, and this device"</h2></summary>
            <div class="section-body">
                <p>"Another request, or another venture, gets a space of its own."</p>
                <Opener room/>
                <div class="row">
                    <Button label="All that is kept on this device" on_press=move || room.place.set(Place::Door)/>
                    <Button label="Remove this from this device…" kind=ButtonKind::Danger on_press=move || asking.set(true)/>
                </div>
            </div>
        </details>
        <Dialog open=asking on_close=move || asking.set(false) title="Remove this from this device?" size=DialogSize::Small>
            <p>"What you wrote and did not send is gone then, and so is the list of what you sent. What your incubator has already stays with them."</p>
            <div class="dialog-actions">
                <Button label="Remove it" kind=ButtonKind::Danger on_press=remove/>
                <Button label="Keep it" on_press=move || asking.set(false)/>
            </div>
        </Dialog>
    }
}

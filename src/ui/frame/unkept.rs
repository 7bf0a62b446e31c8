//! Changes that were only in this tab when another tab put something else in the place of the data. They are not written into
//! what came after: it may be another workspace, or an earlier state that somebody went back to on purpose.

use crate::{
    domain::counting::counted,
    ledger::Change,
    ui::{
        on_demand::part,
        parts::{Banner, Button, ButtonKind, Tone, use_toasts},
        session::{Session, use_session},
        weave::prelude::*,
    },
};

/// Changes that are named before the rest is only counted.
const NAMED: usize = 5;

part! { pub(super) UNKEPT, keeping: fn() -> AnyView = || view! { <Offer/> }.into_any() }

/// What the changes were for, in the words of the history.
fn deeds(session: Session) -> Vec<String> {
    let read = |(_, batch): &(u64, Vec<u8>)| {
        serde_json::from_slice::<Vec<Change>>(batch).unwrap_or_default()
    };
    session.unkept.with(|batches| {
        let changes = batches.iter().flat_map(read);
        changes.map(|change| change.why).collect()
    })
}

#[component]
fn Offer() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let download = move || {
        session.download_unsaved();
        toasts.say("The changes are in your downloads. Import under Data shows what they would change here before anything is written.");
    };
    move || {
        let deeds = deeds(session);
        let more = deeds.len().saturating_sub(NAMED);
        let named = deeds.iter().take(NAMED);
        let named = named
            .map(|why| view! { <li>{why.clone()}</li> })
            .collect_view();
        let title = match deeds.len() {
            1 => "One change is only in this tab".to_owned(),
            many => format!(
                "{} are only in this tab",
                counted(many, "change", "changes")
            ),
        };
        view! {
            <Banner tone=Tone::Warning title>
                <p>"In another tab the data was emptied, or a backup was restored, before these were saved. They are not part of what is shown now, and go when this tab closes."</p>
                <ul>{named}{(more > 0).then(|| view! { <li>{format!("and {more} more")}</li> })}</ul>
                <div class="banner-actions">
                    <Button label="Download these changes" kind=ButtonKind::Primary on_press=download/>
                    <Button label="Let them go" on_press=move || session.unkept.set(Vec::new())/>
                </div>
            </Banner>
        }
    }
}

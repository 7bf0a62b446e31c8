//! Everything else that is known of the venture, field by field.

use crate::ui::weave::prelude::*;

use super::{Page, section::Section};
use crate::{
    domain::dates::Moment,
    ui::{actions::use_actor, in_place::Fact},
    workspace::venture_page::fact_fields,
};

#[component]
pub(super) fn FactsSection(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let record = page.venture;
    let rows = fact_fields()
        .map(|field| view! { <Fact record kind="venture" field=field.name/> })
        .collect_view();
    let changed = session.view_record(record, move |workspace| {
        let (_, last) = workspace
            .record(record)?
            .to_record()
            .first_and_last_stamp()?;
        Some(Moment(i64::try_from(last.wall).ok()?).to_string())
    });
    view! {
        <Section name="facts" title="Details">
            <dl class="facts">{rows}</dl>
            {move || changed.get().map(|when| view! { <p class="quiet small">{format!("Last changed {when}.")}</p> })}
        </Section>
    }
}

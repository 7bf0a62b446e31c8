//! Import, export, colleagues, backups, people's rights, history and what this browser holds.

mod after_opening;
mod backups;
mod colleagues;
mod export;
mod grants_options;
mod history;
mod holding;
mod import;
mod mapping;
mod notices;
mod review;
mod rewriting;
mod rights;
mod sealing;
mod under_way;
mod whole_log;
mod wizard;

pub use after_opening::after_opening;

use crate::ui::weave::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use crate::ui::{
    frame::PageTitle,
    parts::{Tab, TabPanel, Tabs},
};

/// The parts: what stands in the address, and what people call them.
const TABS: [(&str, &str); 7] = [
    ("import", "Import"),
    ("export", "Export"),
    ("colleagues", "Colleagues"),
    ("backups", "Backups"),
    ("people", "People’s rights"),
    ("history", "History"),
    ("browser", "This browser"),
];

/// The page; which part is open stands in the address.
#[component]
pub fn DataPage() -> impl IntoView {
    let query = use_query_map();
    let selected = Memo::new(move |_| match query.get().get("tab").as_deref() {
        Some(tab) if TABS.iter().any(|(id, _)| *id == tab) => tab.to_owned(),
        _ => "import".to_owned(),
    });
    provide_context(colleagues::HandedOver(RwSignal::new(None)));
    let navigate = use_navigate();
    let navigate = StoredValue::new(navigate);
    let select = move |tab: String| {
        navigate.with_value(|go| {
            go(
                &format!("/data?tab={tab}"),
                NavigateOptions {
                    scroll: false,
                    ..Default::default()
                },
            )
        });
    };
    let tabs: Vec<Tab> = TABS
        .iter()
        .map(|(id, label)| Tab::new(*id, *label))
        .collect();
    view! {
        <header class="page-head"><div>
            <PageTitle title="Data"/>
            <p class="lede">"Everything is kept in this browser. Bring data in, take it out, work with colleagues, and see every change."</p>
        </div></header>
        <Tabs name="data" label="Data" tabs=tabs selected on_select=select/>
        <TabPanel name="data" selected>
            {move || match selected.get().as_str() {
                "export" => view! { <export::ExportPart/> }.into_any(),
                "colleagues" => view! { <colleagues::ColleaguesPart/> }.into_any(),
                "backups" => view! { <backups::BackupsPart/> }.into_any(),
                "people" => view! { <rights::RightsPart/> }.into_any(),
                "history" => view! { <history::HistoryPart/> }.into_any(),
                "browser" => view! { <holding::HoldingPart/> }.into_any(),
                _ => view! { <import::ImportPart/> }.into_any(),
            }}
        </TabPanel>
    }
}

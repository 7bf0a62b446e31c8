//! Import, export, history and what this browser holds.

mod export;
mod grants_options;
mod history;
mod holding;
mod import;
mod mapping;
mod notices;
mod review;
mod wizard;

use crate::ui::weave::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use crate::ui::{
    frame::PageTitle,
    parts::{Tab, TabPanel, Tabs},
};

/// The page; which part is open stands in the address.
#[component]
pub fn DataPage() -> impl IntoView {
    let query = use_query_map();
    let selected = Memo::new(move |_| match query.get().get("tab").as_deref() {
        Some("export") => "export".to_owned(),
        Some("history") => "history".to_owned(),
        Some("browser") => "browser".to_owned(),
        _ => "import".to_owned(),
    });
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
    let tabs = vec![
        Tab::new("import", "Import"),
        Tab::new("export", "Export"),
        Tab::new("history", "History"),
        Tab::new("browser", "This browser"),
    ];
    view! {
        <header class="page-head"><div>
            <PageTitle title="Data"/>
            <p class="lede">"Everything is kept in this browser. Bring data in, take it out, and see every change."</p>
        </div></header>
        <Tabs name="data" label="Data" tabs=tabs selected on_select=select/>
        <TabPanel name="data" selected>
            {move || match selected.get().as_str() {
                "export" => view! { <export::ExportPart/> }.into_any(),
                "history" => view! { <history::HistoryPart/> }.into_any(),
                "browser" => view! { <holding::HoldingPart/> }.into_any(),
                _ => view! { <import::ImportPart/> }.into_any(),
            }}
        </TabPanel>
    }
}

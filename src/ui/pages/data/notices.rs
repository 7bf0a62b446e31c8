//! What a package of contract notices holds, before the dry run.

use std::sync::Arc;

use crate::ui::weave::prelude::*;

use super::wizard::{Source, Wizard};
use crate::{
    domain::counting::counted,
    exchange::ocds::NoticesFile,
    ui::parts::{Button, ButtonKind},
};

#[component]
pub(super) fn NoticesView(wizard: Wizard, file: Arc<NoticesFile>) -> impl IntoView {
    let publisher = match file.publisher().as_str() {
        "" => "an unnamed publisher".to_owned(),
        name => name.to_owned(),
    };
    let licence = match file.licence().as_str() {
        "" => "No licence is named in the file.".to_owned(),
        licence => format!("Licence: {licence}."),
    };
    let files = match file.files() {
        1 => String::new(),
        many => format!(" in {many} files"),
    };
    let holds = format!(
        "{} about {}{files} from {publisher}.",
        counted(file.notices(), "notice", "notices"),
        counted(file.len(), "opportunity", "opportunities")
    );
    let look = move || wizard.plan(Source::Notices(Arc::clone(&file)));
    view! {
        <p>{holds} " " {licence}</p>
        <p>"Each becomes one opportunity, however many notices tell of it. What you decided, wrote or expect of an opportunity that is here already stays; only what the buyer published is brought up to date. Names and addresses of contact points are left out."</p>
        <div class="form-actions row">
            <Button label="Look at what would change" kind=ButtonKind::Primary on_press=look/>
            <Button label="Choose another file" on_press=move || wizard.restart()/>
        </div>
    }
}

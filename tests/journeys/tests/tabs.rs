//! Two tabs of one browser, and a tab that one comes back to.

use anyhow::{Context, ensure};
use journeys::pages::{Data, Frame, Venture, few_ventures, nothing_yet};
use journeys::{
    Journey, Outcome, Page, Visit, button, dialog, field, has, heading, journeys, starts, text,
};
use serde_json::json;

pub(crate) const JOURNEYS: &[Journey] = journeys![
    two_tabs_see_each_other,
    two_tabs_edit_the_same_venture,
    comes_back_to_a_page_that_was_put_aside,
    what_was_not_stored_outlives_a_restored_backup,
    what_was_not_stored_goes_on_without_a_person_who_is_erased,
    an_edit_after_unheard_emptying_stays_out_of_what_is_new,
];

/// An edit shows in the other tab within this many milliseconds of *Saved*.
const SHOWN_WITHIN: f64 = 1_000.0;

async fn two_tabs_see_each_other(visit: &mut Visit) -> Outcome {
    let first = nothing_yet(visit).await?;
    Frame::of(&first).add_venture("Green Gym").await?;
    Frame::of(&first).saved().await?;
    let second = visit.open_tab("/ventures").await?;
    second.see(&text("Green Gym")).await?;
    Frame::of(&second).add_venture("Kitchen Table").await?;
    Frame::of(&second).saved().await?;
    first.go("/ventures").await?;
    first.see(&text("Kitchen Table")).await?;
    Frame::of(&second).add_venture("Homeward").await?;
    Frame::of(&second).saved().await?;
    first.see(&text("Homeward")).await?;
    Ok(())
}

/// Where a tab notes when it showed what it waited for; every tab of the browser can read it.
const NOTE: &str = "journey.shown";

/// From now on the page notes when it shows some words, by the clock that all tabs share.
async fn watch_for(page: &Page, words: &str) -> Outcome {
    const WATCH: &str = "
        const [note, words] = arguments;
        localStorage.removeItem(note);
        const watch = new MutationObserver(() => {
            if (!document.body.textContent.includes(words)) return;
            watch.disconnect();
            localStorage.setItem(note, Date.now());
        });
        watch.observe(document.body, { subtree: true, childList: true, characterData: true });";
    page.script(WATCH, vec![json!(NOTE), json!(words)]).await?;
    Ok(())
}

/// From now on the page notes when it says *Saved*.
async fn watch_for_saved(page: &Page) -> Outcome {
    const WATCH: &str = "
        const sign = document.querySelector('[role=status][data-state]');
        const body = document.body;
        new MutationObserver(() => { if (sign.dataset.state === 'saved') body.savedAt = Date.now(); })
            .observe(sign, { attributeFilter: ['data-state'] });";
    page.script(WATCH, vec![]).await?;
    Ok(())
}

/// One tab writes a field of a venture; the other shows it in time, without being looked at.
async fn written_here_shows_there(here: &Page, there: &Page, field: &str, words: &str) -> Outcome {
    watch_for(there, words).await?;
    watch_for_saved(here).await?;
    Venture::on(here).write(field, words).await?;
    Frame::of(here).saved().await?;
    let saved = here
        .script("return document.body.savedAt ?? null", vec![])
        .await?;
    let saved = saved.as_f64().context("it was never saved")?;
    // Read here: a tab that comes to the front would look for news by itself.
    let shown = here
        .until("the other tab shows it", async || {
            let note = "const at = localStorage.getItem(arguments[0]); return at && Number(at)";
            Ok(here.script(note, vec![json!(NOTE)]).await?.as_f64())
        })
        .await?;
    let took = shown - saved;
    println!("shown in the other tab {took} ms after it was saved");
    ensure!(
        took < SHOWN_WITHIN,
        "the other tab showed {words:?} only {took} ms after it was saved"
    );
    there.see(&Venture::says(field, words)).await?;
    Ok(())
}

async fn two_tabs_edit_the_same_venture(visit: &mut Visit) -> Outcome {
    let first = few_ventures(visit).await?;
    Venture::open(&first, "Green Gym").await?;
    let address = first.address().await?;
    let second = visit.open_tab(&address).await?;
    second.see(&heading("Green Gym").level(1)).await?;
    written_here_shows_there(&second, &first, "In one line", "Gardens on prescription").await?;
    written_here_shows_there(
        &first,
        &second,
        "Who it is for",
        "Adults with long-term pain",
    )
    .await?;
    for page in [&first, &second] {
        page.see(&Venture::says("In one line", "Gardens on prescription"))
            .await?;
        page.reload().await?;
        page.see(&Venture::says(
            "Who it is for",
            "Adults with long-term pain",
        ))
        .await?;
        page.see(&Venture::says("In one line", "Gardens on prescription"))
            .await?;
    }
    Ok(())
}

async fn comes_back_to_a_page_that_was_put_aside(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Venture::open(&page, "Green Gym").await?;
    // Another address of the same host, but no page of the app: the app's page may be kept, standing still.
    // Browsers dress such a file up in styles of their own, which the policy it is served with forbids.
    visit.tolerate("favicon.ico");
    visit.tolerate("/schema/workspace-1.json");
    page.go("/schema/workspace-1.json").await?;
    page.back().await?;
    page.see(&heading("Green Gym").level(1)).await?;
    Venture::on(&page)
        .write("In one line", "Walks and digging")
        .await?;
    Frame::of(&page).saved().await?;
    page.reload().await?;
    page.see(&Venture::says("In one line", "Walks and digging"))
        .await?;
    Ok(())
}

/// Writes what a venture is in one line into a tab whose storage is full for a moment, so that it stays in memory.
async fn write_without_storing(page: &Page, words: &str) -> Outcome {
    const REFUSE: &str = "
        const real = IDBDatabase.prototype.transaction;
        window.allowAgain = () => { IDBDatabase.prototype.transaction = real; };
        IDBDatabase.prototype.transaction = function (stores, mode, options) {
            if (mode === 'readwrite') throw new DOMException('Full', 'QuotaExceededError');
            return real.call(this, stores, mode, options);
        };";
    page.script(REFUSE, vec![]).await?;
    Venture::on(page).write("In one line", words).await?;
    page.see(&Frame::status().with("data-state", "unsaved"))
        .await?;
    page.script("window.allowAgain()", vec![]).await?;
    Ok(())
}

async fn what_was_not_stored_outlives_a_restored_backup(visit: &mut Visit) -> Outcome {
    let first = few_ventures(visit).await?;
    let backup = Data::on(&first).back_up(visit).await?;
    let second = visit.open_tab("/data").await?;
    Venture::open(&first, "Green Gym").await?;
    write_without_storing(&first, "Walks and digging").await?;
    Data::on(&second).restore(&backup).await?;
    // What is shown is the backup, and what was typed is offered beside it.
    first
        .see(&text(has("One change is only in this tab")))
        .await?;
    first
        .see(&Venture::says(
            "In one line",
            "Outdoor exercise on prescription",
        ))
        .await?;
    first
        .check_accessibility("a change that is only in this tab")
        .await?;
    first.click(&button("Download these changes")).await?;
    let (_, file) = visit.download(|name| name.contains("unsaved")).await?;
    first.click(&button("Let them go")).await?;
    first.see_no(&text(has("is only in this tab"))).await?;
    Data::on(&second).bring_back(&file).await?;
    Venture::open(&second, "Green Gym").await?;
    second
        .see(&Venture::says("In one line", "Walks and digging"))
        .await?;
    Ok(())
}

async fn what_was_not_stored_goes_on_without_a_person_who_is_erased(visit: &mut Visit) -> Outcome {
    const PEOPLE: &str = "Name;Role\nMarigold Quillfeather;Founder\n";
    let first = few_ventures(visit).await?;
    let people = visit.file("people.csv");
    std::fs::write(&people, PEOPLE)?;
    Data::on(&first).bring(&people).await?;
    let second = visit.open_tab("/people").await?;
    Data::on(&second)
        .find_person("Marigold Quillfeather")
        .await?;
    Venture::open(&first, "Green Gym").await?;
    write_without_storing(&first, "Walks led by Marigold Quillfeather").await?;
    Data::on(&second).erase("Marigold Quillfeather").await?;
    let without = Venture::says("In one line", "Walks led by [erased]");
    first.see(&without).await?;
    Frame::of(&first).saved().await?;
    first.reload().await?;
    first.see(&without).await?;
    Ok(())
}

/// Another tab empties the browser, and nobody hears of it.
async fn empty_unheard(page: &Page) -> Outcome {
    const EMPTY: &str = "
        const answered = request => new Promise((done, failed) => {
            request.onsuccess = () => done(request.result);
            request.onerror = () => failed(request.error);
        });
        const database = await answered(indexedDB.open('fledgling'));
        const transaction = database.transaction(['meta', 'log', 'pages'], 'readwrite');
        const [meta, log, pages] = ['meta', 'log', 'pages'].map(name => transaction.objectStore(name));
        const epoch = JSON.parse(new TextDecoder().decode(await answered(meta.get('epoch'))));
        meta.put(new Uint8Array(), `ended-${epoch}`);
        const put = (key, value) => meta.put(new TextEncoder().encode(JSON.stringify(value)), key);
        put('epoch', 'another');
        put('devices', []);
        log.clear();
        pages.clear();
        await new Promise(done => { transaction.oncomplete = done; });
        database.close();";
    page.script_async(EMPTY, vec![]).await?;
    Ok(())
}

async fn log_entries(page: &Page) -> anyhow::Result<serde_json::Value> {
    const COUNT: &str = "
        return new Promise(done => {
            indexedDB.open('fledgling').onsuccess = ({ target: { result: database } }) => {
                database.transaction('log').objectStore('log').count().onsuccess = ({ target }) => {
                    database.close();
                    done(target.result);
                };
            };
        });";
    page.script_async(COUNT, vec![]).await
}

async fn an_edit_after_unheard_emptying_stays_out_of_what_is_new(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    Venture::open(&page, "Green Gym").await?;
    Venture::on(&page).write("In one line", "Walks").await?;
    Frame::of(&page).saved().await?;
    ensure!(log_entries(&page).await?.as_u64() > Some(0));
    empty_unheard(&page).await?;
    page.press("n").await?;
    let form = dialog("Add a venture");
    page.fill(&field(starts("Name")).inside(&form), "Kitchen Table")
        .await?;
    page.click(&button("Add").inside(&form)).await?;
    // The entry was rolled back with the end it met; what was typed is offered beside what is here now.
    page.see(&text(has("only in this tab"))).await?;
    ensure!(
        log_entries(&page).await? == 0,
        "it was written all the same"
    );
    page.see(&button("Download these changes")).await?;
    Ok(())
}

//! Two colleagues at two computers, backups, and a person who is erased.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use journeys::pages::{Data, Destination, Frame, Venture, few_ventures};
use journeys::{
    Engine, Journey, Outcome, Page, Visit, button, dialog, field, has, heading, journeys, link,
    starts, tab, text,
};

pub(crate) const JOURNEYS: &[Journey] = journeys![
    who_worked_apart_end_with_the_same,
    a_sealed_file_opens_with_its_passphrase_only,
    changes_leave_by_the_share_sheet,
    a_backup_fills_an_empty_browser,
    a_backup_over_a_workspace_leaves_an_archive,
    backups_that_stopped_are_said_in_today,
    a_person_is_erased_from_all_that_is_stored,
];

const COLLEAGUES: &str = "/data?tab=colleagues";

/// Sends from a page, to a colleague by name or to anybody.
async fn send(visit: &Visit, page: &Page, to: Option<&str>) -> Result<PathBuf> {
    page.go(COLLEAGUES).await?;
    page.see(&heading("Send my changes")).await?;
    if let Some(name) = to {
        let whom = field(format!("What {name} does not have yet"));
        page.click(&whom).await?;
    }
    page.click(&button("Download my changes")).await?;
    let (_, file) = visit.download(|name| name.ends_with(".json")).await?;
    Ok(file)
}

async fn open(page: &Page, file: &Path) -> Outcome {
    page.go(COLLEAGUES).await?;
    page.upload(&field("Choose a colleague’s file"), file).await
}

async fn merge(page: &Page, file: &Path) -> Outcome {
    open(page, file).await?;
    page.click(&button("Merge").disabled(false)).await?;
    page.see(&text(has("Undo takes the merge back as one step")))
        .await?;
    Frame::of(page).saved().await?;
    Ok(())
}

async fn write(page: &Page, venture: &str, words: &str) -> Outcome {
    Venture::open(page, venture)
        .await?
        .write("In one line", words)
        .await?;
    Frame::of(page).saved().await?;
    Ok(())
}

async fn who_worked_apart_end_with_the_same(visit: &mut Visit) -> Outcome {
    let ruth = few_ventures(visit).await?;
    Frame::of(&ruth).say_who("Ruth Ade", "Coach").await?;
    let first = send(visit, &ruth, None).await?;

    let mut elsewhere = Visit::new(visit.engine)?;
    let sam = elsewhere.open("/data").await?;
    Frame::of(&sam).say_who("Sam Osei", "Coach").await?;
    merge(&sam, &first).await?;
    ensure!(
        Data::on(&sam).content_hash().await? == Data::on(&ruth).content_hash().await?,
        "the first file did not bring everything"
    );

    write(&sam, "Green Gym", "Gardens on prescription").await?;
    write(&sam, "Homeward", "Lifts and company").await?;
    write(&ruth, "Green Gym", "Walks on prescription").await?;
    Frame::of(&ruth).add_venture("Tin Whistles").await?;
    Frame::of(&ruth).saved().await?;

    // Only what the other lacks travels, and what clashes is said before.
    let news = send(&elsewhere, &sam, Some("Ruth Ade")).await?;
    take_in_with_a_clash(&ruth, &news).await?;
    let answer = send(visit, &ruth, Some("Sam Osei")).await?;
    merge(&sam, &answer).await?;
    let hash = Data::on(&ruth).content_hash().await?;
    ensure!(
        Data::on(&sam).content_hash().await? == hash,
        "they do not hold the same"
    );

    the_same_file_and_a_cut_one_change_nothing(&elsewhere, &sam, &answer).await?;
    ensure!(Data::on(&sam).content_hash().await? == hash);
    a_clash_is_settled(&sam).await?;
    let complaints = elsewhere.complaints().await?;
    ensure!(complaints.is_empty(), "elsewhere: {complaints:?}");
    Ok(())
}

async fn take_in_with_a_clash(page: &Page, news: &Path) -> Outcome {
    open(page, news).await?;
    page.see(&text(has("From Sam Osei"))).await?;
    page.see(&heading(has("Would clash"))).await?;
    page.click(&button("Merge").disabled(false)).await?;
    page.see(&text(has("Undo takes the merge back as one step")))
        .await?;
    Frame::of(page).saved().await?;
    Ok(())
}

async fn the_same_file_and_a_cut_one_change_nothing(
    visit: &Visit,
    page: &Page,
    file: &Path,
) -> Outcome {
    open(page, file).await?;
    page.see(&text(has("Everything in this file is here already")))
        .await?;
    let bytes = fs::read(file)?;
    let cut = visit.file("cut.json");
    fs::write(&cut, &bytes[..bytes.len() / 2])?;
    open(page, &cut).await?;
    page.see(&text(has("The file stops in the middle"))).await?;
    Ok(())
}

async fn a_clash_is_settled(page: &Page) -> Outcome {
    page.go(COLLEAGUES).await?;
    page.see(&text(has("Ruth Ade"))).await?;
    page.click(&button(has("“Walks on prescription”"))).await?;
    page.see(&text(has("Nothing to settle"))).await?;
    Frame::of(page).saved().await?;
    Venture::open(page, "Green Gym").await?;
    page.see(&Venture::says("In one line", "Walks on prescription"))
        .await?;
    Ok(())
}

async fn a_sealed_file_opens_with_its_passphrase_only(visit: &mut Visit) -> Outcome {
    let ruth = few_ventures(visit).await?;
    Frame::of(&ruth).say_who("Ruth Ade", "Coach").await?;
    ruth.go(COLLEAGUES).await?;
    ruth.click(&button("Seal my changes with a passphrase…"))
        .await?;
    let asks = dialog(starts("Seal"));
    ruth.fill(&field("Passphrase").inside(&asks), "otter")
        .await?;
    ruth.see(&text(has("Use four words or more")).inside(&asks))
        .await?;
    ruth.fill(
        &field("Passphrase").inside(&asks),
        "kettle otter window stamp",
    )
    .await?;
    ruth.see(&text(has("This holds")).inside(&asks)).await?;
    ruth.click(&button("Seal and download").inside(&asks))
        .await?;
    let (_, sealed) = visit.download(|name| name.ends_with(".json.age")).await?;
    let bytes = fs::read(&sealed)?;
    ensure!(bytes.starts_with(b"age-encryption.org/v1"));
    ensure!(!String::from_utf8_lossy(&bytes).contains("Green Gym"));

    let mut elsewhere = Visit::new(visit.engine)?;
    // The door of the import knows where the file belongs.
    let sam = elsewhere.open("/data").await?;
    sam.upload(&field("Choose a file to import"), &sealed)
        .await?;
    sam.fill(&field("Its passphrase"), "kettle otter window")
        .await?;
    sam.click(&button("Open").disabled(false)).await?;
    sam.see(&text(has("This passphrase does not open the file")))
        .await?;
    sam.fill(&field("Its passphrase"), "kettle otter window stamp")
        .await?;
    sam.click(&button("Open").disabled(false)).await?;
    sam.see(&text(has("From Ruth Ade"))).await?;
    sam.click(&button("Merge").disabled(false)).await?;
    Frame::of(&sam).saved().await?;
    Venture::open(&sam, "Green Gym").await?;
    Ok(())
}

async fn a_backup_fills_an_empty_browser(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    page.see(&link(has("Never backed up"))).await?;
    let hash = Data::on(&page).content_hash().await?;
    let backup = Data::on(&page).back_up(visit).await?;
    page.see(&link(has("Backed up today"))).await?;
    Data::on(&page).empty().await?;
    page.go("/data?tab=backups").await?;
    page.upload(&field("Choose a backup to restore"), &backup)
        .await?;
    let asks = dialog("Restore this backup?");
    page.see(&text(has("nothing is replaced")).inside(&asks))
        .await?;
    page.click(&button("Restore").inside(&asks)).await?;
    page.see(&text(starts("Restored "))).await?;
    ensure!(
        Data::on(&page).content_hash().await? == hash,
        "the restored workspace is not the one that was backed up"
    );
    Ok(())
}

async fn a_backup_over_a_workspace_leaves_an_archive(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let backup = Data::on(&page).back_up(visit).await?;
    write(&page, "Green Gym", "Written after the backup").await?;
    Data::on(&page).restore(&backup).await?;
    page.click(&button(starts("Download")).saying("Download"))
        .await?;
    let (_, archive) = visit
        .download(|name| name.contains("before-restoring"))
        .await?;
    ensure!(fs::read_to_string(archive)?.contains("Written after the backup"));
    Venture::open(&page, "Green Gym").await?;
    page.see(&Venture::says(
        "In one line",
        "Outdoor exercise on prescription",
    ))
    .await?;
    Ok(())
}

/// Lets the browser's own store of files stand for the folder that a person chooses. `may` is what the page is allowed
/// until it asks; the person then always says yes.
async fn may_write_into_a_folder(page: &Page, may: &str) -> Outcome {
    const FOLDER: &str = "
        let [may] = arguments;
        window.showDirectoryPicker = async () => {
            const root = await navigator.storage.getDirectory();
            return root.getDirectoryHandle('backups', { create: true });
        };
        FileSystemHandle.prototype.queryPermission = async () => may;
        FileSystemHandle.prototype.requestPermission = async () => (may = 'granted');";
    page.script(FOLDER, vec![may.into()]).await?;
    Ok(())
}

async fn backups_that_stopped_are_said_in_today(visit: &mut Visit) -> Outcome {
    if visit.engine != Engine::Chromium {
        eprintln!("skipped: this engine lets no page write into a folder");
        return Ok(());
    }
    let page = few_ventures(visit).await?;
    page.go("/data?tab=backups").await?;
    may_write_into_a_folder(&page, "granted").await?;
    page.click(&button("Choose a folder…")).await?;
    page.see(&text(has("Backups are written into the folder")))
        .await?;
    page.see(&link(has("Backed up today"))).await?;
    may_write_into_a_folder(&page, "prompt").await?;
    page.click(&tab("Export")).await?;
    page.click(&tab("Backups")).await?;
    page.see(&text("Backups have stopped")).await?;
    Frame::of(&page).go(Destination::Today).await?;
    page.see(&text(has("no longer lets Fledgling write")))
        .await?;
    page.click(&link("See to the backups")).await?;
    page.click(&button("Allow it again")).await?;
    page.see(&text(has("Backups are written into the folder")))
        .await?;
    Frame::of(&page).go(Destination::Today).await?;
    page.see_no(&text(has("no longer lets Fledgling write")))
        .await
}

async fn changes_leave_by_the_share_sheet(visit: &mut Visit) -> Outcome {
    // No engine has a share sheet under a driver: this one takes what real ones take, and keeps it.
    const SHEET: &str = "
        const put = (name, value) => Object.defineProperty(navigator, name, { value, configurable: true });
        put('canShare', data => data.files?.length === 1 && data.files[0].name.endsWith('.txt'));
        put('share', async data => { window.shared = await data.files[0].text(); });";
    let ruth = few_ventures(visit).await?;
    Frame::of(&ruth).say_who("Ruth Ade", "Coach").await?;
    ruth.go(COLLEAGUES).await?;
    ruth.see(&heading("Send my changes")).await?;
    ruth.script(SHEET, vec![]).await?;
    // The page is drawn anew, now that there is one.
    ruth.click(&tab("Backups")).await?;
    ruth.see(&heading("The last backup")).await?;
    ruth.click(&tab("Colleagues")).await?;
    ruth.click(&button("Share my changes…")).await?;
    let ready = dialog("Your changes are ready");
    ruth.see(&text(has("changes.")).inside(&ready)).await?;
    ruth.check_accessibility("changes that are ready").await?;
    ruth.click(&button("Share…").inside(&ready)).await?;
    ruth.see(&text(has("It was handed to the app that you chose")))
        .await?;
    let shared = ruth.script("return window.shared ?? null", vec![]).await?;
    let file = visit.file("shared.txt");
    fs::write(&file, shared.as_str().context("nothing was shared")?)?;

    let mut elsewhere = Visit::new(visit.engine)?;
    let sam = elsewhere.open("/data").await?;
    merge(&sam, &file).await?;
    ensure!(
        Data::on(&sam).content_hash().await? == Data::on(&ruth).content_hash().await?,
        "what was shared is not everything"
    );
    Ok(())
}

/// Everything that the browser keeps for the app, as text.
async fn stored(page: &Page) -> Result<String> {
    const READ: &str = "
        const answered = request => new Promise((done, failed) => {
            request.onsuccess = () => done(request.result);
            request.onerror = () => failed(request.error);
        });
        const words = value => {
            if (value instanceof Uint8Array || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
            return typeof value === 'string' ? value : JSON.stringify(value);
        };
        let all = JSON.stringify(Object.entries(localStorage));
        for (const name of ['fledgling', 'fledgling-safekeeping']) {
            const database = await answered(indexedDB.open(name));
            for (const store of database.objectStoreNames) {
                const values = await answered(database.transaction(store).objectStore(store).getAll());
                all += values.map(words).join();
            }
            database.close();
        }
        return all;";
    let all = page.script_async(READ, vec![]).await?;
    Ok(all.as_str().context("text")?.to_owned())
}

const PEOPLE: &str = "\
Name;Role;Email
Marigold Quillfeather;Founder;marigold@quillfeather.example
Amina Yusuf;Founder;amina@example.org
";

async fn a_person_is_erased_from_all_that_is_stored(visit: &mut Visit) -> Outcome {
    let page = few_ventures(visit).await?;
    let people = visit.file("people.csv");
    fs::write(&people, PEOPLE)?;
    Data::on(&page).bring(&people).await?;
    write(&page, "Green Gym", "Walks led by Marigold Quillfeather").await?;
    write(&page, "Homeward", "Tea with Mrs Quillfeather").await?;
    ensure!(stored(&page).await?.contains("Quillfeather"));

    Data::on(&page).find_person("Marigold Quillfeather").await?;
    page.see(&link("Green Gym")).await?;
    // Her surname alone stands elsewhere, and a machine cannot tell whether it is hers.
    page.see(&text(has("Tea with Mrs Quillfeather"))).await?;
    page.see(&text(has("Fledgling cannot find nicknames")))
        .await?;
    page.check_accessibility("everything about a person")
        .await?;
    page.click(&field("“Quillfeather”")).await?;
    page.click(&button("Look for the ticked ones as well"))
        .await?;
    page.see_no(&button("Look for the ticked ones as well"))
        .await?;
    page.click(&button("Download all of it")).await?;
    let (_, about) = visit.download(|name| name.starts_with("about-")).await?;
    ensure!(fs::read_to_string(about)?.contains("Walks led by"));

    Data::on(&page).erase("Marigold Quillfeather").await?;
    let kept = stored(&page).await?.to_lowercase();
    ensure!(!kept.contains("quillfeather") && !kept.contains("marigold"));
    ensure!(kept.contains("amina yusuf"));
    Venture::open(&page, "Green Gym").await?;
    page.see(&text(has("Walks led by"))).await?;
    page.reload().await?;
    page.see(&heading("Green Gym").level(1)).await?;
    Ok(())
}

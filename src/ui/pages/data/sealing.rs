//! Passphrases: typing one to seal a file, and typing one to open it. What seals and opens is fetched when it is first
//! wanted, and by nothing else.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;

use crate::{
    exchange::sealing::{self, SealError, Strength, advice, is_sealed},
    ui::{
        files::{Chosen, DropZone, OF_ANY_KIND, Waiting, only_one, read},
        on_demand::{arrive, part},
        parts::{Button, ButtonKind, Dialog, DialogSize, Icon, TextField, focus_soon},
        weave::prelude::*,
    },
};

type Work = fn(&[u8], &str) -> Result<Vec<u8>, SealError>;

part! { SEAL, sealing: Work = sealing::seal }
part! { OPEN, sealing: Work = sealing::open }
part! { AS_TEXT, sealing: fn(&[u8]) -> Vec<u8> = sealing::as_text }

/// Long enough for the page to say what it is about to do.
const FOR_PAINT_MS: u32 = 40;
const NOT_ARRIVED: &str = "The part of Fledgling that works with passphrases has to be fetched once, and did not arrive. Nothing was changed. Check your connection, then try again.";

/// A sealed file as text, for ways out that let nothing else through.
pub(super) async fn sealed_as_text(sealed: &[u8]) -> Option<Vec<u8>> {
    arrive(&AS_TEXT).await.map(|work| work(sealed))
}

/// Seals a file made of parts. Nothing is kept of the passphrase.
pub(super) async fn seal(parts: Vec<Vec<u8>>, passphrase: String) -> Result<Vec<u8>, String> {
    let work = arrive(&SEAL).await.ok_or(NOT_ARRIVED)?;
    TimeoutFuture::new(FOR_PAINT_MS).await;
    work(&parts.concat(), &passphrase).map_err(|error| error.to_string())
}

async fn open(sealed: &[u8], passphrase: &str) -> Result<Vec<u8>, String> {
    let work = arrive(&OPEN).await.ok_or(NOT_ARRIVED)?;
    TimeoutFuture::new(FOR_PAINT_MS).await;
    work(sealed, passphrase).map_err(|error| error.to_string())
}

/// Asks for the passphrase that a file is sealed with.
#[component]
pub(super) fn SealDialog(
    /// What is to be sealed, as it stands in a sentence.
    #[prop(into)]
    what: Signal<String>,
    open: RwSignal<bool>,
    /// What the button says.
    #[prop(optional)]
    label: Option<&'static str>,
    #[prop(into)] on_seal: Callback<String>,
) -> impl IntoView {
    let label = label.unwrap_or("Seal and download");
    let passphrase = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let close = move || {
        passphrase.set(String::new());
        error.set(None);
        open.set(false);
    };
    let go = move || {
        let typed = passphrase.get_untracked();
        if typed.is_empty() {
            error.set(Some("Please type a passphrase.".to_owned()));
            return;
        }
        close();
        on_seal.run(typed);
    };
    let strength = move || match passphrase.with(|typed| advice(typed).strength) {
        Strength::Weak => "weak",
        Strength::Fair => "fair",
        Strength::Good => "good",
    };
    view! {
        <Dialog open on_close=close title=Signal::derive(move || format!("Seal {}", what.get())) size=DialogSize::Small>
            <form class="form" on:submit=move |event| { event.prevent_default(); go(); }>
                <p>"The file can then be opened only with this passphrase: here, or with the age program. Fledgling keeps it nowhere, and nobody can bring it back."</p>
                <TextField label="Passphrase" hint="You can see it while you type, so that you can note it down." value=passphrase error autofocus=true/>
                <p class="advice" role="status" data-strength=strength>{move || passphrase.with(|typed| advice(typed).words)}</p>
                <div class="dialog-actions">
                    <Button label=label kind=ButtonKind::Primary submit=true on_press=|| ()/>
                    <Button label="Cancel" on_press=close/>
                </div>
            </form>
        </Dialog>
    }
}

/// A place for a file: drop it or choose it. When it is sealed, its passphrase is asked for first.
#[component]
pub(super) fn FileDoor(
    /// What stands there.
    title: &'static str,
    /// Which files belong here.
    about: &'static str,
    /// The name of the control aloud.
    choose: &'static str,
    /// Where a problem is told.
    error: RwSignal<Option<String>>,
    /// Called with the file's name and its content, opened.
    #[prop(into)]
    on_open: Callback<(String, Vec<u8>)>,
) -> impl IntoView {
    let sealed = RwSignal::new(None::<(String, Arc<Vec<u8>>)>);
    let take = move |files: Waiting| {
        error.set(None);
        let file = match only_one(files.take()) {
            Ok(file) => file,
            Err(problem) => return error.set(Some(problem)),
        };
        spawn_local(async move {
            let Some(file) = file else { return };
            match read(&file).await {
                Err(problem) => error.try_set(Some(problem)),
                Ok(Chosen { name, bytes }) if is_sealed(&bytes) => {
                    sealed.try_set(Some((name, Arc::new(bytes))));
                    focus_soon(PASSPHRASE);
                }
                Ok(Chosen { name, bytes }) => on_open.run((name, bytes)),
            }
        });
    };
    let zone = move || {
        view! { <DropZone picture=Icon::Upload title about choose accept=OF_ANY_KIND on_files=take/> }.into_any()
    };
    let opened = move |content: (String, Vec<u8>)| {
        sealed.set(None);
        on_open.run(content);
    };
    move || match sealed.get() {
        None => zone(),
        Some((name, bytes)) => {
            view! { <Unseal name bytes on_open=opened on_other=move || sealed.set(None)/> }
                .into_any()
        }
    }
}

/// Where the passphrase of a sealed file is typed.
pub(super) const PASSPHRASE: &str = "file-passphrase";

/// Asks for the passphrase of a sealed file.
#[component]
pub(super) fn Unseal(
    name: String,
    bytes: Arc<Vec<u8>>,
    /// Called with the file's name and its content, opened.
    #[prop(into)]
    on_open: Callback<(String, Vec<u8>)>,
    /// Called when another file is wanted.
    #[prop(into)]
    on_other: Callback<()>,
) -> impl IntoView {
    let passphrase = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let working = RwSignal::new(false);
    let title = format!("{name} is sealed");
    let plain_name = name.strip_suffix(".age").unwrap_or(&name).to_owned();
    let go = move || {
        if working.get_untracked() {
            return;
        }
        working.set(true);
        error.set(None);
        let (bytes, plain_name) = (Arc::clone(&bytes), plain_name.clone());
        spawn_local(async move {
            let outcome = open(&bytes, &passphrase.get_untracked()).await;
            // The page may have been left meanwhile.
            if working.try_get_untracked().is_none() {
                return;
            }
            working.set(false);
            match outcome {
                Ok(content) => on_open.run((plain_name, content)),
                Err(problem) => {
                    error.set(Some(problem));
                    focus_soon(PASSPHRASE);
                }
            }
        });
    };
    view! {
        <form class="form unseal" on:submit=move |event| { event.prevent_default(); go(); }>
            <h3>{title}</h3>
            <TextField label="Its passphrase" hint="Ask whoever sent it, in another way than the file came." value=passphrase error id=PASSPHRASE/>
            <div class="form-actions row">
                <Button label="Open" kind=ButtonKind::Primary submit=true disabled=working on_press=|| ()/>
                <Button label="Choose another file" on_press=on_other/>
                {move || working.get().then(|| view! { <span role="status">"Trying the passphrase…"</span> })}
            </div>
        </form>
    }
}

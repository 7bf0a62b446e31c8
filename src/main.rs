//! The entry points: in a browser it wires the browser's adapters to the interface; elsewhere it is the data tool.

#[cfg(target_arch = "wasm32")]
use fledgling::{browser::updates, ui::updates::Updates};

#[cfg(target_arch = "wasm32")]
fn main() {
    fledgling::browser::panics::show_panics_on_the_rescue_page();
    let updates = Updates {
        watch: |ears| {
            updates::watch_for_updates(updates::UpdateNews {
                ready: ears.ready,
                offline_ready: ears.offline_ready,
                replaced: ears.replaced,
            });
        },
        take_over: updates::take_over,
        reload: updates::reload,
    };
    fledgling::ui::start(fledgling::browser::host(), updates);
}

#[cfg(not(target_arch = "wasm32"))]
mod data_tool;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    data_tool::main()
}

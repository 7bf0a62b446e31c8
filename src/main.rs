//! The browser's entry point: wires the browser's adapters to the interface.

#[cfg(target_arch = "wasm32")]
fn main() {
    fledgling::browser::panics::show_panics_on_the_rescue_page();
    fledgling::ui::start(fledgling::browser::host());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Fledgling runs in a browser: `cargo xtask serve` builds and serves it.");
}

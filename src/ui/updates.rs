//! Newer versions of the app, as the interface sees them. `main.rs` wires this to the browser.

use std::rc::Rc;

/// What to call when something about versions happens.
#[derive(Clone)]
pub struct UpdateEars {
    /// A newer version waits.
    pub ready: Rc<dyn Fn()>,
    /// The app opens without a network from now on.
    pub offline_ready: Rc<dyn Fn()>,
    /// A newer version took over: stop writing and reload.
    pub replaced: Rc<dyn Fn()>,
}

/// What the machine can do about versions.
#[derive(Clone, Copy)]
pub struct Updates {
    /// Starts listening.
    pub watch: fn(UpdateEars),
    /// Lets the waiting version take over.
    pub take_over: fn(),
    /// Loads the page again.
    pub reload: fn(),
}

//! Whether the machine believes it has a network.

/// True unless the browser is sure that there is none.
pub(super) fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

//! Adapters to the browser.

//! What the browser's HTML parser does to a template, as far as it matters here.

/// Elements without content and without an end tag.
pub(crate) const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements before which the parser closes an open `<p>`.
const BLOCKS: &[&str] = &[
    "article", "aside", "details", "dialog", "div", "dl", "fieldset", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "section",
    "table", "ul",
];

/// Elements that are drawn inside an `<svg>` only.
const DRAWN: &[&str] = &["circle", "ellipse", "g", "line", "path", "polyline", "rect"];

/// Why the parser would not build this element here as written, if so.
pub(crate) fn misplaced(element: &str, parents: &[String]) -> Option<String> {
    let inside = |name: &str| parents.iter().any(|parent| parent == name);
    let parent = parents.last().map_or("", String::as_str);
    if inside("p") && BLOCKS.contains(&element) {
        return Some(format!("<{element}> cannot stand inside <p>"));
    }
    if parent == "table" && matches!(element, "tr" | "td" | "th") {
        return Some(format!("<{element}> needs a <thead> or <tbody> around it"));
    }
    if matches!(element, "a" | "button" | "form" | "option") && inside(element) {
        return Some(format!("<{element}> cannot stand inside another"));
    }
    if DRAWN.contains(&element) && !inside("svg") {
        return Some(format!("<{element}> must be written inside its <svg>"));
    }
    None
}

/// Text as it stands between tags.
pub(crate) fn text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Text as it stands between double quotes.
pub(crate) fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}

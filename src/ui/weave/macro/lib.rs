//! The `view!` macro of Fledgling.
//!
//! It reads the same notation as Leptos's own `view!`. What differs is what comes out: the part of a
//! view that never changes becomes one string of HTML, which the browser parses once and copies from
//! then on; only what changes becomes code, and that code calls the functions of `ui::weave`, which
//! exist once. Leptos's macro makes a type for each element and machine code for each type, which for
//! this app weighed more than twice its whole size budget.

mod html;
mod names;
mod template;

use proc_macro::TokenStream;
use quote::quote;
use rstml::{Parser, ParserConfig};

/// Makes a `View` from markup with expressions in it. Notation: as in Leptos, namely `attr=value`,
/// `class:name=on`, `style:property=value`, `prop:name=value`, `on:event=handler`, `node_ref=handle`,
/// `{child}`, `"text"`, `<Component prop=value>children</Component>` and `let:name` there.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    let config = ParserConfig::new()
        .recover_block(true)
        .always_self_closed_elements(html::VOID.iter().copied().collect());
    let (nodes, diagnostics) = Parser::new(config)
        .parse_recoverable(proc_macro2::TokenStream::from(tokens))
        .split_vec();
    let problems = diagnostics
        .into_iter()
        .map(|problem| problem.emit_as_expr_tokens())
        .collect::<Vec<_>>();
    let view = template::roots(&nodes);
    quote! {{ #(#problems;)* #view }}.into()
}

//! From markup to one template and the calls that fill it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use rstml::node::{
    FnBinding, KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeBlock, NodeElement,
    NodeName,
};
use syn::{Block, Expr, Stmt, spanned::Spanned};

use crate::{
    html,
    names::{self, Sets},
};

type Piece = Node;
type Element = NodeElement<rstml::Infallible>;

/// The view of some nodes side by side.
pub(crate) fn roots(nodes: &[Piece]) -> TokenStream {
    let nodes = without_comments(nodes);
    if let [only] = nodes.as_slice()
        && let Some(dynamic) = dynamic(only)
    {
        return quote!(crate::ui::weave::IntoView::into_view(#dynamic));
    }
    let mut template = Template::default();
    let walk = template.children(&nodes, &mut Vec::new());
    let Template {
        html, steps, woven, ..
    } = template;
    let walk = walk.trim_end_matches('u');
    quote! {
        let #woven = crate::ui::weave::weave(#html, #walk);
        #(#steps)*
        #woven.view()
    }
}

/// Markup as HTML, the way through it, and what is done on the way.
struct Template {
    html: String,
    steps: Vec<TokenStream>,
    spots: usize,
    woven: Ident,
}

impl Default for Template {
    fn default() -> Self {
        Self {
            html: String::new(),
            steps: Vec::new(),
            spots: 0,
            woven: Ident::new("woven", Span::mixed_site()),
        }
    }
}

impl Template {
    fn spot(&mut self) -> usize {
        self.spots += 1;
        self.spots - 1
    }

    /// Writes siblings; gives the way through them: `d`own, `r`ight, `u`p, `*` for a spot.
    /// Empty where there is no spot among them.
    fn children(&mut self, nodes: &[&Piece], parents: &mut Vec<String>) -> String {
        let mut walk = String::new();
        let mut after_text = false;
        for node in nodes {
            if let Some(text) = static_text(node) {
                if text.is_empty() {
                    continue;
                }
                self.html.push_str(&html::text(&text));
                if !after_text {
                    walk.push(if walk.is_empty() { 'd' } else { 'r' });
                }
                after_text = true;
                continue;
            }
            after_text = false;
            walk.push(if walk.is_empty() { 'd' } else { 'r' });
            if let Some(value) = dynamic(node) {
                self.html.push_str("<!>");
                walk.push('*');
                let (at, woven) = (self.spot(), &self.woven);
                self.steps
                    .push(quote_spanned!(node.span()=> #woven.child(#at, #value);));
            } else if let Node::Element(element) = node {
                let inside = self.element(element, parents);
                walk.push_str(&inside);
            }
        }
        if !walk.contains('*') {
            return String::new();
        }
        let end = walk.trim_end_matches('r').len();
        walk.truncate(end);
        walk.push('u');
        walk
    }

    /// Writes an element; gives the way through it, back to itself.
    fn element(&mut self, element: &Element, parents: &mut Vec<String>) -> String {
        let name = element.name().to_string();
        if let Some(why) = html::misplaced(&name, parents) {
            self.steps
                .push(quote_spanned!(element.name().span()=> compile_error!(#why);));
        }
        self.html.push('<');
        self.html.push_str(&name);
        let mut changing = Vec::new();
        for attribute in element.attributes() {
            if let Some(set) = self.attribute(attribute) {
                changing.push(set);
            }
        }
        self.html.push('>');
        if html::VOID.contains(&name.as_str()) {
            return self.mark(changing, None);
        }
        let children = without_comments(element.children());
        let walk = if let [only] = children.as_slice()
            && let Some(value) = dynamic(only)
        {
            self.mark(changing, Some((only.span(), value)))
        } else {
            let mut walk = self.mark(changing, None);
            parents.push(name.clone());
            walk.push_str(&self.children(&children, parents));
            parents.pop();
            walk
        };
        self.html.push_str("</");
        self.html.push_str(&name);
        self.html.push('>');
        walk
    }

    /// Makes the element that was just opened a spot, if anything about it changes.
    fn mark(
        &mut self,
        changing: Vec<(Span, TokenStream)>,
        only_child: Option<(Span, TokenStream)>,
    ) -> String {
        if changing.is_empty() && only_child.is_none() {
            return String::new();
        }
        let (at, woven) = (self.spot(), self.woven.clone());
        for (span, call) in changing {
            self.steps
                .push(quote_spanned!(span=> #woven.at(#at).#call;));
        }
        if let Some((span, value)) = only_child {
            self.steps
                .push(quote_spanned!(span=> #woven.fill(#at, #value);));
        }
        "*".to_owned()
    }

    /// Writes an attribute that never changes; gives the call that sets one that may.
    fn attribute(&mut self, attribute: &NodeAttribute) -> Option<(Span, TokenStream)> {
        let attribute = match attribute {
            NodeAttribute::Attribute(attribute) => attribute,
            NodeAttribute::Block(block) => {
                let call = quote!(unknown(compile_error!("an attribute needs a name")));
                return Some((block.span(), call));
            }
        };
        let sets = names::of_attribute(&attribute.key);
        let value = attribute.value();
        if let Sets::Attribute(name) = &sets {
            match (attribute.value_literal_string(), value) {
                (_, None) => {
                    self.html.push_str(&format!(" {name}=\"\""));
                    return None;
                }
                (Some(literal), _) if !is_flag(value) => {
                    let literal = html::attribute(&literal);
                    self.html.push_str(&format!(" {name}=\"{literal}\""));
                    return None;
                }
                _ => {}
            }
        }
        let value = value.map_or_else(|| quote!(true), plain_expression);
        let call = match sets {
            Sets::Attribute(name) => quote!(attribute(#name, #value)),
            Sets::Class(name) => quote!(class(#name, #value)),
            Sets::Style(name) => quote!(style(#name, #value)),
            Sets::Property(name) => quote!(property(#name, #value)),
            Sets::Handle => quote!(handle(#value)),
            Sets::Event(name) => {
                let event = names::event_type(&name);
                quote!(on::<#event>(#name, #value))
            }
        };
        Some((attribute.key.span(), call))
    }
}

/// What a node other than an element or a text evaluates to.
fn dynamic(node: &Piece) -> Option<TokenStream> {
    match node {
        Node::Block(block) => Some(block_value(block)),
        Node::Element(element) if names::is_component(element.name()) => Some(component(element)),
        Node::Fragment(fragment) => {
            let inside = roots(fragment.children());
            Some(quote!({ #inside }))
        }
        _ => None,
    }
}

/// Builds a component from its properties.
fn component(element: &Element) -> TokenStream {
    let name = element.name();
    let mut bindings = Vec::new();
    let mut properties = Vec::new();
    for attribute in element.attributes() {
        match attribute {
            NodeAttribute::Attribute(attribute) => {
                match attribute.key.to_string().strip_prefix("let:") {
                    Some(bound) => bindings.push(format_ident!("{bound}")),
                    None => properties.push(property(attribute)),
                }
            }
            NodeAttribute::Block(block) => {
                properties.push(quote_spanned!(block.span()=> .unknown(compile_error!("a property needs a name"))));
            }
        }
    }
    let children = without_comments(element.children());
    if !children.is_empty() {
        let inside = roots(element.children());
        properties.push(if bindings.is_empty() {
            quote!(.children(crate::ui::weave::ToChildren::to_children(move || { #inside })))
        } else {
            quote!(.children(move |#(#bindings),*| { #inside }))
        });
    }
    quote_spanned! {name.span()=>
        ::leptos::component::component_view(
            #name,
            ::leptos::component::component_props_builder(&#name) #(#properties)* .build()
        )
    }
}

fn property(attribute: &KeyedAttribute) -> TokenStream {
    let NodeName::Path(key) = &attribute.key else {
        let span = attribute.key.span();
        return quote_spanned!(span=> .unknown(compile_error!("a property is one word")));
    };
    let value = match &attribute.possible_value {
        KeyedAttributeValue::Binding(FnBinding { .. }) => {
            quote!(compile_error!("a property needs a value"))
        }
        // `<Dialog open/>` hands on a variable of the same name.
        KeyedAttributeValue::None => quote!(#key),
        KeyedAttributeValue::Value(_) => attribute
            .value()
            .map_or_else(|| quote!(()), plain_expression),
    };
    quote_spanned!(key.span()=> .#key(#value))
}

/// An expression without the braces that markup needed around it.
fn plain_expression(expression: &Expr) -> TokenStream {
    match expression {
        Expr::Block(block) if block.attrs.is_empty() && block.label.is_none() => {
            plain_block(&block.block)
        }
        other => quote!(#other),
    }
}

fn block_value(block: &NodeBlock) -> TokenStream {
    match block {
        NodeBlock::ValidBlock(block) => plain_block(block),
        NodeBlock::Invalid(invalid) => quote!(#invalid),
    }
}

fn plain_block(block: &Block) -> TokenStream {
    match block.stmts.as_slice() {
        [Stmt::Expr(only, None)] => quote!(#only),
        _ => quote!(#block),
    }
}

fn is_flag(value: Option<&Expr>) -> bool {
    matches!(value, Some(Expr::Lit(literal)) if matches!(literal.lit, syn::Lit::Bool(_)))
}

fn static_text(node: &Piece) -> Option<String> {
    match node {
        Node::Text(text) => Some(text.value_string()),
        Node::RawText(text) => Some(text.to_string_best()),
        _ => None,
    }
}

fn without_comments(nodes: &[Piece]) -> Vec<&Piece> {
    nodes
        .iter()
        .filter(|node| !matches!(node, Node::Comment(_) | Node::Doctype(_)))
        .collect()
}

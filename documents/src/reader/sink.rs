//! Builds the tree of an HTML page and remembers on which lines its elements begin and end.
//!
//! The tree is `scraper`'s; all that is added are the lines, which html5ever knows and `scraper` drops, and a
//! count of elements and of how deep they are nested.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;

use html5ever::interface::ElementFlags;
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::{NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ParseOpts, QualName, parse_document};
use scraper::{Html, HtmlTreeSink};

use crate::error::ReadError;
use crate::limits;

/// The handle of an element in the tree.
pub(super) type Id = <HtmlTreeSink as TreeSink>::Handle;

/// So much is parsed between two looks at the limits. What one tag can cost is bounded by them, not by the page.
const PIECE: usize = 2048;

/// A parsed page.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) html: Html,
    places: HashMap<Id, Place>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    start: usize,
    end: usize,
    depth: usize,
}

impl Tree {
    /// The line on which an element's first tag ends.
    pub(super) fn start(&self, id: Id) -> Option<usize> {
        Some(self.places.get(&id)?.start)
    }

    /// The last line on which an element, or what is in it, has anything. html5ever says only of some elements where
    /// their last tag stands.
    pub(super) fn end(&self, id: Id) -> Option<usize> {
        let inner = self.html.tree.get(id)?.descendants();
        let places = inner.filter_map(|inner| self.places.get(&inner.id()));
        places.map(|place| place.end.max(place.start)).max()
    }
}

/// Parses a page, as browsers do.
pub(super) fn parse(text: &str) -> Result<Tree, ReadError> {
    let sink = LinedSink {
        inner: HtmlTreeSink::new(Html::new_document()),
        line: Cell::new(1),
        places: RefCell::default(),
        deepest: Cell::new(0),
    };
    let mut parser = parse_document(sink, ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, after) = rest.split_at(end);
        parser.process(StrTendril::from(piece));
        parser.tokenizer.sink.sink.within_limits()?;
        rest = after;
    }
    Ok(parser.finish())
}

struct LinedSink {
    inner: HtmlTreeSink,
    line: Cell<u64>,
    places: RefCell<HashMap<Id, Place>>,
    deepest: Cell<usize>,
}

impl LinedSink {
    fn here(&self) -> usize {
        usize::try_from(self.line.get()).unwrap_or(usize::MAX)
    }

    fn within_limits(&self) -> Result<(), ReadError> {
        let too_complex = |what, limit| Err(ReadError::TooComplex { what, limit });
        if self.places.borrow().len() > limits::MOST_ELEMENTS {
            return too_complex("HTML elements", limits::MOST_ELEMENTS);
        }
        match self.deepest.get() > limits::DEEPEST {
            true => too_complex("HTML elements inside each other", limits::DEEPEST),
            false => Ok(()),
        }
    }

    /// An element goes on until here.
    fn reached(&self, node: &Id) {
        if let Some(place) = self.places.borrow_mut().get_mut(node) {
            place.end = self.here();
        }
    }

    fn nested(&self, parent: Id, child: &NodeOrText<Id>) {
        let NodeOrText::AppendNode(child) = child else {
            return;
        };
        let mut places = self.places.borrow_mut();
        let depth = places.get(&parent).map_or(0, |place| place.depth) + 1;
        if let Some(place) = places.get_mut(child) {
            place.depth = depth;
            self.deepest.set(self.deepest.get().max(depth));
        }
    }
}

impl TreeSink for LinedSink {
    type Output = Tree;
    type Handle = Id;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree {
            html: self.inner.finish(),
            places: self.places.into_inner(),
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(line);
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Id {
        let id = self.inner.create_element(name, attrs, flags);
        let start = self.here();
        let place = Place {
            start,
            ..Place::default()
        };
        self.places.borrow_mut().insert(id, place);
        id
    }

    fn pop(&self, node: &Id) {
        self.reached(node);
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.nested(*parent, &child);
        self.reached(parent);
        self.inner.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        self.nested(*previous, &child);
        self.inner
            .append_based_on_parent_node(element, previous, child);
    }

    fn append_before_sibling(&self, sibling: &Id, new: NodeOrText<Id>) {
        self.nested(*sibling, &new);
        self.inner.append_before_sibling(sibling, new);
    }

    // What follows is `scraper`'s alone.

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        self.inner.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        self.inner.elem_name(target)
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.inner.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Id {
        self.inner.create_pi(target, data)
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.inner.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        self.inner.get_template_contents(target)
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        self.inner.same_node(one, other)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &Id) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        self.inner.reparent_children(node, new_parent);
    }
}

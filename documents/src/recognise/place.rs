//! Where an address of a page belongs: to the operation at hand, to another that it begins, or to all of them.

use super::{PageReader, address};
use crate::page::{Address, Cell, DocumentedOperation, Said};
use crate::vocabulary;

impl PageReader {
    pub(super) fn address(&mut self, line: address::Line, cell: &Cell) {
        let path = line
            .address
            .as_ref()
            .and_then(Address::path)
            .map(str::to_owned);
        if line.address.is_some() && path.is_none() {
            let fresh = line.address.filter(|address| {
                self.page
                    .environments
                    .iter()
                    .all(|known| known.url != address.url)
            });
            self.page.environments.extend(fresh);
            return;
        }
        if self.begins_with_address(path.as_deref()) {
            self.finish_operation();
        }
        // The address of an operation stands above its heading too, as in the data that a page is made from.
        let above = self.current.take_if(|current| {
            let same = |known: &Address| known.path().is_some() && known.path() == path.as_deref();
            current.title.is_none() && is_empty(current) && current.addresses.iter().any(same)
        });
        // Without headings, the line before the first word of an operation is its title.
        let title = self.headings.title().cloned();
        let title = title.or_else(|| self.before.take().filter(is_title_line));
        if self.current.is_none() && line.address.is_none() && title.is_none() {
            return;
        }
        let current = self.begin(title, cell.line);
        if let Some(above) = above {
            current.addresses = above.addresses;
            current.method = above.method;
        }
        if let Some(method) = line.method
            && current.method == Said::Silent
        {
            current.method = Said::Given(method);
        }
        let fresh = line.address.filter(|address| {
            current
                .addresses
                .iter()
                .all(|known| (&known.url, &known.path) != (&address.url, &address.path))
        });
        current.addresses.extend(fresh);
    }

    /// The request lines of a sample. Of several whole requests the last is what is documented; those before it, such as
    /// one for a token, are other calls.
    pub(super) fn request_lines(
        &mut self,
        mut lines: Vec<address::Line>,
        are_whole: bool,
        first: &Cell,
    ) {
        let path = |line: &address::Line| {
            let address = line.address.as_ref();
            address.and_then(Address::path).map(str::to_owned)
        };
        // `GET /v1/pay` above `POST /v1/pay` is a list of calls, and gives none of them its fields.
        let methods: Vec<_> = lines
            .iter()
            .filter_map(|line| line.method.as_ref().map(|method| method.value))
            .collect();
        let differ = methods.windows(2).any(|pair| pair.first() != pair.last());
        if differ && !are_whole {
            for line in &lines {
                let address = line.address.as_ref().map(|address| &address.cell);
                let cell = address.unwrap_or(first);
                let text = format!(
                    "`{}` stands in a list of calls, none of which is read",
                    cell.text
                );
                self.note(cell.line, text);
            }
            return;
        }
        let last = lines.last().map(path);
        if let Some(last) = last.filter(|_| are_whole) {
            let (kept, others): (Vec<_>, Vec<_>) =
                lines.into_iter().partition(|line| path(line) == last);
            lines = kept;
            for other in others.iter().filter_map(|other| other.address.as_ref()) {
                let path = other.path().unwrap_or_default();
                let text = format!(
                    "`{path}` stands in a sample before another request, and is taken for another call"
                );
                self.note(other.cell.line, text);
            }
        }
        for line in lines {
            let address = line.address.as_ref().map(|address| address.cell.clone());
            let method = line.method.as_ref().map(|method| method.cell.clone());
            let cell = address.clone().or(method).unwrap_or_else(|| first.clone());
            if address.is_none() {
                let text = format!("`{}` gives no address", cell.text);
                self.note(cell.line, text);
            }
            self.address(line, &cell);
        }
    }

    /// Whether an address begins another operation than the one at hand.
    fn begins_with_address(&self, path: Option<&str>) -> bool {
        let Some(current) = &self.current else {
            return false;
        };
        let full = !current.request.is_empty() || !current.answer.is_empty();
        let title = self.headings.title().map(|title| title.line);
        let known = current.title.as_ref().map(|title| title.line);
        // Below another heading of one part, an address is that of another operation.
        let elsewhere = self.elsewhere() || (title != known && title != self.standing.anchor);
        // Two operations may have one address; their headings tell them apart.
        if full && elsewhere {
            return true;
        }
        let Some(path) = path else {
            return !current.answer.is_empty();
        };
        let bare = |path: &'_ str| path.split('?').next().unwrap_or_default().to_owned();
        let path = bare(path);
        let same = |known: &str| {
            let known = bare(known);
            known.ends_with(&path) || path.ends_with(&known) || common_end(&known, &path)
        };
        let same = current.addresses.iter().filter_map(Address::path).any(same);
        let untitled = title.is_none() || !current.addresses.is_empty();
        let is_begun = !current.addresses.is_empty() || !current.samples.is_empty();
        !same && ((full && untitled) || (elsewhere && is_begun))
    }
}

fn is_empty(operation: &DocumentedOperation) -> bool {
    operation.request.is_empty() && operation.answer.is_empty()
}

/// Whether a line without a mark can be a title: short, and no sentence and no code.
fn is_title_line(cell: &Cell) -> bool {
    let text = &cell.text;
    text.chars().count() <= 60
        && !vocabulary::is_section(text)
        && !text.ends_with(['.', ':', ';', ',', '|', '}', '{', ')'])
}

/// Whether two paths of one operation differ only in how they begin, as between environments.
fn common_end(one: &str, other: &str) -> bool {
    let last_two = |path: &str| {
        path.rsplit('/')
            .take(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let segments = |path: &str| path.split('/').count();
    last_two(one) == last_two(other)
        && segments(one).abs_diff(segments(other)) <= 1
        && segments(one) > 3
}

//! Addresses of pages → environments of a spec and paths of its operations. An environment has one base address.

use std::collections::BTreeSet;

use kpg_documents::{Address, DocumentedOperation, Page, environment};

use super::citing::PageLine;

/// Where requests go, and what is open about it.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    pub(super) environments: Vec<Environment>,
    /// For each operation its path, and the place of it.
    pub(super) paths: Vec<Option<(String, PageLine)>>,
    pub(super) todos: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Environment {
    pub(super) name: String,
    pub(super) base: String,
    pub(super) place: PageLine,
}

/// The environments and the paths of the operations, each of which comes with the number of its page.
pub(super) fn addresses(pages: &[Page], operations: &[(usize, &DocumentedOperation)]) -> Addresses {
    let mut found = Addresses::default();
    for (number, page) in pages.iter().enumerate() {
        for address in &page.environments {
            // A host that no operation is called at is some other address: of a site, a mail, a firewall.
            if let Some(url) = address
                .url
                .as_deref()
                .filter(|_| address.environment.is_some())
            {
                found.environment(address, url, number);
            }
        }
    }
    for (page, operation) in operations {
        let bases: Vec<(&Address, &str)> = operation
            .addresses
            .iter()
            .filter_map(|address| Some((address, address.url.as_deref()?)))
            .collect();
        let urls: Vec<&str> = bases.iter().map(|(_, url)| *url).collect();
        let path = common_path(&urls);
        for (address, url) in &bases {
            let base = url.strip_suffix(path.as_str()).unwrap_or(url);
            found.environment(address, base, *page);
        }
        let plain = operation
            .addresses
            .iter()
            .find_map(|address| Some((address.path.clone()?, address.cell.line)));
        let full = bases.first().map(|(address, _)| (path, address.cell.line));
        let path = plain.or(full).filter(|(path, _)| !path.is_empty());
        // Which of several it is, the page does not say.
        let path = path.filter(|_| is_one_path(operation));
        let (plain, odd): (Vec<_>, Vec<_>) = path.into_iter().partition(|(path, _)| is_path(path));
        for (path, line) in odd {
            found
                .todos
                .push(format!("The path {path} (line {line}) cannot be read."));
        }
        found.paths.push(
            plain
                .into_iter()
                .next()
                .map(|(path, line)| (path, PageLine { page: *page, line })),
        );
    }
    found.keep_plain();
    found
}

/// Whether the addresses of an operation differ in their environments only.
fn is_one_path(operation: &DocumentedOperation) -> bool {
    let paths = operation.addresses.iter().filter_map(Address::path);
    let paths: BTreeSet<&str> = paths.map(|path| path.trim_end_matches('/')).collect();
    let ends: BTreeSet<&str> = paths
        .iter()
        .filter_map(|path| path.rsplit('/').next())
        .collect();
    ends.len() <= 1
}

/// Whether requests can go below an address.
fn is_base(base: &str) -> bool {
    let rest = base.strip_prefix("https://").unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = host.split_once(':').unwrap_or((host, "443"));
    let plain = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || "/._-~".contains(c))
    };
    let port = port.parse::<u16>().is_ok_and(|port| port > 0);
    let host =
        host.contains('.') && !host.starts_with('.') && !host.ends_with(['.', '-']) && plain(host);
    host && port && plain(path) && !rest.contains("..") && !rest.contains("//")
}

/// Whether a path is made of plain segments and of names in braces.
fn is_path(path: &str) -> bool {
    let plain = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-~".contains(c))
    };
    let segment = |segment: &str| match segment
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        Some(name) => plain(name),
        None => plain(segment) && !segment.starts_with(".."),
    };
    path.strip_prefix('/')
        .is_some_and(|rest| rest.trim_end_matches('/').split('/').all(segment))
}

/// The longest path that all addresses end in.
fn common_path(urls: &[&str]) -> String {
    let path = |url: &&str| {
        url.split_once("://")
            .and_then(|(_, rest)| rest.get(rest.find('/')?..))
            .unwrap_or_default()
            .to_owned()
    };
    let paths: Vec<String> = urls.iter().map(path).collect();
    let Some(first) = paths.first() else {
        return String::new();
    };
    let mut rest = first.as_str();
    while !paths.iter().all(|path| path.ends_with(rest)) {
        let next = rest.get(1..).and_then(|after| after.find('/'));
        rest = next
            .and_then(|next| rest.get(next + 1..))
            .unwrap_or_default();
    }
    rest.to_owned()
}

impl Addresses {
    fn environment(&mut self, address: &Address, base: &str, page: usize) {
        let word = address.environment.as_deref().unwrap_or_default();
        let known = environment(word);
        let place = PageLine {
            page,
            line: address.cell.line,
        };
        let name = known.unwrap_or("default").to_owned();
        let base = base.trim_end_matches('/').to_owned();
        let mut bases = self.environments.iter().map(|known| known.base.as_str());
        if known.is_none() && bases.any(|known| known == base) {
            return;
        }
        if let Some(other) = self
            .environments
            .iter_mut()
            .find(|other| other.name == name)
        {
            // The base is what all operations have in common.
            let shared = shared_base(&other.base, &base);
            match shared {
                Some(shared) => other.base = shared,
                None => self.todos.push(format!(
                    "Line {} gives `{name}` the address {base}, and line {} another; only the first is in this draft.",
                    place.line, other.place.line
                )),
            }
            return;
        }
        if known.is_none() {
            self.todos.push(format!(
                "The page does not name the environment at {base} (line {}).",
                place.line
            ));
        }
        self.environments.push(Environment { name, base, place });
    }

    /// Environments at addresses that requests cannot go to are left out.
    fn keep_plain(&mut self) {
        let Self {
            environments,
            todos,
            ..
        } = self;
        environments.retain(|environment| {
            let fine = is_base(&environment.base);
            if !fine {
                todos.push(format!(
                    "The page gives `{}` the address {} (line {}), which is no plain https; ask the vendor for one.",
                    environment.name, environment.base, environment.place.line
                ));
            }
            fine
        });
    }

    /// The path of an operation below the base of its first environment.
    pub(super) fn path(
        &self,
        index: usize,
        operation: &DocumentedOperation,
    ) -> Option<(String, PageLine)> {
        let (path, place) = self.paths.get(index)?.clone()?;
        let url = operation
            .addresses
            .iter()
            .find_map(|address| address.url.as_deref());
        let below = url.and_then(|url| {
            let mut bases = self.environments.iter();
            bases.find_map(|environment| url.strip_prefix(environment.base.as_str()))
        });
        let path = below
            .filter(|below| is_path(below))
            .map_or(path, str::to_owned);
        Some((path, place))
    }
}

/// The address that two begin with, by whole segments; none when not even their hosts agree.
fn shared_base(one: &str, other: &str) -> Option<String> {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split('/').collect(), other.split('/').collect());
    let same = one
        .iter()
        .zip(&other)
        .take_while(|(one, other)| one == other)
        .count();
    (same >= 3)
        .then(|| one.get(..same).map(|segments| segments.join("/")))
        .flatten()
}

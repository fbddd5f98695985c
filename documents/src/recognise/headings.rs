//! The headings above a block: which of them names the operation, and which way the part of it goes that they open.

use kpg_codegen::model::Place;

use crate::page::{Cell, PresenceWord, Way};
use crate::vocabulary::{self, Marks};

/// The level of what is no heading of the page's format, and stands for one: `[Request]` on a line of its own.
pub(super) const LOWEST: u8 = 7;
/// No heading whose marks no blank follows has more letters.
const LONGEST_TITLE: usize = 40;

/// The headings above, each lower than the one before.
#[derive(Debug, Default)]
pub(super) struct Headings {
    above: Vec<Heading>,
    part: Option<Part>,
}

#[derive(Debug)]
struct Heading {
    level: u8,
    cell: Cell,
    /// It names a part of an operation only.
    is_section: bool,
    /// Which way its tables go, where that is another one than its words say.
    turned: Option<Way>,
    /// Whether a sentence below it says that the vendor sends what it is about.
    comes: bool,
}

/// A part of an operation: `요청 명세`. It lasts beyond headings beside it that do not say which way they go.
#[derive(Debug)]
struct Part {
    level: u8,
    way: Way,
    /// What it is called beside the words for parts: `승인` in `승인 요청 파라미터`.
    name: String,
    /// The heading of the operation that it is a part of, and its level.
    operation: Option<(u8, Cell)>,
}

impl Headings {
    /// Opens what a heading is above of, and closes what ends before it.
    pub(super) fn open(&mut self, level: u8, cell: &Cell) {
        let is_section = vocabulary::is_section(&cell.text);
        // Where no heading is higher, a part beside the operation is one of it.
        let mut titles = self.above.iter().filter(|above| !above.is_section);
        // `5. 결과코드` is no part of `4. 입금 통보`.
        let is_alone = titles.next().is_some_and(|above| {
            let mut numbers = number(&above.cell.text).zip(number(&cell.text)).into_iter();
            above.level == level && numbers.all(|(above, own)| above == own)
        });
        let beside = self.above.iter().find(|above| above.level == level);
        let comes = beside.is_some_and(|above| vocabulary::names_notification(&above.cell.text));
        self.above.retain(|above| {
            let stays = is_section && is_alone && above.level == level && !above.is_section;
            above.level < level || stays
        });
        let ends = self.part.as_ref().is_some_and(|part| {
            let beside_operation = |(above, _): &(u8, Cell)| !is_section && level <= *above;
            // What says of itself that it goes another way is no part of it: `취소 응답` beside `요청 정보`, a notification.
            let says = vocabulary::only_way(&cell.text);
            let turns = level <= part.level && says.is_some_and(|way| way != part.way);
            let is_apart = level <= part.level && vocabulary::is_of_types(&cell.text);
            let is_beside = part.operation.as_ref().is_some_and(beside_operation);
            level < part.level || turns || is_apart || is_beside
        });
        if ends {
            self.part = None;
        }
        self.above.push(Heading {
            level,
            cell: cell.clone(),
            is_section,
            turned: None,
            comes: false,
        });
        // `입력` beside `콜백 데이터` is what the vendor sends.
        let comes = comes && is_section;
        let way = match self.way_of(&cell.text) {
            Some(Way::Request) if comes => Some(Way::Notification),
            way => way,
        };
        if let Some(above) = self.above.last_mut() {
            above.turned = way.filter(|_| comes);
        }
        if let Some(way) = way.filter(|_| is_section || ends_in_part(&cell.text)) {
            let operation = self
                .lowest_title()
                .map(|title| (title.level, title.cell.clone()));
            self.part = Some(Part {
                level,
                way,
                name: name_of_part(&cell.text),
                operation,
            });
        }
    }

    /// Whether a heading is still open.
    pub(super) fn is_open(&self, heading: &Cell) -> bool {
        self.above
            .iter()
            .any(|above| above.cell.line == heading.line)
    }

    /// The heading that names the operation at hand: the lowest that is not merely one of its parts, and
    /// preferably not one of a request or an answer.
    pub(super) fn title(&self) -> Option<&Cell> {
        self.lowest_title().map(|title| &title.cell)
    }

    fn lowest_title(&self) -> Option<&Heading> {
        let named = || self.above.iter().rev().filter(|above| !above.is_section);
        // `3. 카드 옵션 파라미터` below `결제 요청` is of that request.
        let is_part = |above: &&Heading| {
            let mut higher = named().filter(|higher| higher.level < above.level);
            vocabulary::is_about_fields(&above.cell.text)
                && higher.any(|higher| vocabulary::only_way(&higher.cell.text).is_some())
        };
        let whole = |above: &&Heading| !ends_in_part(&above.cell.text) && !is_part(above);
        named().find(whole).or_else(|| named().next())
    }

    /// The heading of the operation that a table here belongs to: in a part, the one that the part is of.
    pub(super) fn operation(&self) -> Option<&Cell> {
        match &self.part {
            Some(part) => part.operation.as_ref().map(|(_, cell)| cell),
            None => self.title(),
        }
    }

    /// The lowest heading.
    pub(super) fn lowest(&self) -> Option<&Cell> {
        self.above.last().map(|above| &above.cell)
    }

    /// What the heading of the part that is open calls it, beside the words for parts: `승인` in `승인 요청 파라미터`.
    pub(super) fn part_name(&self) -> String {
        let part = self.part.as_ref();
        part.map_or(String::new(), |part| part.name.clone())
    }

    /// Which way the headings between a table and its operation say that it goes, or the part that it is in.
    pub(super) fn direction(&self) -> Option<Way> {
        let said = self
            .below_title()
            .find_map(|above| above.turned.or_else(|| self.way_of(&above.cell.text)));
        said.or_else(|| self.part_way())
    }

    /// The headings between a table and its operation, the lowest first.
    fn below_title(&self) -> impl Iterator<Item = &Heading> {
        let title = self.title();
        let below = self.above.iter().rev();
        below.take_while(move |above| title != Some(&above.cell))
    }

    /// The tables below the nearest heading with a way go another one than its words say.
    pub(super) fn turn(&mut self, way: Way) {
        let said = self
            .below_title()
            .find(|above| self.way_of(&above.cell.text).is_some());
        let line = said.map(|above| above.cell.line);
        let mut above = self.above.iter_mut();
        if let Some(said) = above.find(|above| Some(above.cell.line) == line) {
            said.turned = Some(way);
        }
        if let Some(part) = &mut self.part {
            part.way = way;
        }
    }

    /// Whether tables here are of types, which stand apart from the messages.
    pub(super) fn are_types(&self) -> bool {
        let mut above = self.above.iter();
        above.any(|above| vocabulary::is_of_types(&above.cell.text))
    }

    /// A sentence below the lowest heading says that the result is sent to an address that the merchant gave.
    pub(super) fn tell(&mut self, sentence: &str) {
        let lowest = self.above.last_mut();
        let about = lowest.filter(|lowest| vocabulary::names_given_address(&lowest.cell.text));
        if let Some(about) = about {
            about.comes |= vocabulary::goes_to_given_address(sentence);
        }
    }

    /// Whether sentences below the headings of the operation at hand say that the vendor sends it.
    pub(super) fn comes(&self) -> bool {
        let title = self.title().map(|title| title.line);
        let mut above = self.above.iter().rev();
        above.any(|above| above.comes && Some(above.cell.line) >= title)
    }

    /// Which way a heading says; the result of something is sent unasked, where a heading above says that it is.
    fn way_of(&self, heading: &str) -> Option<Way> {
        let way = vocabulary::direction_word(heading);
        let exchange = || vocabulary::is_exchange(heading).then(|| vocabulary::sent_way(heading));
        let way = way.or_else(|| exchange().flatten());
        let mut above = self.above.iter();
        let mut notifies =
            || above.any(|above| vocabulary::only_way(&above.cell.text) == Some(Way::Notification));
        match way {
            Some(Way::Answer) if vocabulary::only_way(heading).is_none() && notifies() => {
                Some(Way::Notification)
            }
            way => way,
        }
    }

    /// Which way the part goes that is open.
    pub(super) fn part_way(&self) -> Option<Way> {
        self.part.as_ref().map(|part| part.way)
    }

    /// Which way the heading of the operation says that it goes.
    pub(super) fn title_way(&self) -> Option<Way> {
        let title = self.title()?;
        vocabulary::only_way(&title.text)
    }

    /// Which way the nearest of all headings says that does.
    pub(super) fn enclosing_way(&self) -> Option<Way> {
        let mut above = self.above.iter().rev();
        above.find_map(|above| vocabulary::only_way(&above.cell.text))
    }

    /// Whether fields below the lowest heading must be there: `추가 필드 (선택)`.
    pub(super) fn presence(&self) -> Option<(PresenceWord, &Cell)> {
        let cell = self.lowest()?;
        // `필수 파라미터`
        let first = vocabulary::unnumbered(&cell.text).split_whitespace().next();
        let first = first.filter(|word| vocabulary::is_presence(word));
        if let Some(first) = first.filter(|_| vocabulary::is_about_fields(&cell.text)) {
            return Some((vocabulary::presence(first, Marks::default())?, cell));
        }
        let (_, rest) = cell.text.rsplit_once(['(', '['])?;
        let word = vocabulary::presence(rest.trim_end_matches([')', ']', ' ']), Marks::default())?;
        (rest.chars().count() > 2).then_some((word, cell))
    }

    /// The title right above the lowest heading, where that is of a request and of nothing else.
    pub(super) fn title_of_request(&self) -> Option<usize> {
        let (lowest, above) = self.above.split_last()?;
        let is_request = vocabulary::only_way(&lowest.cell.text) == Some(Way::Request);
        let title = above.last().filter(|title| !title.is_section)?;
        (lowest.is_section && is_request).then_some(title.cell.line)
    }

    /// Where in a message fields go below a heading that says nothing else: `Headers`, `Path Parameters`.
    pub(super) fn placed(&self) -> Option<Place> {
        let lowest = self.above.last().filter(|lowest| lowest.is_section)?;
        vocabulary::place_in(&lowest.cell.text)
    }

    /// What a table is about, by the heading of its names, by the line before it and by the heading above it.
    pub(super) fn place(&self, heading: &str, before: Option<&Cell>) -> Place {
        let text = |cell: Option<&Cell>| cell.map_or(String::new(), |cell| cell.text.clone());
        let names_part =
            |text: &str| vocabulary::is_of_requests(text) || vocabulary::is_section(text);
        let before = before.filter(|cell| names_part(&cell.text));
        for text in [heading.to_owned(), text(before), text(self.lowest())] {
            if let Some(place) = vocabulary::place_in(&text) {
                return place;
            }
        }
        Place::Body
    }
}

/// A heading whose marks no blank follows, which Markdown takes for words: `##로그인`.
pub(super) fn without_blank(cell: &Cell) -> Option<(u8, Cell)> {
    let title = cell.text.trim_start_matches('#');
    let marks = cell.text.len() - title.len();
    let level = u8::try_from(marks)
        .ok()
        .filter(|level| (2..LOWEST).contains(level))?;
    let is_title = title.starts_with(char::is_alphabetic) && title.chars().count() <= LONGEST_TITLE;
    is_title.then(|| {
        let text = title.to_owned();
        (
            level,
            Cell {
                text,
                ..cell.clone()
            },
        )
    })
}

/// The words of a heading that name no part.
fn name_of_part(heading: &str) -> String {
    let bare = vocabulary::without_asides(heading);
    let words = bare.split_whitespace();
    let words = words.filter(|word| !vocabulary::is_section(word));
    words.map(vocabulary::fold).collect()
}

/// `전체 취소 요청 파라미터`: a part by its last words, without what stands in parentheses.
fn ends_in_part(heading: &str) -> bool {
    let bare = vocabulary::without_asides(heading);
    let words: Vec<&str> = bare.split_whitespace().collect();
    let Some((last, before)) = words.split_last() else {
        return false;
    };
    // `응답 데이터 필드`: what stands between says no more than that.
    let mut before = before.iter().rev();
    let way = before.find_map(|word| match vocabulary::direction_word(word) {
        Some(way) => Some(Some(way)),
        None if vocabulary::is_section(word) => None,
        None => Some(None),
    });
    let way = way.flatten();
    // `입금통보 안내` is what the vendor sends, and no part of something else.
    let is_part = matches!(way, Some(Way::Request | Way::Answer));
    vocabulary::is_section(last) && vocabulary::direction_word(last).is_none() && is_part
}

/// The number that a heading begins with.
fn number(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.get(..end).filter(|digits| !digits.is_empty())
}

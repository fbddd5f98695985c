//! Writes the page of the call in a wording: blocks first, then the markup of them.

use kpg_documents::{KindWord, PresenceWord};

use super::beside::beside;
use super::call::{ANSWER, Field, HOST, PATH, REQUEST, Says};
use super::choices::{Part, Wording};

/// What a page is made of.
#[derive(Clone)]
pub(super) enum Block {
    /// A heading, or a line; a heading begins with its `#`.
    Line(String),
    /// Lines in a fence.
    Code(Vec<String>),
    /// A table: its heads, and its rows; a cell may have lines.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// The page of the call.
pub(super) fn page(wording: Wording) -> String {
    let (before, inside, behind) = beside(wording.way(Part::Beside));
    let mut blocks = before;
    address(wording, &mut blocks);
    blocks.extend(inside);
    message(wording, 0, &REQUEST, &mut blocks);
    message(wording, 1, &ANSWER, &mut blocks);
    blocks.extend(behind);
    let written: Vec<String> = blocks.iter().map(|block| written(wording, block)).collect();
    let text = written.join("\n");
    match wording.way(Part::Markup) {
        "html" | "plain html" | "word" => format!("<html><body>\n{text}\n</body></html>\n"),
        _ => text,
    }
}

/// A table; bars part its cells.
pub(super) fn table_of(heads: &str, rows: &str) -> Block {
    let cells = |row: &str| row.split('|').map(|cell| cell.trim().to_owned()).collect();
    Block::Table(cells(heads), rows.lines().map(cells).collect())
}

pub(super) fn line(text: impl Into<String>) -> Block {
    Block::Line(text.into())
}

fn address(wording: Wording, blocks: &mut Vec<Block>) {
    let way = wording.way(Part::Address);
    let title = match way {
        "heading" => format!("## 결제 승인 POST {PATH}"),
        _ => "## 결제 승인".to_owned(),
    };
    blocks.push(line(title));
    let test = HOST.replace("pay.", "testpay.");
    let host = HOST.trim_start_matches("https://");
    let rows = |rows: &[[&str; 2]]| {
        rows.iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect()
    };
    let url = format!("{HOST}{PATH}");
    let heads = |one: &str, two: &str| vec![one.to_owned(), two.to_owned()];
    blocks.extend(match way {
        "request line" => vec![Block::Code(vec![
            format!("POST {PATH} HTTP/1.1"),
            format!("Host: {host}"),
        ])],
        "facts" => vec![
            line(format!("URL : {url}")),
            line(""),
            line("전송방식 : POST"),
        ],
        "facts table" => vec![Block::Table(
            heads("항목", "내용"),
            rows(&[["요청 URL", &url], ["HTTP Method", "POST"]]),
        )],
        "method and url" => vec![line(format!("POST {url}"))],
        "curl" => vec![Block::Code(vec![
            format!("curl -X POST {url} \\"),
            "  -H 'Content-Type: application/json'".to_owned(),
        ])],
        "verb table" => vec![Block::Table(
            heads("Http Verb", "POST"),
            rows(&[["URL", &url]]),
        )],
        "bold verb" => vec![line(format!("**POST** {PATH}"))],
        "bracketed" => vec![line(format!("[POST] {url}"))],
        "url then method" => vec![
            line(format!("호출 URL: {url}")),
            line(""),
            line("호출 방식: HTTP POST"),
        ],
        "hosts table" => vec![
            Block::Table(
                heads("구분", "URL"),
                rows(&[["테스트", &format!("{test}{PATH}")], ["운영", &url]]),
            ),
            line("Method: POST"),
        ],
        "code spans" => vec![line(format!("`POST` `{PATH}`"))],
        "path and host apart" => vec![
            line(format!("Host: {HOST}")),
            line(""),
            line(format!("POST {PATH}")),
        ],
        "english facts" => vec![
            line(format!("- Endpoint: `{url}`")),
            line("- Method: `POST`"),
        ],
        "two hosts" => vec![
            line(format!("- 테스트 : {test}{PATH}")),
            line(format!("- 운영 : {url}")),
            line("- Method : POST"),
        ],
        "link" if wording.way(Part::Markup) == "tabs" => vec![line(format!("POST {url}"))],
        "link" => vec![line(format!("POST [{url}]({url})"))],
        "fact bullets" => vec![
            line(format!("* 요청주소 : {url}")),
            line("* 요청방식 : POST"),
        ],
        "heading" => vec![],
        _ => vec![line(format!("{url} (POST)"))],
    });
}

/// The heading of a message and its table or tables.
fn message(wording: Wording, side: usize, fields: &[Field], blocks: &mut Vec<Block>) {
    blocks.push(line(""));
    blocks.push(line(wording.side(Part::Direction, side)));
    blocks.push(line(""));
    let nesting = wording.way(Part::Nesting);
    let is_apart = nesting.starts_with("own table");
    let of = |inside: bool| {
        fields
            .iter()
            .filter(move |field| !is_apart || field.inside.is_some() == inside)
    };
    blocks.push(table(wording, side, of(false)));
    if is_apart && fields.iter().any(|field| field.inside.is_some()) {
        blocks.push(line(""));
        blocks.push(line(match nesting {
            "own table" => "#### card",
            _ => "`card` 객체의 하위 필드",
        }));
        blocks.push(line(""));
        blocks.push(table(wording, side, of(true)));
    }
}

/// A column: its head and its cells.
type Column = (String, Vec<String>);

fn table<'a>(wording: Wording, side: usize, fields: impl Iterator<Item = &'a Field>) -> Block {
    let fields: Vec<&Field> = fields.collect();
    let column = |head: &str, cell: &dyn Fn(&Field) -> String| -> Column {
        (
            head.to_owned(),
            fields.iter().map(|field| cell(field)).collect(),
        )
    };
    let mut names: Vec<Column> = vec![column(wording.side(Part::Name, side), &|field| {
        name(wording, field)
    })];
    let has_members = fields.iter().any(|field| field.inside.is_some());
    match wording.way(Part::Nesting) {
        "column" if has_members => names.push(column("", &|field| {
            field.inside.map_or("", |_| field.name).to_owned()
        })),
        "depth" => names.insert(
            0,
            column("Depth", &|field| {
                if field.inside.is_some() { "2" } else { "1" }.to_owned()
            }),
        ),
        "parent column" if has_members => names.insert(
            0,
            column("상위 필드", &|field| {
                field.inside.unwrap_or_default().to_owned()
            }),
        ),
        _ => {}
    }
    let label = column(wording.way(Part::Label), &|field| field.label.to_owned());
    let kind = column(wording.way(Part::Kind), &|field| kind(wording, field));
    let length = column(wording.way(Part::Length), &|field| length(wording, field));
    let presence = column(wording.way(Part::Presence), &|field| {
        presence(wording, field)
    });
    let note = column(wording.way(Part::Note), &|field| note(wording, field));
    let columns: Vec<Column> = match wording.way(Part::Order) {
        "name" => [names, vec![label, kind, length, presence, note]].concat(),
        "number" => {
            let numbers = (1..=fields.len())
                .map(|number| number.to_string())
                .collect();
            [
                vec![("No".to_owned(), numbers)],
                names,
                vec![label, kind, length, presence, note],
            ]
            .concat()
        }
        "label" => [vec![label], names, vec![kind, length, presence, note]].concat(),
        "presence" => [vec![presence], names, vec![label, kind, length, note]].concat(),
        _ => [names, vec![presence, label, note, length, kind]].concat(),
    };
    // a head without words is of a column that the page does not have, but for that of members
    let kept = columns.into_iter().filter(|(head, cells)| {
        !head.is_empty()
            || cells.iter().any(|cell| {
                fields
                    .iter()
                    .any(|field| field.inside.is_some() && field.name == cell)
            })
    });
    let kept: Vec<Column> = kept.collect();
    let rows =
        (0..fields.len()).map(|row| kept.iter().map(|(_, cells)| cells[row].clone()).collect());
    Block::Table(
        kept.iter().map(|(head, _)| head.clone()).collect(),
        rows.collect(),
    )
}

fn name(wording: Wording, field: &Field) -> String {
    let name = field.name;
    let Some(object) = field.inside else {
        return match (wording.way(Part::Nesting), field.kind) {
            ("brackets", KindWord::Object) => format!("{name}{{}}"),
            _ => name.to_owned(),
        };
    };
    match wording.way(Part::Nesting) {
        "dots" | "brackets" => format!("{object}.{name}"),
        "corner" => format!("└ {name}"),
        "spaces" => format!("&nbsp;&nbsp;&nbsp;{name}"),
        "column" => String::new(),
        "arrow" => format!("{object} > {name}"),
        "dash" => format!("- {name}"),
        "letter" => format!("ㄴ {name}"),
        "slash" => format!("{object}/{name}"),
        _ => name.to_owned(),
    }
}

fn kind(wording: Wording, field: &Field) -> String {
    let side = match field.kind {
        KindWord::Number => 1,
        KindWord::Object => 2,
        _ => 0,
    };
    let length = field.length.unwrap_or_default().to_string();
    wording.side(Part::KindForm, side).replace('#', &length)
}

fn length(wording: Wording, field: &Field) -> String {
    let Some(length) = field.length else {
        return String::new();
    };
    wording
        .way(Part::LengthForm)
        .replace('#', &length.to_string())
}

fn presence(wording: Wording, field: &Field) -> String {
    let side = usize::from(field.presence != PresenceWord::Required);
    wording.side(Part::Marks, side).to_owned()
}

fn note(wording: Wording, field: &Field) -> String {
    match field.says {
        Says::Nothing => String::new(),
        Says::Values => wording.way(Part::Values).to_owned(),
        Says::Success => wording.way(Part::Success).to_owned(),
    }
}

/// A block in the markup of the wording.
fn written(wording: Wording, block: &Block) -> String {
    let markup = wording.way(Part::Markup);
    let is_html = matches!(markup, "html" | "plain html" | "word");
    match block {
        Block::Line(text) if is_html => html_line(text),
        Block::Line(text) if markup == "tabs" => plain_line(text),
        Block::Line(text) => match text.starts_with(['-', '*']) {
            true => text.clone(),
            false => format!("{text}\n"),
        },
        Block::Code(lines) if is_html => format!("<pre>{}</pre>", lines.join("\n")),
        Block::Code(lines) if markup == "tabs" => lines.join("\n"),
        Block::Code(lines) => format!("```\n{}\n```\n", lines.join("\n")),
        Block::Table(heads, rows) => match markup {
            "html" => html(heads, rows, "th", |cell| cell.to_owned()),
            "plain html" => html(heads, rows, "td", |cell| cell.to_owned()),
            "word" => html(heads, rows, "td", |cell| {
                format!(
                    "<p class=MsoNormal><span lang=EN-US style='font-size:9pt'>{cell}<o:p></o:p></span></p>"
                )
            }),
            "tabs" => rows_with(heads, rows, |cells| cells.join("\t").replace("&nbsp;", " ")),
            // a row that begins with an empty cell, or like a list, needs its outer bar
            "bare bars" if rows.iter().all(|row| begins_with_word(row)) => {
                bars(heads, rows, "", "")
            }
            "bold names" | "code names" => {
                let sign = if markup == "bold names" { "**" } else { "`" };
                let names: Vec<&str> = REQUEST
                    .iter()
                    .chain(&ANSWER)
                    .map(|field| field.name)
                    .collect();
                let rows: Vec<Vec<String>> = rows
                    .iter()
                    .map(|row| {
                        row.iter()
                            .map(|cell| match names.contains(&cell.as_str()) {
                                true => format!("{sign}{cell}{sign}"),
                                false => cell.clone(),
                            })
                            .collect()
                    })
                    .collect();
                bars(heads, &rows, "| ", " |")
            }
            _ => bars(heads, rows, "| ", " |"),
        },
    }
}

fn begins_with_word(row: &[String]) -> bool {
    row.first()
        .is_some_and(|cell| cell.starts_with(char::is_alphanumeric))
}

fn rows_with(heads: &[String], rows: &[Vec<String>], row: impl Fn(&[String]) -> String) -> String {
    let lines: Vec<String> = std::iter::once(row(heads))
        .chain(rows.iter().map(|cells| row(cells)))
        .collect();
    lines.join("\n").replace('\u{0}', "")
}

fn bars(heads: &[String], rows: &[Vec<String>], first: &str, last: &str) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| cell.replace('|', "\\|").replace('\n', "<br>"))
            .collect();
        format!("{first}{}{last}", cells.join(" | "))
    };
    let rule = format!("{first}{}{last}", vec!["---"; heads.len()].join(" | "));
    let lines: Vec<String> = [row(heads), rule]
        .into_iter()
        .chain(rows.iter().map(|cells| row(cells)))
        .collect();
    lines.join("\n")
}

fn html(
    heads: &[String],
    rows: &[Vec<String>],
    head: &str,
    dressed: impl Fn(&str) -> String,
) -> String {
    let row = |cells: &[String], tag: &str| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| {
                let cell = cell.replace('<', "&lt;").replace('\n', "<br>");
                format!("<{tag}>{}</{tag}>", dressed(&cell))
            })
            .collect();
        format!("<tr>{}</tr>", cells.concat())
    };
    let body: Vec<String> = rows.iter().map(|cells| row(cells, "td")).collect();
    format!(
        "<table border=1>\n{}\n{}\n</table>",
        row(heads, head),
        body.join("\n")
    )
}

fn html_line(text: &str) -> String {
    let escaped = text.replace('<', "&lt;").replace('>', "&gt;");
    match text.split_once(' ') {
        _ if text.is_empty() => String::new(),
        Some((marks, rest)) if marks.starts_with('#') => {
            let level = marks.len();
            format!("<h{level}>{}</h{level}>", rest.replace('<', "&lt;"))
        }
        Some(("-" | "*", rest)) => format!("<ul><li>{}</li></ul>", rest.replace('`', "")),
        _ if text.starts_with("**") && text.ends_with("**") => {
            format!("<p><b>{}</b></p>", text.trim_matches('*'))
        }
        _ => format!("<p>{}</p>", escaped.replace("**", "").replace('`', "")),
    }
}

fn plain_line(text: &str) -> String {
    text.trim_start_matches('#')
        .trim_start()
        .replace("**", "")
        .replace('`', "")
}

//! Edits of a page that change nothing of what it says.

use unicode_normalization::UnicodeNormalization as _;

pub(super) type Cosmetic = (&'static str, fn(&str) -> Vec<u8>);

/// Edits of a page that change nothing of what it says.
pub(super) const COSMETIC: [Cosmetic; 16] = [
    ("blanks at the ends of lines", |text| {
        each_line(text, |line| format!("{line}  "))
    }),
    ("ends of lines as on Windows", |text| {
        text.replace('\n', "\r\n").into_bytes()
    }),
    ("a byte order mark", |text| {
        format!("\u{feff}{text}").into_bytes()
    }),
    ("letters of Hangul apart", |text| {
        text.nfd().collect::<String>().into_bytes()
    }),
    ("blanks around cells", |text| {
        each_line(text, |line| {
            match line.trim_start().starts_with('|') && !line.contains(['`', '\\']) {
                true => line.replace('|', "  |  ").trim().to_owned(),
                false => line.to_owned(),
            }
        })
    }),
    ("other lines below the headings of tables", |text| {
        each_line(text, |line| match is_delimiter(line) {
            true => line.replace("--", "---"),
            false => line.to_owned(),
        })
    }),
    ("breaks with a slash", |text| {
        text.replace("<br>", "<br />").into_bytes()
    }),
    ("attributes of tags", |text| {
        let text = text
            .replace("<td>", "<td class=\"x y\">")
            .replace("<th>", "<th scope=\"col\">");
        text.replace("<tr>", "<tr style=\"color: red\">")
            .into_bytes()
    }),
    ("another class", |text| {
        text.replace("class=\"tg-0lax\"", "class=\"center-align\"")
            .into_bytes()
    }),
    ("a comment", |text| {
        format!("{text}\n\n<!-- reviewed -->\n").into_bytes()
    }),
    ("another paragraph at the end", |text| {
        format!("{text}\n\n개발이 완료되면 담당자에게 알려 주시기 바랍니다.\n").into_bytes()
    }),
    ("hard blanks", |text| {
        each_line(text, |line| {
            match line.contains("<td") || line.trim_start().starts_with('|') {
                true if !is_delimiter(line) => hard_blanks(line),
                true => line.to_owned(),
                false => line.to_owned(),
            }
        })
    }),
    ("headings in bold", |text| {
        let mut previous = String::new();
        let lines: Vec<&str> = text.split('\n').collect();
        let bold = lines.iter().enumerate().map(|(at, line)| {
            let is_head = lines.get(at + 1).is_some_and(|next| is_delimiter(next));
            previous.clear();
            match is_head && line.starts_with('|') {
                true => bold_cells(line),
                false => (*line).to_owned(),
            }
        });
        bold.collect::<Vec<_>>().join("\n").into_bytes()
    }),
    ("empty lines before headings", |text| {
        each_line(text, |line| match line.starts_with("##") {
            true => format!("\n\n{line}"),
            false => line.to_owned(),
        })
    }),
    ("numbers before headings", |text| {
        each_line(text, |line| match line.split_once("# ") {
            Some((marks, words))
                if line.starts_with("##") && !words.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                format!("{marks}# 7. {words}")
            }
            _ => line.to_owned(),
        })
    }),
    ("rows in another order", swapped_rows),
];

fn each_line(text: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let lines: Vec<String> = text.split('\n').map(edit).collect();
    lines.join("\n").into_bytes()
}

pub(super) fn is_delimiter(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| "-:| \t".contains(c))
}

/// Blanks between words of cells, as word processors save them; those in tags stay.
fn hard_blanks(line: &str) -> String {
    let mut depth = 0;
    let mut out = String::new();
    for c in line.chars() {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        out.push(if c == ' ' && depth == 0 && !out.is_empty() {
            '\u{a0}'
        } else {
            c
        });
    }
    out
}

fn bold_cells(line: &str) -> String {
    let cells = line
        .split('|')
        .map(|cell| match cell.trim().is_empty() || cell.contains('*') {
            true => cell.to_owned(),
            false => format!(" **{}** ", cell.trim()),
        });
    cells.collect::<Vec<_>>().join("|")
}

/// The first two rows of every Markdown table changed places, where neither has members or an object.
fn swapped_rows(text: &str) -> Vec<u8> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for at in 0..lines.len().saturating_sub(3) {
        let plain = |line: &str| {
            let first = line
                .trim_start_matches('|')
                .split('|')
                .next()
                .unwrap_or_default()
                .trim();
            line.starts_with('|') && first.len() > 1 && !first.starts_with('\u{3000}')
        };
        if is_delimiter(&lines[at]) && plain(&lines[at + 1]) && plain(&lines[at + 2]) {
            let nested = lines[at + 1].contains("Object") || lines[at + 1].contains("Array");
            if !nested && !lines[at - 1].contains("|  ") && !lines[at - 1].contains("| |") {
                lines.swap(at + 1, at + 2);
            }
        }
    }
    lines.join("\n").into_bytes()
}

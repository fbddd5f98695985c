//! The cases, read from their files. What is expected of them is checked elsewhere.
//!
//! A case begins with `# name`. Lines with `- ` stand once in the base and are replaced by those with `+ ` that
//! follow. `> ` is a change from the base to the edited spec, `< ` one in the other direction. `base| ` is code that
//! compiles with the base only, `edited| ` code that compiles with the edited spec only.

const FILES: [&str; 4] = [
    include_str!("cases/vendor.txt"),
    include_str!("cases/types.txt"),
    include_str!("cases/request.txt"),
    include_str!("cases/answer.txt"),
];

/// A change of the base, and what follows from it.
#[derive(Debug, Default)]
pub struct Case {
    pub name: String,
    edits: Vec<(String, String)>,
    pub there: Vec<String>,
    pub back: Vec<String>,
    pub base_only: String,
    pub edited_only: String,
}

impl Case {
    /// The base with the edits of the case.
    pub fn edited(&self, base: &str) -> String {
        let mut text = base.to_owned();
        for (old, new) in &self.edits {
            let found = text.matches(old).count();
            assert_eq!(found, 1, "{}: {old:?} stands {found} times", self.name);
            text = text.replace(old, new);
        }
        text
    }
}

/// All cases.
pub fn cases() -> Vec<Case> {
    FILES.into_iter().flat_map(read).collect()
}

fn read(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut previous = "";
    for line in file.lines().filter(|line| !line.is_empty()) {
        let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
        if mark == "#" {
            let name = rest.to_owned();
            cases.push(Case {
                name,
                ..Case::default()
            });
        }
        let case = cases.last_mut().expect("a case begins with its name");
        match mark {
            "#" => {}
            "-" if previous == "-" => add_line(&mut case.edits.last_mut().unwrap().0, rest),
            "-" => case.edits.push((rest.to_owned(), String::new())),
            "+" if previous == "+" => add_line(&mut case.edits.last_mut().unwrap().1, rest),
            "+" => rest.clone_into(&mut case.edits.last_mut().unwrap().1),
            ">" => case.there.push(rest.to_owned()),
            "<" => case.back.push(rest.to_owned()),
            "base|" => rest.clone_into(&mut case.base_only),
            "edited|" => rest.clone_into(&mut case.edited_only),
            _ => panic!("no line of a case: {line}"),
        }
        previous = mark;
    }
    cases
}

fn add_line(text: &mut String, line: &str) {
    text.push('\n');
    text.push_str(line);
}

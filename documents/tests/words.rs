//! A word of pages stands once: in the tables of them or among the ends of sentences, and nowhere else in the code.

use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

/// The code of a file, without its comments and its tests.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().enumerate();
    lines.map(|(index, line)| (index + 1, line.split("//").next().unwrap_or_default()))
}

#[test]
fn korean_words_stand_in_the_tables_of_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&folder, &mut files);
    assert!(files.len() > 50, "{}", files.len());
    let is_korean = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    let mut elsewhere = Vec::new();
    for file in files {
        let parent = file.parent().unwrap();
        let is_table =
            parent.ends_with("vocabulary/words") || file.ends_with("vocabulary/sentence.rs");
        let text = std::fs::read_to_string(&file).unwrap();
        for (line, words) in code(&text).filter(|_| !is_table) {
            if words.contains(is_korean) {
                elsewhere.push(format!("{}:{line}: {}", file.display(), words.trim()));
            }
        }
    }
    assert!(elsewhere.is_empty(), "{}", elsewhere.join("\n"));
}

//! The days on which documents were read: none is still to come. The compiler knows no day; whoever runs it does.

use jiff::civil::Date;
use jiff::{Timestamp, tz};

use kpg_codegen::model::Vendor;
use kpg_codegen::{Diagnostic, DiagnosticCode, Places};

/// Documents that were read on a day that is nowhere there yet.
pub fn check(vendor: &Vendor, places: &Places) -> Vec<Diagnostic> {
    // So far ahead of UTC is the place where each day begins.
    let first = tz::offset(14).to_datetime(Timestamp::now());
    after(vendor, places, first.date())
}

fn after(vendor: &Vendor, places: &Places, today: Date) -> Vec<Diagnostic> {
    let is_to_come = |read: &str| read.parse::<Date>().is_ok_and(|read| read > today);
    let documents = vendor.documents.iter();
    let to_come = documents.filter(|document| is_to_come(&document.read));
    let told = to_come.filter_map(|document| {
        let written = places.find(&["documents", &document.id, "read"])?;
        let message = format!("`{}` is read on a day that is still to come", document.id);
        let told = Diagnostic::new(DiagnosticCode::BadValue, written.value, message);
        Some(told.help("write the day on which the page was read, as `2026-11-21`"))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpg_codegen::{SourceFile, check};

    #[test]
    fn a_document_is_read_today_or_before() {
        let text = include_str!("new/template.yaml").replace("VENDOR", "acme");
        let checked = check(&SourceFile::new("acme.yaml", text));
        let vendor = checked.vendor.unwrap();
        let read: Date = vendor.documents.first().unwrap().read.parse().unwrap();
        for (today, reported) in [
            (read.yesterday().unwrap(), 1),
            (read, 0),
            (read.tomorrow().unwrap(), 0),
        ] {
            let told = after(&vendor, &checked.places, today);
            assert_eq!(told.len(), reported, "{today}");
        }
    }
}

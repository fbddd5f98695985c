//! A program that generates a client with progenitor: of a document, into a file. It prints the microseconds it took.

use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("a document and a file to write are missing");
    let begun = Instant::now();
    let document: openapiv3::OpenAPI = serde_json::from_str(&std::fs::read_to_string(next()?)?)?;
    let tokens = progenitor_impl::Generator::default().generate_tokens(&document)?;
    let text = prettyplease::unparse(&syn::parse2(tokens)?);
    std::fs::write(next()?, text)?;
    println!("{}", begun.elapsed().as_micros());
    Ok(())
}

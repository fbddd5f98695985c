//! What must not compile, and what the compiler says: the messages are part of the product.

#[test]
fn what_must_not_compile_does_not() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

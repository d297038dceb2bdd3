//! The OpenAPI document in schema/ is the program's.

use crate::program::run;

#[test]
fn the_document_in_schema_is_up_to_date() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../schema/indexer.openapi.json"
    );
    let written = std::fs::read_to_string(path).unwrap_or_default();
    let hint = "run: cargo run -p rigshare-indexer -- openapi > schema/indexer.openapi.json";
    assert!(
        written == run(&["openapi"]),
        "schema/indexer.openapi.json is old; {hint}"
    );
}

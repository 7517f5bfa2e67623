//! No kernel is left out of the tests in src/tests. Reads the sources, so not in WebAssembly.
#![cfg(not(target_arch = "wasm32"))]

use std::fs::{read_dir, read_to_string};
use std::path::Path;

/// The text of the Rust files of a folder of this crate.
fn sources(folder: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| read_to_string(path).expect("a file"))
        .collect()
}

#[test]
fn every_body_over_lanes_is_called_by_a_test() {
    let (kernels, tests) = (sources("src"), sources("src/tests"));
    let mut bodies = kernels
        .split("pub(crate) fn ")
        .filter_map(|from_name| from_name.split_once("_on<"))
        .map(|(name, _)| name)
        .filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
        .peekable();
    assert!(bodies.peek().is_some(), "bodies are named …_on");
    let untested: Vec<&str> = bodies
        .filter(|name| !tests.contains(&format!("{name}_on::<")))
        .collect();
    assert!(untested.is_empty(), "{untested:?}");
}

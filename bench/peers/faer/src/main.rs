//! Answers the bench on standard input and output; `bench/eigen/peer.mjs` says in what words.

use std::fs;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::Instant;

use faer_peer::{Task, solve};

fn main() {
    let mut n = 0;
    let mut matrices: Vec<f64> = Vec::new();
    for line in stdin().lock().lines() {
        let line = line.expect("standard input is readable");
        // Only the last word, a path, may hold spaces.
        let most = if line.starts_with("load") { 4 } else { 3 };
        let words: Vec<&str> = line.splitn(most, ' ').collect();
        let reply = match words[..] {
            ["about"] => std::env::args()
                .nth(1)
                .expect("an argument says what this is"),
            ["tasks"] => "values pairs inertia".to_owned(),
            ["load", order, _, path] => {
                n = number(order);
                matrices = doubles(&fs::read(path).expect("the matrices are readable"));
                "ok".to_owned()
            }
            ["time", task, loops] => {
                let start = Instant::now();
                for _ in 0..number(loops) {
                    for a in matrices.chunks_exact(n * n) {
                        std::hint::black_box(solve(named(task), a, n));
                    }
                }
                start.elapsed().as_secs_f64().to_string()
            }
            ["write", task, path] => {
                let start = Instant::now();
                let answers: Vec<Vec<f64>> = matrices
                    .chunks_exact(n * n)
                    .map(|a| solve(named(task), a, n))
                    .collect();
                let seconds = start.elapsed().as_secs_f64();
                let bytes: Vec<u8> = answers
                    .into_iter()
                    .flatten()
                    .flat_map(f64::to_le_bytes)
                    .collect();
                fs::write(path, bytes).expect("the answer can be written");
                seconds.to_string()
            }
            _ => panic!("unknown request: {line}"),
        };
        println!("{reply}");
        stdout().flush().expect("standard output is open");
    }
}

fn number(word: &str) -> usize {
    word.parse().expect("a whole number")
}

fn named(task: &str) -> Task {
    match task {
        "values" => Task::Values,
        "pairs" => Task::Pairs,
        "inertia" => Task::Inertia,
        _ => panic!("unknown task: {task}"),
    }
}

fn doubles(bytes: &[u8]) -> Vec<f64> {
    bytes
        .chunks_exact(8)
        .map(|bytes| f64::from_le_bytes(bytes.try_into().expect("eight bytes")))
        .collect()
}

//! Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by divide and conquer.
//!
//! Source: Cuppen, Numer. Math. 36 (1981) 177; Gu and Eisenstat, SIAM J. Matrix Anal. Appl. 16 (1995) 172.

mod deflation;
mod leaf;
mod merge;
mod secular;
mod tree;

use super::range::Range;
use crate::budget::Budget;
use crate::error::Error;
use crate::memory::try_filled;
use merge::{Merger, Solved, sort_rows};
use tree::Block;

/// Up to this order a part is done by QL.
///
/// In strict WebAssembly (V8, an AMD Zen 4 core, variants interleaved in one process, minima), 16 takes the same time
/// from n = 40 to 500; 32 takes 1.2 times as much at n = 32 and 1.02 at 250, and 48 and 64 take more.
const LEAF: usize = 24;

/// The merge number `merge` on a level of a block; leaves are on level 0.
#[derive(Debug, Clone, Copy)]
struct Node {
    block: usize,
    level: u32,
    merge: usize,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    /// The eigenpairs of a leaf, or the eigenvalues of a merge.
    Solve(Node),
    /// The eigenvectors of a merge that is not the last one of its block.
    Multiply(Node, Solved),
    Select,
    /// The eigenvectors in the range of the last merge of a block.
    Last(usize),
    Finished,
}

/// Works on tridiagonal matrices of one order, in memory that was allocated once.
#[derive(Debug)]
pub struct Divide {
    n: usize,
    range: Range,
    scale: f64,
    step: Step,
    /// By row of eigenvectors.
    values: Vec<f64>,
    ascending_values: Vec<f64>,
    couplings: Vec<f64>,
    blocks: Vec<Block>,
    /// The last merge of each block.
    last: Vec<Solved>,
    block_count: usize,
    merger: Merger,
    /// Rows of eigenvectors, in the order of their values.
    ascending: Vec<usize>,
    /// The places in that order that are in the range.
    wanted: core::ops::Range<usize>,
    passed: f64,
    planned: f64,
}

impl Divide {
    pub fn new(n: usize, range: Range) -> Result<Self, Error> {
        let numbers = || try_filled("eigenvectors", n, 0.0);
        Ok(Self {
            n,
            range,
            scale: 1.0,
            step: Step::Finished,
            values: numbers()?,
            ascending_values: numbers()?,
            couplings: numbers()?,
            blocks: try_filled("eigenvectors", n, Block::default())?,
            last: try_filled("eigenvectors", n, Solved::default())?,
            block_count: 0,
            merger: Merger::new(n)?,
            ascending: try_filled("eigenvectors", n, 0)?,
            wanted: 0..0,
            passed: 0.0,
            planned: 1.0,
        })
    }

    /// Doubles of working memory for matrices of order `n`.
    pub fn work(n: usize) -> usize {
        if n > LEAF { Merger::work(n) } else { 0 }
    }

    /// Begins with the matrix `scale`·T, T of order 1 with the given entries (the last one of `off_diagonal` is unused).
    pub fn start(
        &mut self,
        diagonal: &[f64],
        off_diagonal: &[f64],
        scale: f64,
        vectors: &mut [f64],
    ) {
        let (d, e) = (&mut self.values, &mut self.couplings);
        d.copy_from_slice(diagonal);
        e.copy_from_slice(off_diagonal);
        self.scale = scale;
        vectors.fill(0.0);
        self.block_count = 0;
        self.wanted = 0..0;
        self.passed = 0.0;
        self.planned = 1.0;
        let mut first = 0;
        while first < self.n {
            let block = Block::begin(d, e, first, LEAF);
            for leaf in 1..1 << block.levels {
                let row = block.leaf(leaf);
                let coupling = e[row - 1].abs();
                d[row - 1] -= coupling;
                d[row] -= coupling;
            }
            for level in 1..=block.levels {
                let merges = f64::from(1 << (block.levels - level));
                self.planned += merges * cube((block.end - first) as f64 / merges);
            }
            self.blocks[self.block_count] = block;
            self.block_count += 1;
            first = block.end;
        }
        self.merger.reset();
        self.step = Step::Solve(Node {
            block: 0,
            level: 0,
            merge: 0,
        });
    }

    /// Goes on until the budget is spent; whether all is done.
    ///
    /// `vectors`, n×n, then begins with the eigenvectors of [`Divide::values`], one after another.
    pub fn advance(
        &mut self,
        vectors: &mut [f64],
        work: &mut [f64],
        budget: &mut Budget,
    ) -> Result<bool, Error> {
        loop {
            if budget.is_spent() {
                return Ok(matches!(self.step, Step::Finished));
            }
            match self.step {
                Step::Solve(node) if node.block == self.block_count => self.step = Step::Select,
                Step::Solve(node) if node.level == 0 => {
                    budget.spend(self.leaf(node, vectors)?);
                    self.step = self.after(node);
                }
                Step::Solve(node) => {
                    let block = self.blocks[node.block];
                    let span = block.span(node.level, node.merge);
                    let coupling = self.couplings[span.middle - 1];
                    let values = &mut self.values;
                    let Some(solved) = self.merger.solve(span, coupling, values, vectors, budget)
                    else {
                        return Ok(false);
                    };
                    self.step = if node.level < block.levels {
                        Step::Multiply(node, solved)
                    } else {
                        self.last[node.block] = solved;
                        self.after(node)
                    };
                }
                Step::Multiply(node, solved) => {
                    let all = 0..solved.count();
                    if !self.merger.multiply(solved, all, vectors, work, budget) {
                        return Ok(false);
                    }
                    self.pass(&solved);
                    self.step = self.after(node);
                }
                Step::Select => {
                    self.select();
                    self.step = Step::Last(0);
                }
                Step::Last(block) if block == self.block_count => {
                    self.sort(vectors);
                    self.step = Step::Finished;
                }
                Step::Last(block) => {
                    if self.blocks[block].levels > 0 {
                        let solved = self.last[block];
                        let wanted = self.wanted_of(&solved);
                        if !self.merger.multiply(solved, wanted, vectors, work, budget) {
                            return Ok(false);
                        }
                        self.pass(&solved);
                    }
                    self.step = Step::Last(block + 1);
                }
                Step::Finished => return Ok(true),
            }
        }
    }

    /// The step after all of a node: level by level, block by block.
    fn after(&self, node: Node) -> Step {
        let Node {
            block,
            level,
            merge,
        } = node;
        let levels = self.blocks[block].levels;
        let (block, level, merge) = if merge + 1 < 1 << (levels - level) {
            (block, level, merge + 1)
        } else if level < levels {
            (block, level + 1, 0)
        } else {
            (block + 1, 0, 0)
        };
        Step::Solve(Node {
            block,
            level,
            merge,
        })
    }

    /// The fraction of the work that is done.
    pub fn done(&self) -> f64 {
        match self.step {
            Step::Finished => 1.0,
            _ => self.passed / self.planned,
        }
    }

    /// The eigenvalues in the range, ascending, once all is done.
    pub fn values(&self) -> &[f64] {
        &self.ascending_values[self.wanted.clone()]
    }

    fn pass(&mut self, solved: &Solved) {
        self.passed += cube((solved.span.end - solved.span.first) as f64);
    }

    /// Does a leaf by QL; returns about how many flops that takes.
    fn leaf(&mut self, node: Node, vectors: &mut [f64]) -> Result<f64, Error> {
        let block = &self.blocks[node.block];
        let (first, end) = (block.leaf(node.merge), block.leaf(node.merge + 1));
        let order = end - first;
        for row in first..end {
            vectors[row * self.n + row] = 1.0;
        }
        let mut e = [0.0; LEAF];
        e[..order].copy_from_slice(&self.couplings[first..end]);
        leaf::pairs(
            &mut self.values[first..end],
            &mut e[..order],
            &mut vectors[first * self.n + first..],
            self.n,
        )?;
        Ok(10.0 * cube(order as f64))
    }

    /// Scales the eigenvalues back, and finds which are in the range.
    fn select(&mut self) {
        for block in &self.blocks[..self.block_count] {
            for value in &mut self.values[block.first..block.end] {
                *value *= block.scale;
                *value *= self.scale;
            }
        }
        for (row, to) in self.ascending.iter_mut().enumerate() {
            *to = row;
        }
        sort_rows(&mut self.ascending, &self.values);
        for (to, &row) in self.ascending_values.iter_mut().zip(&self.ascending) {
            *to = self.values[row];
        }
        self.wanted = self.range.of(&self.ascending_values);
    }

    /// Those of the eigenvectors that a merge is to multiply that are in the range.
    fn wanted_of(&self, solved: &Solved) -> core::ops::Range<usize> {
        let first = solved.span.first;
        let numbers = self.ascending[self.wanted.clone()]
            .iter()
            .filter(|&&row| (first..first + solved.count()).contains(&row))
            .map(|row| row - first);
        let from = numbers.clone().min().unwrap_or(0);
        from..numbers.max().map_or(from, |last| last + 1)
    }

    /// Brings what is in the range to the front, in the order of the eigenvalues.
    fn sort(&mut self, vectors: &mut [f64]) {
        let n = self.n;
        let wanted = &self.ascending[self.wanted.clone()];
        for to in 0..wanted.len() {
            // What was in a row before this one has been exchanged with the row that was brought there.
            let mut from = wanted[to];
            while from < to {
                from = wanted[from];
            }
            if from > to {
                let (above, below) = vectors.split_at_mut(from * n);
                above[to * n..][..n].swap_with_slice(&mut below[..n]);
            }
        }
    }
}

fn cube(x: f64) -> f64 {
    x * x * x
}

//! The tables of trained networks, row by row.

use crate::columns::{Column, Columns};
use crate::network::Evaluation;
use crate::optimise::Method;

/// Why a training ended. The order is that of the tables' vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrainingStatus {
    /// All epochs are done.
    Completed,
    /// The gradient is within the tolerance.
    Converged,
    /// No step lowers the loss.
    Stalled,
    /// The loss of a batch is no number, or far above the first.
    Diverged,
}

impl TrainingStatus {
    /// The tables' vocabulary.
    pub const WORDS: [&'static str; 4] = ["completed", "converged", "stalled", "diverged"];
}

/// The tables' vocabulary of methods.
pub const METHODS: [&str; 4] = [
    "sgd",
    Method::WORDS[Method::GradientDescent as usize],
    Method::WORDS[Method::Lbfgs as usize],
    "simulated-annealing",
];

/// Places in [`METHODS`].
pub(super) const SGD: u8 = 0;
pub(super) const ANNEALING: u8 = 3;

/// A trained network.
pub(super) struct Trained<'a> {
    pub(super) replica: u32,
    pub(super) parameters: &'a [f64],
    pub(super) train: Evaluation,
    pub(super) gradient_norm: f64,
    pub(super) test: Option<Evaluation>,
    pub(super) epochs: u32,
    pub(super) evaluations: u32,
    pub(super) status: TrainingStatus,
}

/// Networks that are trained and have not left.
#[derive(Debug, Default)]
pub(super) struct Networks {
    replica: Vec<u32>,
    weights: Vec<f64>,
    train_loss: Vec<f64>,
    train_accuracy: Vec<f64>,
    test_loss: Vec<f64>,
    test_accuracy: Vec<f64>,
    gradient_norm: Vec<f64>,
    epochs: Vec<u32>,
    evaluations: Vec<u32>,
    status: Vec<u8>,
}

impl Networks {
    pub(super) fn add(&mut self, trained: &Trained<'_>) {
        self.replica.push(trained.replica);
        self.weights.extend_from_slice(trained.parameters);
        self.train_loss.push(trained.train.loss);
        self.train_accuracy.push(trained.train.accuracy);
        self.test_loss.extend(trained.test.map(|test| test.loss));
        self.test_accuracy
            .extend(trained.test.map(|test| test.accuracy));
        self.gradient_norm.push(trained.gradient_norm);
        self.epochs.push(trained.epochs);
        self.evaluations.push(trained.evaluations);
        self.status.push(trained.status as u8);
    }

    /// All by the method of that place. Without a test set its columns have no rows.
    pub(super) fn into_columns(self, method: u8) -> Columns {
        let method = vec![method; self.replica.len()];
        Columns::new()
            .with("replica", Column::U32(self.replica))
            .with("weights", Column::F64(self.weights))
            .with("train_loss", Column::F64(self.train_loss))
            .with("test_loss", Column::F64(self.test_loss))
            .with("train_accuracy", Column::F64(self.train_accuracy))
            .with("test_accuracy", Column::F64(self.test_accuracy))
            .with("epochs", Column::U32(self.epochs))
            .with("evaluations", Column::U32(self.evaluations))
            .with("gradient_norm", Column::F64(self.gradient_norm))
            .with("method", words(&METHODS, method))
            .with("status", words(&TrainingStatus::WORDS, self.status))
    }
}

fn words(vocabulary: &'static [&'static str], codes: Vec<u8>) -> Column {
    Column::Words { vocabulary, codes }
}

/// Epochs that are over and have not left, and a loss of each.
#[derive(Debug, Default)]
pub(super) struct Histories {
    replica: Vec<u32>,
    epoch: Vec<u32>,
    loss: Vec<f64>,
}

impl Histories {
    pub(super) fn add(&mut self, replica: u32, epoch: u32, loss: f64) {
        self.replica.push(replica);
        self.epoch.push(epoch);
        self.loss.push(loss);
    }

    /// Beside `columns`, with names of their own.
    pub(super) fn beside(self, columns: Columns) -> Columns {
        columns
            .with("history_replica", Column::U32(self.replica))
            .with("history_epoch", Column::U32(self.epoch))
            .with("history_train_loss", Column::F64(self.loss))
    }
}

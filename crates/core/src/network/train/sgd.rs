//! The job that trains replicas by stochastic gradient descent, one after the other.

use super::closing::Closing;
use super::learner::{Learner, Step};
use super::order::shuffle;
use super::rows::{Histories, Networks, SGD, Trained, TrainingStatus};
use super::samples::Samples;
use super::settings::{Settings, Sgd};
use crate::budget::Budget;
use crate::columns::Columns;
use crate::data::Dataset;
use crate::error::Error;
use crate::job::{Job, Progress};
use crate::memory::try_filled;
use crate::network::{Architecture, Evaluation, Network, Shape};
use crate::precision::Precision;
use losscape_kernels::Real;
use std::mem::take;

/// A batch whose mean loss is so many times that of the first one, and 1, has left every loss worth having.
const EXPLODED: f64 = 1e6;

/// What learns, in either precision: all else of a training is the same code for both.
trait Learns {
    fn set(&mut self, shape: &Shape, parameters: &[f64]);
    fn get(&self, shape: &Shape, parameters: &mut [f64]);
    fn step(&mut self, batch: &[u32], step: Step) -> f64;
}

/// A learner and what it learns from.
struct Pupil<T> {
    learner: Learner<T>,
    samples: Samples<T>,
}

impl<T: Real + 'static> Pupil<T> {
    fn boxed(
        architecture: &Architecture,
        shape: &Shape,
        batch: usize,
        samples: Samples<T>,
    ) -> Result<Box<dyn Learns>, Error> {
        Ok(Box::new(Pupil::<T> {
            learner: Learner::new(architecture, shape, batch)?,
            samples,
        }))
    }
}

impl<T: Real> Learns for Pupil<T> {
    fn set(&mut self, shape: &Shape, parameters: &[f64]) {
        self.learner.set(shape, parameters);
    }

    fn get(&self, shape: &Shape, parameters: &mut [f64]) {
        self.learner.get(shape, parameters);
    }

    fn step(&mut self, batch: &[u32], step: Step) -> f64 {
        self.learner.step(&self.samples, batch, step)
    }
}

/// How far a replica is.
enum Stage {
    /// In an epoch, of which so many samples were seen.
    Learning { epoch: u32, seen: usize },
    /// Evaluated on the train set.
    Train,
    /// Evaluated on the test set.
    Test,
}

pub(super) struct Training {
    settings: Settings,
    sgd: Sgd,
    train: Dataset,
    test: Option<Dataset>,
    learner: Box<dyn Learns>,
    /// The network of the replica: its start, then its end.
    network: Network,
    closing: Closing,
    order: Vec<u32>,
    /// Replicas that are done.
    done: u32,
    stage: Stage,
    /// Of the replica: the mean loss of its first batch, and the sum of losses in this epoch.
    first_loss: f64,
    losses: f64,
    /// Epochs that it began, and why it ended.
    epochs: u32,
    status: TrainingStatus,
    on_train: (Evaluation, f64),
    networks: Networks,
    histories: Histories,
}

impl Training {
    /// Trains `network` and its like.
    pub(super) fn new(
        settings: Settings,
        sgd: Sgd,
        network: Network,
        train: &Dataset,
        test: Option<&Dataset>,
    ) -> Result<Self, Error> {
        let architecture = &settings.architecture;
        let batch = train.samples().min(sgd.batch_size as usize);
        let nothing = Evaluation {
            loss: 0.0,
            accuracy: 0.0,
        };
        Ok(Training {
            learner: match sgd.precision {
                Precision::Single => {
                    let samples = Samples::singles(train)?;
                    Pupil::boxed(architecture, network.shape(), batch, samples)?
                }
                Precision::Double => {
                    let samples = Samples::doubles(train);
                    Pupil::boxed(architecture, network.shape(), batch, samples)?
                }
            },
            closing: Closing::new(&network)?,
            order: try_filled("the order of samples", train.samples(), 0)?,
            train: train.clone(),
            test: test.cloned(),
            network,
            settings,
            sgd,
            done: 0,
            stage: Stage::Learning { epoch: 0, seen: 0 },
            first_loss: 0.0,
            losses: 0.0,
            epochs: 0,
            status: TrainingStatus::Completed,
            on_train: (nothing, 0.0),
            networks: Networks::default(),
            histories: Histories::default(),
        })
    }

    /// The number of the replica.
    fn replica(&self) -> u32 {
        self.settings.first + self.done
    }

    /// Puts the learner at the start of the replica.
    fn start(&mut self) -> Result<(), Error> {
        self.network = self.settings.network(self.replica())?;
        self.learner
            .set(self.network.shape(), self.network.parameters());
        self.status = TrainingStatus::Completed;
        Ok(())
    }

    /// Learns of the next batch; returns the floating-point operations that took.
    #[inline(never)]
    fn learn(&mut self, epoch: u32, seen: usize) -> Result<f64, Error> {
        let sgd = self.sgd;
        if seen == 0 {
            if epoch == 0 {
                self.start()?;
            }
            let replica = self.replica();
            shuffle(&mut self.order, self.settings.seed, replica, epoch);
            self.epochs = epoch + 1;
            self.losses = 0.0;
        }
        let end = self.order.len().min(seen + sgd.batch_size as usize);
        let batch = &self.order[seen..end];
        let step = Step {
            rate: sgd.learning_rate * sgd.schedule.factor(epoch, sgd.epochs),
            momentum: sgd.momentum,
        };
        let loss = self.learner.step(batch, step);
        let work = (6 * batch.len() * self.network.shape().parameters()) as f64;
        self.losses += loss * batch.len() as f64;
        if epoch == 0 && seen == 0 {
            self.first_loss = loss;
        }
        let diverged = loss.is_nan() || loss > EXPLODED * (1.0 + self.first_loss);
        self.stage = Stage::Learning { epoch, seen: end };
        if diverged || end == self.order.len() {
            let mean = self.losses / end as f64;
            self.histories.add(self.replica(), epoch, mean);
            let over = diverged || epoch + 1 == sgd.epochs;
            self.stage = Stage::Learning {
                epoch: epoch + 1,
                seen: 0,
            };
            if over {
                self.end(diverged);
            }
        }
        Ok(work)
    }

    fn end(&mut self, diverged: bool) {
        let Network {
            shape, parameters, ..
        } = &mut self.network;
        self.learner.get(shape, parameters);
        if diverged || !parameters.iter().all(|parameter| parameter.is_finite()) {
            self.status = TrainingStatus::Diverged;
        }
        self.stage = Stage::Train;
    }

    fn keep(&mut self, test: Option<Evaluation>) {
        let (train, gradient_norm) = self.on_train;
        self.networks.add(&Trained {
            replica: self.replica(),
            parameters: self.network.parameters(),
            train,
            gradient_norm,
            test,
            epochs: self.epochs,
            evaluations: self.epochs,
            status: self.status,
        });
        self.done += 1;
        self.stage = Stage::Learning { epoch: 0, seen: 0 };
    }

    /// The next block of the closing evaluation; returns the floating-point operations that took.
    #[inline(never)]
    fn close(&mut self) -> f64 {
        let on_test = matches!(self.stage, Stage::Test);
        let data = match &self.test {
            Some(test) if on_test => test,
            _ => &self.train,
        };
        let work = self.closing.advance(&self.network, data, !on_test);
        if self.closing.is_done(data) {
            let found = self.closing.take(data);
            if on_test {
                self.keep(Some(found.0));
            } else {
                self.on_train = found;
                match self.test {
                    Some(_) => self.stage = Stage::Test,
                    None => self.keep(None),
                }
            }
        }
        work
    }
}

impl Job for Training {
    fn advance(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        while self.done < self.settings.replicas && !budget.is_spent() {
            let work = match self.stage {
                Stage::Learning { epoch, seen } => self.learn(epoch, seen)?,
                Stage::Train | Stage::Test => self.close(),
            };
            budget.spend(work);
        }
        Ok(self.done == self.settings.replicas)
    }

    fn progress(&self) -> Progress {
        let epochs = f64::from(self.sgd.epochs);
        let part = match self.stage {
            Stage::Learning { epoch, seen } => {
                f64::from(epoch) + seen as f64 / self.order.len() as f64
            }
            Stage::Train | Stage::Test => epochs,
        };
        Progress {
            done: f64::from(self.done) + part / epochs,
            total: f64::from(self.settings.replicas),
        }
    }

    fn take(&mut self) -> Result<Columns, Error> {
        let networks = take(&mut self.networks).into_columns(SGD);
        Ok(take(&mut self.histories).beside(networks))
    }
}

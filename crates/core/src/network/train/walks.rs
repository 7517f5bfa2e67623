//! Trainings that walk over the loss of the whole set: descents and annealings, one replica after the other.

use super::closing::Closing;
use super::rows::{ANNEALING, Histories, METHODS, Networks, Trained, TrainingStatus};
use super::settings::{Anneal, Settings};
use crate::columns::Columns;
use crate::data::Dataset;
use crate::error::Error;
use crate::job::Job;
use crate::network::{Activity, DataLoss, Network, WeightSlots};
use crate::objective::Objective;
use crate::optimise::{
    self, Annealing, Batch, Descent, Geometry, Method, Replicas, Termination, Walker, inform_slopes,
};
use std::mem::take;
use std::rc::Rc;
use std::slice::from_mut;

/// Replicas at a time. An evaluation serves one alone, and rows are kept in the order of replicas.
const REPLICAS_AT_A_TIME: u32 = 1;

/// A job of full-batch descents.
pub(super) fn descents(
    settings: Settings,
    method: Method,
    termination: Termination,
    network: &Network,
    train: &Dataset,
    test: Option<&Dataset>,
) -> Result<Box<dyn Job>, Error> {
    let begin = move |_: &DataLoss, weights, _| -> Result<Box<dyn Walk>, Error> {
        Ok(Box::new(Told {
            descent: Descent::new(weights, Geometry::Flat, method, termination),
            losses: Vec::new(),
        }))
    };
    let word = Method::WORDS[method as usize];
    let place = METHODS.iter().position(|known| *known == word);
    let method = place.expect("a method of networks") as u8;
    walks(settings, method, network, train, test, Box::new(begin))
}

/// A job of annealings.
pub(super) fn annealings(
    settings: Settings,
    anneal: Anneal,
    network: &Network,
    train: &Dataset,
    test: Option<&Dataset>,
) -> Result<Box<dyn Job>, Error> {
    let seed = settings.seed;
    let begin = move |loss: &DataLoss, weights, replica| -> Result<Box<dyn Walk>, Error> {
        let Anneal { cooling, moves } = anneal.clone();
        let name = (seed, replica);
        Ok(Box::new(Annealing::new(
            loss, weights, cooling, moves, name,
        )?))
    };
    walks(settings, ANNEALING, network, train, test, Box::new(begin))
}

/// The walk from the weights of a replica.
type Begin = Box<dyn Fn(&DataLoss, Vec<f64>, u32) -> Result<Box<dyn Walk>, Error>>;

fn walks(
    settings: Settings,
    method: u8,
    network: &Network,
    train: &Dataset,
    test: Option<&Dataset>,
    begin: Begin,
) -> Result<Box<dyn Job>, Error> {
    let loss = Rc::new(DataLoss::new(network.clone(), train.clone())?);
    let replicas = settings.replicas;
    let ends = Ends {
        loss: Rc::clone(&loss),
        settings,
        method,
        test: test.cloned(),
        begin,
        network: network.clone(),
        closing: Closing::new(network)?,
        networks: Networks::default(),
        histories: Histories::default(),
    };
    let batch = Batch::new(loss, ends, replicas, REPLICAS_AT_A_TIME)?;
    Ok(Box::new(batch))
}

/// A walk of weights, whatever its kind, so that all kinds share the code of one batch.
trait Walk {
    /// [`Walker::inform`] of this walk alone.
    fn inform(&mut self, loss: &DataLoss, slots: &mut WeightSlots) -> f64;
    /// [`Walker::go_on`].
    fn go_on(&mut self) -> Option<optimise::Status>;
    /// The part of it that is done, where that is known.
    fn part(&self) -> f64;
    /// The weights.
    fn point(&self) -> &[f64];
    /// The loss that each epoch began with.
    fn losses(&self) -> &[f64];
    /// Work, in evaluations of `loss` and its gradient.
    fn evaluations(&self, loss: &DataLoss) -> u32;
}

impl Walker<DataLoss> for Box<dyn Walk> {
    fn inform(walks: &mut [Self], loss: &DataLoss, slots: &mut WeightSlots) -> f64 {
        walks
            .iter_mut()
            .map(|walk| walk.as_mut().inform(loss, slots))
            .sum()
    }

    fn go_on(&mut self) -> Option<optimise::Status> {
        self.as_mut().go_on()
    }

    fn part(&self) -> f64 {
        self.as_ref().part()
    }
}

/// A descent, and the losses from which its steps began.
struct Told {
    descent: Descent,
    losses: Vec<f64>,
}

impl Walk for Told {
    fn inform(&mut self, loss: &DataLoss, slots: &mut WeightSlots) -> f64 {
        inform_slopes(from_mut(&mut self.descent), loss, slots, Descent::ask)
    }

    fn go_on(&mut self) -> Option<optimise::Status> {
        let Told { descent, losses } = self;
        let before = descent.energy();
        let status = Walker::<DataLoss>::go_on(descent);
        if descent.iterations() as usize > losses.len() {
            losses.push(before);
        }
        status
    }

    fn part(&self) -> f64 {
        0.0
    }

    fn point(&self) -> &[f64] {
        self.descent.point()
    }

    fn losses(&self) -> &[f64] {
        &self.losses
    }

    fn evaluations(&self, _: &DataLoss) -> u32 {
        self.descent.evaluations()
    }
}

impl Walk for Annealing<Activity> {
    fn inform(&mut self, loss: &DataLoss, slots: &mut WeightSlots) -> f64 {
        Walker::inform(from_mut(self), loss, slots)
    }

    fn go_on(&mut self) -> Option<optimise::Status> {
        Walker::<DataLoss>::go_on(self)
    }

    fn part(&self) -> f64 {
        Walker::<DataLoss>::part(self)
    }

    fn point(&self) -> &[f64] {
        self.point()
    }

    fn losses(&self) -> &[f64] {
        self.values()
    }

    fn evaluations(&self, loss: &DataLoss) -> u32 {
        (self.work() / loss.flops()).ceil() as u32
    }
}

/// Where walks start, and the tables of those that ended.
struct Ends {
    loss: Rc<DataLoss>,
    settings: Settings,
    /// The place in [`super::METHODS`].
    method: u8,
    test: Option<Dataset>,
    begin: Begin,
    network: Network,
    closing: Closing,
    networks: Networks,
    histories: Histories,
}

impl Replicas<DataLoss, Box<dyn Walk>> for Ends {
    fn start(&mut self, row: u32) -> Result<Box<dyn Walk>, Error> {
        let replica = self.settings.first + row;
        let network = self.settings.network(replica)?;
        (self.begin)(&self.loss, network.parameters().to_vec(), replica)
    }

    fn keep(
        &mut self,
        row: u32,
        loss: &DataLoss,
        walk: &Box<dyn Walk>,
        status: optimise::Status,
    ) -> Result<f64, Error> {
        let replica = self.settings.first + row;
        self.network.parameters_mut().copy_from_slice(walk.point());
        let ((train, gradient_norm), mut work) =
            self.closing.whole(&self.network, loss.data(), true);
        let test = self.test.as_ref().map(|test| {
            let ((found, _), more) = self.closing.whole(&self.network, test, false);
            work += more;
            found
        });
        for (epoch, loss) in (0..).zip(walk.losses()) {
            self.histories.add(replica, epoch, *loss);
        }
        self.networks.add(&Trained {
            replica,
            parameters: walk.point(),
            train,
            gradient_norm,
            test,
            epochs: walk.losses().len() as u32,
            evaluations: walk.evaluations(loss),
            status: if train.loss.is_finite() {
                status.into()
            } else {
                TrainingStatus::Diverged
            },
        });
        Ok(work)
    }

    fn take(&mut self, _rows: &[u32]) -> Result<Columns, Error> {
        let networks = take(&mut self.networks).into_columns(self.method);
        Ok(take(&mut self.histories).beside(networks))
    }
}

impl From<optimise::Status> for TrainingStatus {
    fn from(status: optimise::Status) -> Self {
        match status {
            optimise::Status::Converged => TrainingStatus::Converged,
            optimise::Status::MaxIterations => TrainingStatus::Completed,
            optimise::Status::Stalled => TrainingStatus::Stalled,
        }
    }
}

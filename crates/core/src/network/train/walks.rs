//! Trainings that walk over the loss of the whole set: descents of a batch of replicas.

use super::closing::Closing;
use super::rows::{DESCENTS, Histories, Networks, Status, Trained};
use super::settings::Settings;
use crate::columns::Columns;
use crate::data::Dataset;
use crate::error::Error;
use crate::job::Job;
use crate::network::{DataLoss, Network};
use crate::objective::Objective;
use crate::optimise::inform_slopes;
use crate::optimise::{self, Batch, Descent, Geometry, Method, Replicas, Termination, Walker};
use std::mem::take;
use std::rc::Rc;

/// Replicas at a time. An evaluation serves one alone, and rows are kept in the order of replicas.
const REPLICAS_AT_A_TIME: u32 = 1;

/// A job of full-batch descents.
pub(super) fn descents(
    settings: Settings,
    method: Method,
    termination: Termination,
    network: Network,
    train: &Dataset,
    test: Option<&Dataset>,
) -> Result<Box<dyn Job>, Error> {
    let start = move |network: Network, _| Told {
        descent: Descent::new(
            network.parameters().to_vec(),
            Geometry::Flat,
            method,
            termination,
        ),
        losses: Vec::new(),
    };
    let replicas = settings.replicas;
    let ends = Ends::new(settings, DESCENTS + method as u8, &network, test, start)?;
    let loss = Rc::new(DataLoss::new(network, train.clone())?);
    let batch = Batch::new(loss, ends, replicas, REPLICAS_AT_A_TIME)?;
    Ok(Box::new(batch))
}

/// What is reported of a walk that ended.
trait Walk {
    fn point(&self) -> &[f64];
    /// The loss that each epoch began with.
    fn losses(&self) -> &[f64];
    fn evaluations(&self) -> u32;
}

/// A descent, and the losses from which its steps began.
struct Told {
    descent: Descent,
    losses: Vec<f64>,
}

impl<O: Objective> Walker<O> for Told {
    fn inform(walks: &mut [Self], objective: &O, slots: &mut O::Slots) -> f64 {
        inform_slopes(walks, objective, slots, |walk| walk.descent.ask())
    }

    fn go_on(&mut self) -> Option<optimise::Status> {
        let Told { descent, losses } = self;
        let before = descent.energy();
        let status = Walker::<O>::go_on(descent);
        if descent.iterations() as usize > losses.len() {
            losses.push(before);
        }
        status
    }
}

impl Walk for Told {
    fn point(&self) -> &[f64] {
        self.descent.point()
    }

    fn losses(&self) -> &[f64] {
        &self.losses
    }

    fn evaluations(&self) -> u32 {
        self.descent.evaluations()
    }
}

/// Where walks start, and the tables of those that ended.
struct Ends<S> {
    settings: Settings,
    /// The place in [`super::METHODS`].
    method: u8,
    test: Option<Dataset>,
    /// The walk of a replica from its network.
    begin: S,
    network: Network,
    closing: Closing,
    networks: Networks,
    histories: Histories,
}

impl<S> Ends<S> {
    fn new(
        settings: Settings,
        method: u8,
        network: &Network,
        test: Option<&Dataset>,
        begin: S,
    ) -> Result<Self, Error> {
        Ok(Ends {
            settings,
            method,
            test: test.cloned(),
            begin,
            network: network.clone(),
            closing: Closing::new(network)?,
            networks: Networks::default(),
            histories: Histories::default(),
        })
    }
}

impl<W, S> Replicas<DataLoss, W> for Ends<S>
where
    W: Walk + Walker<DataLoss>,
    S: FnMut(Network, u32) -> W,
{
    fn start(&mut self, row: u32) -> Result<W, Error> {
        let replica = self.settings.first + row;
        let network = self.settings.network(replica)?;
        Ok((self.begin)(network, replica))
    }

    fn keep(
        &mut self,
        row: u32,
        loss: &DataLoss,
        walk: &W,
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
            evaluations: walk.evaluations(),
            status: if train.loss.is_finite() {
                status.into()
            } else {
                Status::Diverged
            },
        });
        Ok(work)
    }

    fn take(&mut self, _rows: &[u32]) -> Result<Columns, Error> {
        let networks = take(&mut self.networks).into_columns(self.method);
        Ok(take(&mut self.histories).beside(networks))
    }
}

impl From<optimise::Status> for Status {
    fn from(status: optimise::Status) -> Self {
        match status {
            optimise::Status::Converged => Status::Converged,
            optimise::Status::MaxIterations => Status::Completed,
            optimise::Status::Stalled => Status::Stalled,
        }
    }
}

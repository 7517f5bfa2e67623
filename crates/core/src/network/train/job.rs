//! The job of a training, whatever its recipe.

use super::settings::{Recipe, Settings};
use super::sgd::Training;
use super::walks::{annealings, descents};
use crate::data::Dataset;
use crate::error::Error;
use crate::job::Job;
use crate::network::check;

/// A job that trains networks on `train`, and evaluates them there and on `test`.
///
/// A replica's bits depend on the seed and its number alone.
///
/// # Errors
/// [`Error::InvalidInput`] for settings that are not allowed, and for data of other widths than the networks';
/// [`Error::OutOfMemory`].
pub fn training(
    settings: Settings,
    train: &Dataset,
    test: Option<&Dataset>,
) -> Result<Box<dyn Job>, Error> {
    settings.check()?;
    let network = settings.network(settings.first)?;
    for data in [Some(train), test].into_iter().flatten() {
        check::fits(network.shape(), data)?;
    }
    Ok(match settings.recipe.clone() {
        Recipe::Sgd(sgd) => Box::new(Training::new(settings, sgd, network, train, test)?),
        Recipe::Descent {
            method,
            termination,
        } => descents(settings, method, termination, &network, train, test)?,
        Recipe::Anneal(anneal) => annealings(settings, anneal, &network, train, test)?,
    })
}

//! Extremal eigenpairs by thick-restart Lanczos.
//!
//! Source: Wu and Simon, *Thick-restart Lanczos method for large symmetric eigenvalue problems*, SIAM J. Matrix Anal.
//! Appl. 22 (2000).

use super::projected::Pairs;
use super::space::Space;
use crate::budget::Budget;
use crate::columns::{Column, Columns};
use crate::error::{Error, Rule};
use crate::job::{Job, Progress};
use crate::memory::try_filled;

/// Which end of the spectrum is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The smallest eigenvalues.
    Smallest,
    /// The largest.
    Largest,
    /// Of both ends half, the odd one at the lower.
    Both,
}

impl Which {
    /// Every choice with its public name.
    pub const NAMES: [(Which, &'static str); 3] = [
        (Which::Smallest, "smallest"),
        (Which::Largest, "largest"),
        (Which::Both, "both"),
    ];

    /// The places in ascending order of the `count` wanted ones among `of` eigenvalues.
    fn places(self, count: usize, of: usize) -> impl Iterator<Item = usize> {
        let low = match self {
            Which::Smallest => count,
            Which::Largest => 0,
            Which::Both => count.div_ceil(2),
        };
        (0..low).chain(of - (count - low)..of)
    }
}

/// Why the iteration stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Every wanted pair's residual is within the tolerance.
    Converged,
    /// It took all its products.
    MaxProducts,
    /// It was not gone on with.
    Aborted,
}

impl Status {
    /// The public names, in order.
    pub const NAMES: [&'static str; 3] = ["converged", "max-products", "aborted"];
}

/// What is wanted, and when to stop.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The order of the operator.
    pub n: usize,
    /// How many eigenpairs.
    pub count: usize,
    /// Which.
    pub which: Which,
    /// Vectors that the basis grows to before it is restarted.
    pub basis: usize,
    /// On ‖A·x − θ·x‖/‖A‖.
    pub tolerance: f64,
    /// On |⟨u, A·v⟩ − ⟨A·u, v⟩|/‖A‖ for vectors u, v of the basis.
    pub symmetry_tolerance: f64,
    /// Products after which it gives up.
    pub max_products: u32,
    /// Of the random vectors.
    pub seed: u64,
}

impl Settings {
    fn check(&self) -> Result<(), Error> {
        let whole = |name: &'static str, value: usize, min: usize, max: usize| {
            if (min..=max).contains(&value) {
                return Ok(());
            }
            let (min, max) = (min as f64, max as f64);
            Err(Error::invalid(
                name,
                value as f64,
                Rule::WholeNumber { min, max },
            ))
        };
        let Settings {
            n,
            count,
            tolerance,
            ..
        } = *self;
        whole("count", count, 0, n)?;
        whole("basis", self.basis, n.min(count + 1), n)?;
        whole(
            "maxProducts",
            self.max_products as usize,
            count,
            u32::MAX as usize,
        )?;
        let (min, end) = (f64::EPSILON, 1.0);
        if !(min..end).contains(&tolerance) {
            return Err(Error::invalid(
                "tolerance",
                tolerance,
                Rule::Within { min, end },
            ));
        }
        Ok(())
    }
}

/// The iteration: a Krylov basis grows to its full size, its eigenpairs of interest are kept, and it grows again.
///
/// A pair's residual is known without a product; what rounding adds to it, below √n·eps·‖A‖, is not.
/// A space that turns out to be invariant has its pairs exactly, and the iteration goes on from a random vector
/// orthogonal to it.
pub struct Lanczos {
    settings: Settings,
    space: Space,
    status: Option<Status>,
    converged: usize,
}

impl Lanczos {
    /// An iteration that asks for its first product.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for settings out of range, [`Error::OutOfMemory`] where the basis does not fit.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        settings.check()?;
        let Settings {
            n,
            basis,
            seed,
            symmetry_tolerance,
            ..
        } = settings;
        let mut lanczos = Self {
            settings,
            space: Space::new(n, basis, seed, symmetry_tolerance)?,
            status: None,
            converged: 0,
        };
        if settings.count == 0 {
            lanczos.status = Some(Status::Converged);
        } else {
            lanczos.space.draw_next();
        }
        Ok(lanczos)
    }

    /// What was found.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`] where it does not fit.
    pub fn result(&mut self) -> Result<Eigenpairs, Error> {
        let n = self.settings.n;
        let pairs = self.space.pairs()?;
        let places: Vec<usize> = self.wanted(&pairs).collect();
        let mut vectors = try_filled("the eigenvectors", places.len() * n, 0.0)?;
        for (place, &k) in places.iter().enumerate() {
            self.space.vector(&pairs, k, &mut vectors[place * n..][..n]);
        }
        let scale = self.space.scale();
        let value = |&k: &usize| scale * pairs.values[k];
        let residual = |&k: &usize| scale * self.space.residual(&pairs, k);
        let converged = |&k: &usize| u32::from(self.is_converged(&pairs, k));
        Ok(Eigenpairs {
            values: places.iter().map(value).collect(),
            vectors,
            residuals: places.iter().map(residual).collect(),
            converged: places.iter().map(converged).collect(),
            status: self.status.unwrap_or(Status::Aborted),
        })
    }

    /// Places of the wanted pairs among those of the space, which may have fewer.
    fn wanted(&self, pairs: &Pairs) -> impl Iterator<Item = usize> + use<> {
        let of = pairs.values.len();
        self.settings.which.places(self.settings.count.min(of), of)
    }

    fn is_converged(&self, pairs: &Pairs, k: usize) -> bool {
        self.space.residual(pairs, k) <= self.settings.tolerance * self.space.norm()
    }

    /// The pairs to go on with: the wanted ones and half as many more as there is room, on their inner side.
    ///
    /// Half took the fewest products among a tenth to seven tenths, on spectra with and without gaps.
    fn kept(&self) -> Vec<usize> {
        let Settings {
            which,
            count,
            basis,
            ..
        } = self.settings;
        which.places(count + (basis - count) / 2, basis).collect()
    }
}

impl Job for Lanczos {
    fn advance(&mut self, _budget: &mut Budget) -> Result<bool, Error> {
        Ok(self.status.is_some())
    }

    /// The wanted pairs that were within the tolerance when that was last looked at.
    fn progress(&self) -> Progress {
        Progress {
            done: self.converged as f64,
            total: self.settings.count as f64,
        }
    }

    fn take(&mut self) -> Result<Columns, Error> {
        let found = self.result()?;
        let status = Column::Words {
            vocabulary: &Status::NAMES,
            codes: vec![found.status as u8],
        };
        Ok(Columns::new()
            .with("values", Column::F64(found.values))
            .with("vectors", Column::F64(found.vectors))
            .with("residuals", Column::F64(found.residuals))
            .with("converged", Column::U32(found.converged))
            .with("status", status))
    }

    fn ask(&mut self) -> Option<(&[f64], &mut [f64])> {
        match self.status {
            None => Some(self.space.ask()),
            Some(_) => None,
        }
    }

    fn accept(&mut self, budget: &mut Budget) -> Result<(), Error> {
        budget.spend(self.space.flops());
        self.space.accept()?;
        let spent = self.space.products() == self.settings.max_products;
        if self.space.is_full() || spent {
            let pairs = self.space.pairs()?;
            let wanted = self.wanted(&pairs);
            self.converged = wanted.filter(|&k| self.is_converged(&pairs, k)).count();
            if self.converged == self.settings.count {
                self.status = Some(Status::Converged);
            } else if spent {
                self.status = Some(Status::MaxProducts);
            } else {
                self.space.restart(&pairs, &self.kept())?;
            }
        } else if self.space.is_invariant() {
            self.space.draw_next();
        }
        Ok(())
    }

    fn products(&self) -> u32 {
        self.space.products()
    }
}

/// Eigenpairs in ascending order of the eigenvalues.
#[derive(Debug, Clone, PartialEq)]
pub struct Eigenpairs {
    /// The eigenvalues θ.
    pub values: Vec<f64>,
    /// Unit eigenvectors x, rows of n.
    pub vectors: Vec<f64>,
    /// ‖A·x − θ·x‖.
    pub residuals: Vec<f64>,
    /// 1 where the residual is within the tolerance, else 0.
    pub converged: Vec<u32>,
    /// Why the iteration stopped.
    pub status: Status,
}

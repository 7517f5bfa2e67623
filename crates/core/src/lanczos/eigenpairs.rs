//! Extremal eigenpairs by thick-restart Lanczos.
//!
//! Source: Wu and Simon, *Thick-restart Lanczos method for large symmetric eigenvalue problems*, SIAM J. Matrix Anal.
//! Appl. 22 (2000).

use super::census::Census;
use super::projected::Pairs;
use super::space::Space;
use super::wanted::Which;
use crate::budget::Budget;
use crate::columns::{Column, Columns};
use crate::error::{Error, Rule};
use crate::job::{Job, Progress};
use crate::memory::try_filled;

/// Why the iteration stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LanczosStatus {
    /// Every wanted pair's residual is within the tolerance, and none is missing.
    Converged,
    /// It took all its products.
    MaxProducts,
    /// It was not gone on with.
    Aborted,
}

impl LanczosStatus {
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
    /// Whether the eigenvalues are counted, for which the operator must have entries: that none is missing is proven then,
    /// and likely without.
    pub census: bool,
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
        whole("basis", self.basis, n.min(count + GUARDS + 1), n)?;
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

/// Pairs beyond the wanted ones that a restart keeps at least: one at each end.
const GUARDS: usize = 2;

/// A component of a random vector that is smaller by this than another one is not met.
const UNLIKELY: f64 = 1e-6;

/// The iteration: a Krylov basis grows to its full size, its eigenpairs of interest are kept, and it grows again.
///
/// A pair's residual is known without a product; what rounding adds to it, below √n·eps·‖A‖, is not.
/// A space that turns out to be invariant has its pairs exactly, and the iteration goes on from a random vector
/// orthogonal to it.
///
/// **None is missing.** A Krylov space has one vector of every eigenspace, so that copies of an eigenvalue are not seen.
/// Once the wanted pairs have converged they are locked, and the iteration goes on from a random vector orthogonal to
/// them, until nothing enters among them and the pair beside them, the guard (g, x), has converged too. An eigenvalue
/// μ < g that is not in the space by then has a unit eigenvector u with |⟨u, r⟩| ≤ 1.16·ρ/(g − μ), where r is that random
/// unit vector and ρ ≤ (g − μ)/2 the guard's residual:
///
/// x = p(A)·r with a polynomial p whose roots are the other Ritz values, of restarts before too, and all above g. So
/// |p(λ)| ≤ |p(μ)| for λ ≤ g + 2ρ. The part of x in eigenspaces with |λ − g| ≤ 2ρ is at least √¾, thus |p(μ)| ≥ √¾; and
/// ρ ≥ |⟨u, A·x − g·x⟩| = (g − μ)·|p(μ)|·|⟨u, r⟩|. Such a small component has a probability of at most √n·ρ/(g − μ).
///
/// The guard has converged where ρ is at most [`UNLIKELY`] of its distance to the wanted, or within the tolerance.
/// With a census the eigenvalues beyond the wanted are counted in the place of the guard.
///
/// Residuals of locked pairs add up: at the k-th time they are locked within k/(k + 1) of the tolerance.
pub struct Lanczos {
    settings: Settings,
    space: Space,
    status: Option<LanczosStatus>,
    converged: usize,
    locks: u32,
    /// The wanted values that were locked.
    locked: Vec<f64>,
    census: Option<Census>,
}

/// What to do with a space in which there is no room, or no way on.
enum Turn {
    End,
    Lock,
    Count,
    Restart,
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
            count,
            which,
            basis,
            seed,
            symmetry_tolerance,
            census,
            ..
        } = settings;
        let mut lanczos = Self {
            settings,
            space: Space::new(n, basis, seed, symmetry_tolerance)?,
            status: None,
            converged: 0,
            locks: 0,
            locked: Vec::new(),
            census: census
                .then(|| Census::new(n, which.at_low_end(count)))
                .transpose()?,
        };
        if count == 0 {
            lanczos.status = Some(LanczosStatus::Converged);
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
            status: self.status.unwrap_or(LanczosStatus::Aborted),
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

    /// Whether a pair is good enough to be locked; the space's rounding is, whatever its share of the tolerance.
    fn can_be_locked(&self, pairs: &Pairs, k: usize) -> bool {
        let share = f64::from(self.locks + 1) / f64::from(self.locks + 2);
        let tolerance = (share * self.settings.tolerance).max(f64::EPSILON);
        self.space.residual(pairs, k) <= tolerance * self.space.norm()
    }

    /// Whether nothing has entered among the wanted values since they were locked.
    fn is_as_locked(&self, values: &[f64]) -> bool {
        let near = self.settings.tolerance * self.space.norm() * self.space.scale();
        let mut pairs = values.iter().zip(&self.locked);
        self.locked.len() == values.len() && pairs.all(|(x, y)| (x - y).abs() <= near)
    }

    /// Whether the pairs beside the wanted ones say that there are no more.
    fn is_guarded(&self, pairs: &Pairs) -> bool {
        let Settings { which, count, .. } = self.settings;
        let values = &pairs.values;
        let mut edges = which.edges(count, values.len());
        values.len() > count
            && edges.all(|(edge, guard)| {
                let gap = (values[guard] - values[edge]).abs();
                self.space.residual(pairs, guard) <= UNLIKELY * gap
                    || self.is_converged(pairs, guard)
            })
    }

    /// The wanted values, as many as there are, in the units of A.
    fn values(&self, pairs: &Pairs) -> Vec<f64> {
        let value = |k: usize| self.space.scale() * pairs.values[k];
        self.wanted(pairs).map(value).collect()
    }

    fn turn(&self, pairs: &Pairs) -> Turn {
        if self.converged < self.settings.count {
            return Turn::Restart;
        }
        if self.space.is_whole() {
            return Turn::End;
        }
        let values = self.values(pairs);
        if self.is_as_locked(&values) {
            return match &self.census {
                _ if !self.is_guarded(pairs) => Turn::Restart,
                None => Turn::End,
                Some(_) => Turn::Lock,
            };
        }
        match &self.census {
            _ if !self.wanted(pairs).all(|k| self.can_be_locked(pairs, k)) => Turn::Restart,
            Some(census) if census.may_be_complete(&values) => Turn::Count,
            _ => Turn::Lock,
        }
    }

    /// Goes on where there is no room, or no way on.
    fn take_turn(&mut self) -> Result<(), Error> {
        let spent = self.is_spent();
        let pairs = self.space.pairs()?;
        let wanted = self.wanted(&pairs);
        self.converged = wanted.filter(|&k| self.is_converged(&pairs, k)).count();
        match self.turn(&pairs) {
            Turn::End => self.status = Some(LanczosStatus::Converged),
            Turn::Count => self.begin_count(&pairs)?,
            _ if spent => self.status = Some(LanczosStatus::MaxProducts),
            Turn::Lock => self.lock(&pairs)?,
            Turn::Restart if self.space.is_full() => self.space.restart(&pairs, &self.kept())?,
            Turn::Restart => self.space.draw_next(),
        }
        Ok(())
    }

    fn lock(&mut self, pairs: &Pairs) -> Result<(), Error> {
        let wanted: Vec<usize> = self.wanted(pairs).collect();
        self.locked = self.values(pairs);
        self.locks += 1;
        self.space.lock(pairs, &wanted)
    }

    fn begin_count(&mut self, pairs: &Pairs) -> Result<(), Error> {
        let Settings { n, tolerance, .. } = self.settings;
        // No smaller than the rounding of the factorisation.
        let relative = tolerance.max(10.0 * n as f64 * f64::EPSILON);
        let margin = relative * self.space.norm() * self.space.scale();
        let values = self.values(pairs);
        let census = self.census.as_mut();
        census.map_or(Ok(()), |census| census.begin(&values, margin))
    }

    fn end_count(&mut self, is_complete: bool) -> Result<(), Error> {
        if is_complete {
            self.status = Some(LanczosStatus::Converged);
        } else if self.is_spent() {
            self.status = Some(LanczosStatus::MaxProducts);
        } else {
            let pairs = self.space.pairs()?;
            self.lock(&pairs)?;
        }
        Ok(())
    }

    fn is_spent(&self) -> bool {
        self.space.products() >= self.settings.max_products
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
        let more = GUARDS.max((basis - count) / 2);
        which.places(count + more, basis).collect()
    }
}

impl Job for Lanczos {
    fn advance(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        if let Some(census) = &mut self.census
            && let Some(is_complete) = census.advance(budget)?
        {
            self.end_count(is_complete)?;
        }
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
            vocabulary: &LanczosStatus::NAMES,
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
        let counts = self.census.as_ref().is_some_and(Census::is_counting);
        (self.status.is_none() && !counts).then(|| self.space.ask())
    }

    fn accept(&mut self, budget: &mut Budget) -> Result<(), Error> {
        budget.spend(self.space.flops());
        self.space.accept()?;
        let is_invariant = self.space.is_invariant();
        if self.space.is_full() || self.is_spent() || is_invariant && self.locks > 0 {
            self.take_turn()?;
        } else if is_invariant {
            self.space.draw_next();
        }
        Ok(())
    }

    fn room_for_entries(&mut self) -> Option<&mut [f64]> {
        self.census.as_mut()?.room()
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
    pub status: LanczosStatus,
}

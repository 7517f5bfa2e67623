//! Eigenvalues of a symmetric tridiagonal matrix by implicit QL without square roots.
//!
//! Source: Parlett, The Symmetric Eigenvalue Problem (1998), 8.14–8.15 (Pal, Walker and Kahan).

use crate::error::Error;

/// Sweeps allowed an eigenvalue, on average; two suffice.
const SWEEPS: usize = 30;
/// Unit roundoff, squared.
const ROUNDOFF_2: f64 = f64::from_bits((1023 - 106) << 52);
/// A square that counts as zero, in a block whose largest entry is near 1.
const VANISHING: f64 = f64::from_bits((1023 - 600) << 52);

/// Overwrites `d` with the eigenvalues of the matrix with diagonal `d` and off-diagonal `e` (`d.len()` entries,
/// the last of them zero), in ascending order. Destroys `e`. No entry may exceed 2⁵⁰⁰.
pub fn eigenvalues(d: &mut [f64], e: &mut [f64]) -> Result<(), Error> {
    let n = d.len();
    let mut start = 0;
    while start < n {
        let mut end = start;
        while end + 1 < n && e[end] * e[end] > ROUNDOFF_2 * (d[end] * d[end + 1]).abs() {
            end += 1;
        }
        block(&mut d[start..=end], &mut e[start..=end])?;
        start = end + 1;
    }
    d.sort_unstable_by(f64::total_cmp);
    Ok(())
}

/// A block without a negligible off-diagonal entry: scaled to order 1, off-diagonal squared.
fn block(d: &mut [f64], e: &mut [f64]) -> Result<(), Error> {
    let n = d.len();
    if n == 1 {
        return Ok(());
    }
    e[n - 1] = 0.0;
    let largest = d.iter().chain(&*e).fold(0.0_f64, |m, x| m.max(x.abs()));
    let scale = super::scale::power_of_two_near(largest);
    for x in d.iter_mut() {
        *x /= scale;
    }
    for x in e.iter_mut() {
        let scaled = *x / scale;
        *x = scaled * scaled;
    }
    // QL converges at the front: the end with the smaller entries goes there.
    if d[n - 1].abs() < d[0].abs() {
        d.reverse();
        e[..n - 1].reverse();
    }
    ql(d, e)?;
    for x in d {
        *x *= scale;
    }
    Ok(())
}

fn ql(d: &mut [f64], e2: &mut [f64]) -> Result<(), Error> {
    let n = d.len();
    let mut sweeps = SWEEPS * n;
    let mut first = 0;
    while first < n {
        let last = (first..n - 1)
            .find(|&i| e2[i] <= ROUNDOFF_2)
            .unwrap_or(n - 1);
        e2[last] = 0.0;
        match last - first {
            0 => first += 1,
            1 => {
                (d[first], d[last]) = two_by_two(d[first], e2[first], d[last]);
                first += 2;
            }
            _ => {
                sweeps = sweeps.checked_sub(1).ok_or(Error::NotConverged {
                    what: "the QL iteration for eigenvalues",
                })?;
                sweep(&mut d[first..=last], &mut e2[first..=last]);
            }
        }
    }
    Ok(())
}

/// The eigenvalues of [[a, e], [e, c]].
fn two_by_two(a: f64, e2: f64, c: f64) -> (f64, f64) {
    let half = 0.5 * (a - c);
    let root = (half * half + e2).sqrt();
    // The one of larger modulus without cancellation, the other from the determinant.
    let mean = 0.5 * (a + c);
    let outer = if mean < 0.0 { mean - root } else { mean + root };
    if outer == 0.0 {
        return (0.0, 0.0);
    }
    let (large, small) = if a.abs() > c.abs() { (a, c) } else { (c, a) };
    (outer, (large / outer) * small - e2 / outer)
}

/// One QL sweep with Wilkinson's shift, from the last row to the first.
///
/// The quotient that the next step waits for is u²/(r·p) and not (u/r)²/(p/r): one division deep, not two.
fn sweep(d: &mut [f64], e2: &mut [f64]) {
    let last = d.len() - 1;
    let root = e2[0].sqrt();
    let ratio = (d[1] - d[0]) / (2.0 * root);
    let hyp = (ratio * ratio + 1.0).sqrt();
    let shift = d[0] - root / (ratio + if ratio < 0.0 { -hyp } else { hyp });

    let mut gamma = d[last] - shift;
    let mut p = gamma * gamma;
    let (mut before, mut r) = (1.0, 1.0);
    let mut sine_2 = 0.0;
    let (e_first, e_rest) = e2.split_at_mut(1);
    let (d_first, d_rest) = d.split_at_mut(1);
    let mut bb_next = 0.0;
    let _ = (e_first, d_first, e_rest, d_rest, bb_next);
    for i in (0..last).rev() {
        let bb = e2[i];
        let before_r = r;
        r = p + bb;
        e2[i + 1] = sine_2 * r;
        sine_2 = bb / r;
        let u = p * (d[i] - shift) - bb * gamma;
        let next = u / r;
        d[i + 1] = gamma + (d[i] - next);
        gamma = next;
        let old = p;
        p = if p > VANISHING {
            u * u / (r * p)
        } else {
            limit(before, before_r, bb)
        };
        before = old;
    }
    e2[0] = sine_2 * p;
    d[0] = shift + gamma;
}

#[cold]
#[inline(never)]
fn limit(p: f64, r: f64, bb: f64) -> f64 {
    p / r * bb
}

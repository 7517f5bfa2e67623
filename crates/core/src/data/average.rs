//! Area averages of square images of bytes.

use super::check;
use crate::error::Error;
use crate::memory::try_rows;

/// Pixels a side at most, for sums of bytes to be exact.
const MOST: u64 = 1 << 10;

/// Averages over the pixels of `to`×`to` images that lie on `from`×`from` ones, as fractions of white, row-major.
///
/// Exact until the division: `from`·`to` points a side are shared by `from` old and `to` new pixels, so that overlaps of their
/// sides are whole numbers A, and a pixel is Σ A·A·byte/from²/255. From 28 to 10 it is a whole number over 28²·255 in 14ths,
/// which share a factor: over 14²·255 in fifths of a pixel.
///
/// # Errors
/// [`Error::InvalidInput`] for sides of 0 and bytes that are not whole images; [`Error::OutOfMemory`].
pub fn average(bytes: &[u8], from: usize, to: usize) -> Result<Vec<f64>, Error> {
    check::whole("side", to as u64, [1, MOST])?;
    check::whole("images.side", from as u64, [1, MOST])?;
    check::rows("images.length", bytes.len(), from * from)?;
    let images = bytes.len() / (from * from);
    let mut averages = try_rows("the images", [images, to * to], 0.0)?;
    let sides: Vec<Vec<(usize, u64)>> = (0..to).map(|pixel| overlaps(pixel, from, to)).collect();
    let white = (from * from * 255) as f64;
    let pairs = bytes
        .chunks_exact(from * from)
        .zip(averages.chunks_exact_mut(to * to));
    for (image, averages) in pairs {
        for (rows, averages) in sides.iter().zip(averages.chunks_exact_mut(to)) {
            for (columns, average) in sides.iter().zip(averages) {
                let mut sum = 0;
                for (i, height) in rows {
                    for (j, width) in columns {
                        sum += height * width * u64::from(image[i * from + j]);
                    }
                }
                *average = sum as f64 / white;
            }
        }
    }
    Ok(averages)
}

/// The old pixels that a new one covers along a side, and by how many of the `from`·`to` points.
fn overlaps(pixel: usize, from: usize, to: usize) -> Vec<(usize, u64)> {
    let [start, end] = [pixel * from, (pixel + 1) * from];
    (start / to..end.div_ceil(to))
        .map(|old| (old, (end.min((old + 1) * to) - start.max(old * to)) as u64))
        .collect()
}

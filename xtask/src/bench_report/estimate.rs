//! What criterion measured, as it leaves it on the disk.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::output::Failure;

/// The median time of a benchmark, and between what it lies with 95 % confidence, in nanoseconds.
#[derive(Clone, Copy, Debug)]
pub struct Estimate {
    pub median: f64,
    pub lower: f64,
    pub upper: f64,
}

#[derive(Deserialize)]
struct Estimates {
    median: Statistic,
}

#[derive(Deserialize)]
struct Statistic {
    point_estimate: f64,
    confidence_interval: Interval,
}

#[derive(Deserialize)]
struct Interval {
    lower_bound: f64,
    upper_bound: f64,
}

impl Estimate {
    /// Of one benchmark: `name` is its group and its name, with `/` between them.
    pub fn read(root: &Path, name: &str) -> Result<Self, Failure> {
        let path = target(root)
            .join("criterion")
            .join(name)
            .join("new/estimates.json");
        let text = std::fs::read(&path).map_err(Failure::disk("read", &path))?;
        let Estimates { median } = serde_json::from_slice(&text)
            .map_err(|error| Failure::Words(format!("{}: {error}", path.display())))?;
        Ok(Self {
            median: median.point_estimate,
            lower: median.confidence_interval.lower_bound,
            upper: median.confidence_interval.upper_bound,
        })
    }

    /// How many times the median of another this one is, at the least and at the most that both estimates allow.
    pub fn over(self, floor: Self) -> [f64; 3] {
        [
            self.median / floor.median,
            self.lower / floor.upper,
            self.upper / floor.lower,
        ]
    }
}

/// Where cargo puts what it makes.
pub fn target(root: &Path) -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR");
    named.map_or_else(|| root.join("target"), PathBuf::from)
}

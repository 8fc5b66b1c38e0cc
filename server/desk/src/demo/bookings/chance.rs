//! Repeatable chance: the same seed gives the same bookings on every machine and with every version of
//! every library, which is why this is written out (SplitMix64, Steele et al. 2014).

/// A stream of numbers fixed by its seed. For demo data; never for anything secret.
#[derive(Debug, Clone)]
pub(in crate::demo) struct Chance(u64);

impl Chance {
    pub(in crate::demo) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from zero to below `end`; zero where `end` is zero.
    pub(in crate::demo) const fn below(&mut self, end: u32) -> u32 {
        #[allow(clippy::cast_possible_truncation)]
        let random = self.next() as u32;
        // multiply and shift: no modulo bias worth speaking of at these sizes
        ((random as u64 * end as u64) >> 32) as u32
    }

    /// True in `percent` of a hundred cases.
    pub(in crate::demo) const fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of the items; the default where there is none.
    pub(in crate::demo) fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        let at = self.below(u32::try_from(items.len()).unwrap_or(u32::MAX)) as usize;
        items.get(at).copied().unwrap_or_default()
    }

    /// One of the items by weight; the default where there is none.
    pub(in crate::demo) fn weighted<T: Copy + Default>(&mut self, items: &[(u32, T)]) -> T {
        let mut left = self.below(items.iter().map(|(weight, _)| weight).sum());
        for (weight, item) in items {
            if left < *weight {
                return *item;
            }
            left -= weight;
        }
        T::default()
    }

    /// Sixteen bytes.
    pub(in crate::demo) fn bytes(&mut self) -> [u8; 16] {
        ((u128::from(self.next()) << 64) | u128::from(self.next())).to_be_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_stream() {
        let mut first = Chance::new(2013);
        let mut second = Chance::new(2013);
        let numbers: Vec<u32> = (0..100).map(|_| first.below(6)).collect();
        assert_eq!(numbers, (0..100).map(|_| second.below(6)).collect::<Vec<_>>());
        assert!(numbers.iter().all(|n| *n < 6) && (0..6).all(|n| numbers.contains(&n)));
        assert_eq!(first.below(0), 0);
        assert_eq!(first.pick::<u8>(&[]), 0);
        assert_eq!(first.weighted(&[(0, 1), (5, 2)]), 2);
    }
}

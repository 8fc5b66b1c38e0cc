//! What answers add up to.

use crate::commitment::SATISFIED;
use crate::statistic::{Driver, Estimate, Moments, Pair, driver, mean, recommendation, share};
use crate::survey::Measure;

/// Who recommends us says so many of ten, or more.
pub const PROMOTER: i16 = 9;
/// Who does not says so many, or fewer.
pub const DETRACTOR: i16 = 6;
/// Who is not satisfied says so many of five, or fewer.
pub const DISSATISFIED: i16 = 2;

/// Counts of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Questionnaires sent in.
    pub responses: u64,
    /// Answers about satisfaction.
    pub rated: u64,
    /// Of them, those who say 4 or 5 of 5.
    pub satisfied: u64,
    /// Who say 9 or 10 of 10 to recommending us.
    pub promoters: u64,
    /// 7 or 8.
    pub passives: u64,
    /// 0 to 6.
    pub detractors: u64,
    /// How easy it was, 1 to 7.
    pub effort: Moments,
}

impl Totals {
    /// So many answers more that say the same.
    pub fn add(&mut self, satisfaction: Option<i16>, recommends: Option<i16>, effort: Option<i16>, count: u64) {
        if let Some(number) = satisfaction {
            self.rated += count;
            self.satisfied += if number >= SATISFIED { count } else { 0 };
        }
        match recommends {
            Some(PROMOTER..) => self.promoters += count,
            Some(..=DETRACTOR) => self.detractors += count,
            Some(_) => self.passives += count,
            None => {}
        }
        if let Some(number) = effort {
            self.effort.add(number.into(), count);
        }
    }

    /// Both together.
    pub fn join(&mut self, more: &Self) {
        self.responses += more.responses;
        self.rated += more.rated;
        self.satisfied += more.satisfied;
        self.promoters += more.promoters;
        self.passives += more.passives;
        self.detractors += more.detractors;
        self.effort.n += more.effort.n;
        self.effort.sum += more.effort.sum;
        self.effort.squares += more.effort.squares;
    }

    /// How many of a hundred are satisfied.
    #[must_use]
    pub fn satisfaction(&self) -> Option<Estimate> {
        share(self.satisfied, self.rated).map(|share| share.times(100.0))
    }

    /// The recommendation score, from -100 to 100.
    #[must_use]
    pub fn recommendation(&self) -> Option<Estimate> {
        recommendation(self.promoters, self.passives, self.detractors)
    }

    /// How easy it was, from 1 to 7.
    #[must_use]
    pub fn ease(&self) -> Option<Estimate> {
        mean(self.effort, Measure::Effort.scale())
    }

    /// The figure of a measure.
    #[must_use]
    pub fn of(&self, measure: Measure) -> Option<Estimate> {
        match measure {
            Measure::Satisfaction => self.satisfaction(),
            Measure::Recommendation => self.recommendation(),
            Measure::Effort => self.ease(),
        }
    }
}

/// What is said of one part of the journey.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touchpoint {
    /// Its ratings, 1 to 5.
    pub ratings: Moments,
    /// Those of 4 and 5.
    pub satisfied: u64,
    /// Those of 1 and 2.
    pub dissatisfied: u64,
    /// Who named it as what went wrong.
    pub named: u64,
    satisfaction: Vec<Pair>,
    recommendation: Vec<Pair>,
}

impl Touchpoint {
    /// So many answers more that say the same, with what the same people said of the whole.
    pub fn add(&mut self, rating: Option<i16>, satisfaction: Option<i16>, recommends: Option<i16>, named: bool, count: u64) {
        self.named += if named { count } else { 0 };
        let Some(number) = rating else { return };
        self.ratings.add(number.into(), count);
        self.satisfied += if number >= SATISFIED { count } else { 0 };
        self.dissatisfied += if number <= DISSATISFIED { count } else { 0 };
        let pair = |whole: i16| Pair { part: number.into(), whole: whole.into(), count };
        self.satisfaction.extend(satisfaction.map(pair));
        self.recommendation.extend(recommends.map(pair));
    }

    /// The service-quality index: the mean rating from 1 to 5.
    #[must_use]
    pub fn index(&self) -> Option<Estimate> {
        mean(self.ratings, Measure::Satisfaction.scale())
    }

    /// How many of a hundred are satisfied with it.
    #[must_use]
    pub fn share(&self) -> Option<Estimate> {
        share(self.satisfied, self.ratings.n).map(|share| share.times(100.0))
    }

    /// How strongly it goes together with the whole: with whichever of satisfaction and recommendation more people said.
    #[must_use]
    pub fn driver(&self) -> (Measure, Driver) {
        let count = |pairs: &[Pair]| pairs.iter().map(|pair| pair.count).sum::<u64>();
        if count(&self.satisfaction) > count(&self.recommendation) {
            (Measure::Satisfaction, driver(&self.satisfaction))
        } else {
            (Measure::Recommendation, driver(&self.recommendation))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn answers_are_counted_by_what_they_say() {
        let mut totals = Totals::default();
        for (satisfaction, recommends, effort) in [
            (Some(5), Some(10), Some(7)),
            (Some(4), Some(9), None),
            (Some(3), Some(8), Some(1)),
            (Some(1), Some(6), None),
            (None, Some(0), None),
        ] {
            totals.add(satisfaction, recommends, effort, 2);
        }
        assert_eq!((totals.rated, totals.satisfied), (8, 4));
        assert_eq!((totals.promoters, totals.passives, totals.detractors), (4, 2, 4));
        assert_eq!(totals.effort, Moments { n: 4, sum: 16, squares: 100 });
        let mut twice = totals;
        twice.join(&totals);
        assert_eq!((twice.rated, twice.effort.n, twice.satisfaction().unwrap().value), (16, 8, 50.0));
        assert_eq!(Totals::default().of(Measure::Effort), None);
    }

    #[test]
    fn a_part_is_held_against_what_more_people_said() {
        let mut crew = Touchpoint::default();
        crew.add(Some(5), None, Some(10), false, 30);
        crew.add(Some(1), Some(2), Some(1), true, 10);
        crew.add(None, Some(2), None, true, 3);
        assert_eq!((crew.ratings.n, crew.satisfied, crew.dissatisfied, crew.named), (40, 30, 10, 13));
        let (Measure::Recommendation, Driver::Strength(told)) = crew.driver() else { panic!("40 people") };
        assert!(told.value > 0.99 && told.n == 40);
        assert_eq!(Touchpoint::default().driver(), (Measure::Recommendation, Driver::TooFew(0)));
    }
}

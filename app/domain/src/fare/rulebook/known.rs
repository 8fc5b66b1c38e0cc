//! The words rules may use: what their file declares, and the other files of the policy.

use super::super::rules::{ACTIONS, Role, RuleFile};
use std::collections::{BTreeMap, BTreeSet};

/// Every word the rules of a file may use.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub families: BTreeSet<String>,
    pub cabins: BTreeSet<String>,
    pub passengers: BTreeSet<String>,
    pub tiers: BTreeSet<String>,
    pub channels: BTreeSet<String>,
    pub reasons: BTreeSet<String>,
    pub actions: BTreeSet<String>,
    pub charges: BTreeSet<String>,
    pub disruptions: BTreeSet<String>,
    pub airports: BTreeMap<String, String>,
    pub regions: BTreeMap<String, Vec<String>>,
}

impl Known {
    /// What a file declares; a supplement also knows what the tariffs it adds to declare, and a tariff what its supplements do.
    pub(super) fn of(file: &RuleFile, all: &[RuleFile]) -> Self {
        let mut known = Self::default();
        known.actions.extend(ACTIONS.map(|(action, _)| action.to_owned()));
        known.tiers.insert("none".to_owned());
        known.disruptions.insert("none".to_owned());
        known.declares(file, true);
        for other in all.iter().filter(|other| !std::ptr::eq(*other, file)) {
            let tariff_of_this = file.role == Role::Supplement && other.role == Role::Tariff && file.serves(&other.policy);
            let adds_to_this = other.role == Role::Supplement && (other.serves(&file.policy) || file.policy == "*");
            if tariff_of_this || adds_to_this {
                known.declares(other, false);
            }
        }
        known
    }

    fn declares(&mut self, file: &RuleFile, own: bool) {
        self.families.extend(file.families.keys().cloned());
        self.cabins.extend(file.cabins.iter().cloned());
        self.passengers.extend(file.passengers.iter().cloned());
        self.tiers.extend(file.tiers.iter().cloned());
        self.channels.extend(file.channels.iter().cloned());
        self.reasons.extend(file.reasons.iter().cloned());
        self.actions.extend(file.actions.keys().cloned());
        self.charges.extend(file.charge.iter().map(|charge| charge.id.clone()));
        self.disruptions.extend(file.significant.iter().map(|one| one.id.clone()));
        // places are each file's own: a region called the same may be another one next door
        if own {
            self.airports.clone_from(&file.airports);
            self.regions.clone_from(&file.regions);
        }
    }
}

//! The pages, one file each, in folders as the addresses.

pub mod accessibility;
pub mod api;
pub mod bags;
pub mod cases;
pub mod certificates;
pub mod claim;
pub mod desk;
pub mod error;
pub mod files;
pub mod flights;
pub mod give_back;
pub mod help;
pub mod home;
pub mod improvements;
pub mod privacy;
pub mod promises;
pub mod surveys;
pub mod trip;
pub mod unsubscribe;
pub mod verify;

//! The design system: one component a file, named as its style sheet in `style/`.
//!
//! `/desk/settings/components` shows every one in its states. Texts come from the caller, already in the reader's
//! language; a component with words of its own takes them from `## Components` in the locales.

pub mod action_list;
pub mod bag_drawing;
pub mod band;
pub mod button;
pub mod carrier;
pub mod chart;
pub mod choice;
pub mod deadline;
pub mod details;
pub mod empty;
pub mod error_summary;
pub mod facts;
pub mod field;
pub mod files;
pub mod flight_head;
pub mod footer;
pub mod header;
pub mod icon;
pub mod language;
pub mod metro;
pub mod page_head;
pub mod paging;
pub mod panel;
pub mod pictured;
pub mod reply;
pub mod scale;
pub mod scan;
pub mod sentence;
pub mod staff_bar;
pub mod status;
pub mod summary_list;
pub mod table;
pub mod timeline;

#[cfg(test)]
mod tests;

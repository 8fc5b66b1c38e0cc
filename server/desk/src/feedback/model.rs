//! The model in a process: what ships and what staff corrected.

use crate::{Error, PgPool, Result};
use domain::feedback::{Classifier, Mood, Rated, Theme, forgotten_until, terms};
use sqlx::PgConnection;
use std::sync::Arc;

/// What ships and what was corrected, as far as this process has learned it. Some forty megabytes.
#[derive(Debug)]
pub struct Model {
    classifier: Arc<Classifier>,
    /// Corrections learned, by the number of the last.
    pub(super) generation: i64,
    forgotten: i64,
    /// What was understood with fewer corrections is understood anew up to this one.
    pub(super) renewed: i64,
}

/// Words to be understood, and what their writer gave beside them.
#[derive(Debug)]
pub(super) struct Heard {
    pub words: String,
    pub rated: Option<Rated>,
}

/// What was understood of them.
#[derive(Debug)]
pub(super) struct Understood {
    pub theme: Theme,
    pub mood: Mood,
    pub theme_sure: f32,
    pub mood_sure: f32,
    pub theme_words: Vec<String>,
    pub mood_words: Vec<String>,
    pub terms: Vec<String>,
}

impl Model {
    /// Understands all of it, in its order, beside the requests that are being answered and not among them.
    pub(super) async fn understand(&self, heard: Vec<Heard>) -> Result<Vec<Understood>> {
        let classifier = Arc::clone(&self.classifier);
        let read = move |heard: &Heard| {
            let ((theme, about), (mood, feels)) = (classifier.theme(&heard.words), classifier.mood(&heard.words, heard.rated));
            Understood {
                theme,
                mood,
                theme_sure: about.sure.clamp(0.0, 1.0),
                mood_sure: feels.sure.clamp(0.0, 1.0),
                theme_words: about.words,
                mood_words: feels.words,
                terms: terms(&heard.words),
            }
        };
        let all = tokio::task::spawn_blocking(move || heard.iter().map(read).collect()).await;
        all.map_err(|error| Error::Internal(error.to_string()))
    }
}

/// A correction to learn.
struct Lesson {
    words: String,
    theme: Option<Theme>,
    mood: Option<Mood>,
}

/// The model with everything learned that there is to learn now.
pub(super) async fn current(db: &PgPool, known: Option<Model>) -> Result<Model> {
    let mut db = db.acquire().await?;
    let stands = sqlx::query!("select generation, forgotten from feedback_model").fetch_one(&mut *db).await?;
    // beyond so many it is begun anew, as a process would that begins now
    let until = forgotten_until(stands.generation);
    let renewed = known.as_ref().map_or(-1, |known| known.renewed);
    let goes_on = |known: &Model| known.forgotten == stands.forgotten && forgotten_until(known.generation) == until;
    let known = known.filter(goes_on);
    let learned = known.as_ref().map_or(until, |known| known.generation);
    if known.is_some() && learned == stands.generation {
        return known.ok_or_else(|| Error::Internal("no model".to_owned()));
    }
    let lessons = lessons(&mut db, learned, stands.generation).await?;
    let learn = move || {
        let mut classifier = known.map_or_else(Classifier::new, |known| Arc::unwrap_or_clone(known.classifier));
        for lesson in &lessons {
            if let Some(theme) = lesson.theme {
                classifier.learn_theme(&lesson.words, theme);
            }
            if let Some(mood) = lesson.mood {
                classifier.learn_mood(&lesson.words, mood);
            }
        }
        Model { classifier: Arc::new(classifier), generation: stands.generation, forgotten: stands.forgotten, renewed }
    };
    drop(db);
    // a second at most, and ten where there are ten thousand corrections: no request waits for it
    tokio::task::spawn_blocking(learn).await.map_err(|error| Error::Internal(error.to_string()))
}

/// Corrections after one up to another, in their order; those whose words are gone teach nothing.
async fn lessons(db: &mut PgConnection, after: i64, until: i64) -> Result<Vec<Lesson>> {
    let rows = sqlx::query!(
        r#"select s.words as "words!", c.theme_to, c.mood_to from feedback_correction c join feedback_said s on s.id = c.feedback
            where c.generation > $1 and c.generation <= $2 order by c.generation"#,
        after,
        until,
    );
    let lesson = |words, theme: String, mood: String| Lesson { words, theme: Theme::parse(&theme), mood: Mood::parse(&mood) };
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| lesson(row.words, row.theme_to, row.mood_to)).collect())
}

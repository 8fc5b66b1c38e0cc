//! The case page's conversation, the service office's table and bars, the line drawings.

use super::Group;
use crate::{
    context::lang,
    ui::{
        button::Button,
        deadline::{Deadline, Urgency},
        facts::{Aside, AsidePart, Fact, Facts},
        icon::{self, Icon},
        page_head::Columns,
        reply::Reply,
        sentence::{Pick, Sentence},
        staff_bar::{StaffBar, StaffFact},
        status::Tag,
        table::{Column, Table},
        timeline::{Entry, EntryKind, SystemLine, Timeline},
    },
    words::t,
};
use leptos::prelude::*;

/// A case from both sides.
#[component]
pub fn Conversing() -> impl IntoView {
    let l = lang();
    let aside = move || {
        view! {
            <Aside label=t!(l, "sample-facts")>
                <AsidePart title="王伟 Wang Wei">
                    <Facts>
                        <Fact name=t!(l, "sample-trip")>"DEMO5D"</Fact>
                        <Fact name=t!(l, "sample-language")><span lang="zh-CN">"中文"</span></Fact>
                    </Facts>
                </AsidePart>
            </Aside>
        }
    };
    view! {
        <Group title=t!(l, "sample-conversation")>
            <StaffBar label=t!(l, "sample-facts") also=t!(l, "sample-also")>
                <StaffFact name=t!(l, "sample-owner")>"Mei Chen"</StaffFact>
                <StaffFact name=t!(l, "sample-due")>{t!(l, "sample-due-soon")}</StaffFact>
            </StaffBar>
            <Columns aside=aside>
                <Timeline label=t!(l, "sample-conversation")>
                    <Entry seq=1 who="王伟" via=t!(l, "sample-web") time="09:12" lang="zh-CN".to_owned()>"我们在 7 号转盘等到最后，两件行李都没有出来。"</Entry>
                    <SystemLine seq=2>{t!(l, "sample-system")}</SystemLine>
                    <Entry seq=3 kind=EntryKind::Note who=t!(l, "sample-note") via="Mei Chen" time="09:34">{t!(l, "sample-note-text")}</Entry>
                    <Entry seq=4 kind=EntryKind::Decision who="Mei Chen" via=t!(l, "sample-topic-bag") time="09:40">{t!(l, "sample-decision")}</Entry>
                    <Entry seq=5 who="Mei Chen" via=t!(l, "sample-topic-bag") time="13:20" fresh=true>{t!(l, "sample-letter")}</Entry>
                </Timeline>
                <Reply action="#main" label=t!(l, "sample-reply") send=t!(l, "sample-send") hint=t!(l, "sample-words-hint")>
                    <Button>{t!(l, "sample-note")}</Button>
                </Reply>
            </Columns>
        </Group>
    }
}

/// The queue.
#[component]
pub fn Queueing() -> impl IntoView {
    let l = lang();
    let departments = vec![("baggage".to_owned(), t!(l, "sample-topic-bag")), ("flights".to_owned(), t!(l, "sample-topic-flight"))];
    let deadlines = [
        ("LS-7K3M-9Q2F", Urgency::Fine, 60, t!(l, "sample-due-fine")),
        ("LS-4P8D-2XWR", Urgency::Soon, 20, t!(l, "sample-due-soon")),
        ("LS-9T2H-6MKA", Urgency::Late, 0, t!(l, "sample-due-late")),
        ("LS-3C6V-8JQN", Urgency::Paused, 40, t!(l, "sample-due-paused")),
    ];
    let rows = deadlines
        .into_iter()
        .map(|(reference, urgency, left, word)| {
            view! {
                <tr class="table__row--open" role="row">
                    <th scope="row" role="rowheader"><a class="table__link" href="#main">{reference}</a></th>
                    <td role="cell">{t!(l, "sample-subject")}<span class="table__sub">{t!(l, "sample-late")}</span></td>
                    <td role="cell">"Haddad, Omar "<Tag>{t!(l, "sample-gold")}</Tag></td>
                    <td role="cell" data-label=t!(l, "sample-due")><Deadline word=word left=left urgency=urgency/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Group title=t!(l, "sample-queue")>
            <Sentence action="#main" go=t!(l, "sample-show")>
                {t!(l, "sample-open")}" "<Pick name="department" label=t!(l, "sample-department") options=departments value="baggage"/>
            </Sentence>
            <Table caption=t!(l, "sample-queue") stack=true columns=vec![
                Column::words(t!(l, "sample-case")),
                Column::words(t!(l, "sample-what")),
                Column::words(t!(l, "sample-passenger")),
                Column::words(t!(l, "sample-due")),
            ]>{rows}</Table>
        </Group>
    }
}

/// Every line drawing.
#[component]
pub fn Drawing() -> impl IntoView {
    use icon::Drawing as D;
    let l = lang();
    let all = [
        D::Bag,
        D::Rucksack,
        D::Pram,
        D::Instrument,
        D::Wheelchair,
        D::Aircraft,
        D::Seat,
        D::Meal,
        D::Letter,
        D::Telephone,
        D::Clock,
        D::Party,
        D::Money,
        D::File,
    ];
    view! { <Group title=t!(l, "sample-drawings")><div class="row">{all.map(|drawing| view! { <Icon drawing=drawing/> }).collect_view()}</div></Group> }
}

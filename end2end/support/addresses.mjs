// Every page there is, by name; what accessible.spec.ts checks and screens.mjs photographs.

/**
 * Public pages, and those of a passenger who opened the trips of the demo and a case.
 * @param {string} reference the passenger's case
 * @param {string} flight a flight's address, `/flights/LD408/2026-11-21`
 * @returns {Record<string, string>}
 */
export const passengerPages = (reference, flight) => ({
  home: "/",
  "trip-door": "/trip",
  "trip-tomorrow": "/trip/DEMO2A",
  "trip-late": "/trip/DEMO3B",
  "trip-cancelled": "/trip/DEMO4C",
  "trip-bag": "/trip/DEMO5D",
  "trip-gold": "/trip/DEMO6E",
  "trip-verify": "/trip/DEMO2A/verify",
  "change-who": "/trip/DEMO4C/change",
  "change-day": "/trip/DEMO2A/change",
  "change-flights": "/trip/DEMO4C/change?who=1&who=2&who=3",
  "bag-door": "/bags",
  "bag-left-behind": "/bags/0992123457",
  "bag-arrived": "/bags/0992123456",
  "report-problem": "/bags/report",
  "bag-delivery": "/bags/delivery",
  "report-type": "/bags/report?step=type&problem=missing",
  "report-contents": "/bags/report?step=contents&problem=missing",
  "report-address": "/bags/report?step=address&problem=missing",
  flights: "/flights",
  "flights-board": "/flights?board=departures&airport=EWR",
  flight,
  cases: "/cases",
  "cases-find": "/cases/find",
  case: `/cases/${reference}`,
  "case-opened": `/cases/${reference}/opened`,
  "case-link": `/cases/${reference}/open?token=none`,
  "new-kind": "/cases/new",
  "new-topic": "/cases/new?kind=baggage",
  "new-about": "/cases/new?step=about",
  "new-words": "/cases/new?step=words",
  "new-reach": "/cases/new?step=reach",
  help: "/help",
  "help-found": "/help?q=lost+luggage",
  "help-none": "/help?q=zzzzzz",
  "help-article": "/help/bag-missing",
  certificates: "/certificates",
  "certificate-none": "/certificates/2222-2222-2222-2222",
  "sign-in": "/desk",
  "leave-unknown": "/unsubscribe/none",
  promises: "/promises",
  improvements: "/improvements",
  "survey-unknown": "/surveys/none",
  privacy: "/privacy",
  api: "/api",
  accessibility: "/accessibility",
  nowhere: "/nowhere",
});

/**
 * Pages of the service office.
 * @param {string} reference a case in the agent's department
 * @returns {Record<string, string>}
 */
export const deskPages = (reference) => ({
  desk: "/desk",
  "desk-queue": "/desk/queue",
  "desk-queue-empty": "/desk/queue?words=zzzzzz",
  "desk-knowledge": "/desk/knowledge",
  "desk-knowledge-none": "/desk/knowledge?state=withdrawn&department=refunds",
  "desk-knowledge-new": "/desk/knowledge/new",
  "desk-article": "/desk/knowledge/bag-missing",
  "desk-article-version": "/desk/knowledge/bag-missing/zh-CN",
  "desk-article-compare": "/desk/knowledge/bag-missing/en/compare",
  "desk-procedures": "/desk/procedures",
  "desk-procedures-none": "/desk/procedures?state=withdrawn",
  "desk-procedure-new": "/desk/procedures/new",
  "desk-procedure": "/desk/procedures/close-case",
  "desk-procedure-language": "/desk/procedures/close-case/zh-CN",
  "desk-procedure-version": "/desk/procedures/close-case/en/1",
  "desk-procedure-compare": "/desk/procedures/close-case/en/compare",
  "desk-reports": "/desk/reports",
  "desk-reports-of": "/desk/reports?occasion=case&by=department",
  "desk-reports-none": "/desk/reports?station=ZZZ",
  "desk-quarterly": "/desk/reports/quarterly",
  "desk-answers": "/desk/reports/answers?said=satisfaction.1-2",
  "desk-surveys": "/desk/surveys",
  "desk-survey-new": "/desk/surveys/new",
  "desk-survey": "/desk/surveys/quarter",
  "desk-survey-preview": "/desk/surveys/quarter/preview",
  "desk-feedback": "/desk/feedback",
  "desk-feedback-none": "/desk/feedback?station=ZZZ",
  "desk-improvements": "/desk/improvements",
  "desk-improvements-declined": "/desk/improvements?state=declined",
  "desk-improvement": "/desk/improvements/1",
  "desk-improvement-new": "/desk/improvements/new",
  "desk-phrases": "/desk/phrases",
  "desk-phrase-new": "/desk/phrases/new",
  "desk-phrase": "/desk/phrases/00000000-0000-7e87-0000-000000000003",
  "desk-queue-aside": "/desk/queue?rest=aside",
  "desk-case": `/cases/${reference}`,
  "desk-trip": "/trip/DEMO4C",
  "desk-trip-messages": "/trip/DEMO4C/messages",
  "desk-trip-documents": "/trip/DEMO4C/documents",
  "desk-outbox": "/desk/outbox",
  "desk-bags": "/desk/bags",
  "desk-bags-on-hand": "/desk/bags/on-hand",
  "desk-bags-none": "/desk/bags?airport=ZZZ",
  "desk-messages": "/desk/messages",
  "desk-messages-parked": "/desk/messages?state=parked",
  "desk-approvals": "/desk/approvals",
  "desk-identify": "/trip/DEMO6E/verify?next=/trip/DEMO6E/refund",
  "desk-payments": "/desk/payments?locator=DEMO2A",
  "desk-payments-none": "/desk/payments?locator=NOBODY",
  "desk-sessions": "/desk/settings",
  "desk-record": "/desk/record?q=Rivera",
  "desk-record-form": "/desk/record?who=nobody",
  "desk-hours": "/desk/settings/hours",
  "desk-hours-one": "/desk/settings/hours/relations",
  "desk-audit": "/desk/settings/audit",
  components: "/desk/settings/components",
});

/**
 * Pages of a claim: what is owed, and the questions, one a page.
 * @param {string} reference the case of a bag; whoever asks has proved who they are
 * @returns {Record<string, string>}
 */
export const claimPages = (reference) => ({
  claim: `/cases/${reference}/claim`,
  "claim-harm": `/cases/${reference}/claim?step=harm`,
  "claim-days": `/cases/${reference}/claim?step=days`,
  "claim-home": `/cases/${reference}/claim?step=home`,
  "claim-whose": `/cases/${reference}/claim?step=whose`,
  "claim-item": `/cases/${reference}/claim?step=item`,
  "claim-check": `/cases/${reference}/claim?step=check`,
});

/** Pages that live by scripts; every other one asks for none. */
export const WITH_ISLANDS = ["bag-door", "bag-left-behind", "bag-arrived", "report-contents", "report-address", "help", "help-found", "help-none", "case", "flight", "new-about", "new-words", "new-reach", "trip-tomorrow", "trip-late", "trip-cancelled", "trip-bag", "trip-gold"];

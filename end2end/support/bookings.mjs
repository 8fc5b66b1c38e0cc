// bookings.mjs ADDRESS: bookings of the journeys' own, as `landside import bookings` takes them. What a journey changes is nobody else's.
import { pathToFileURL } from "node:url";

/** Days ahead: far enough for every rule. */
const AHEAD = 6;
export const PROJECTS = { "scripts-off": "F", "scripts-on": "N" };
const LANGUAGES = { en: "E", "zh-CN": "Z" };

/** What each journey travels with: fare, price, and who. */
const KINDS = {
  change: { letter: "C", fare: "flex", total: "1900.00", people: ["Ada", "Ben"] },
  pay: { letter: "P", fare: "standard", total: "60.00", people: ["Cleo"] },
  cancel: { letter: "R", fare: "flex", total: "640.00", people: ["Dora"] },
  papers: { letter: "D", fare: "standard", total: "300.00", people: ["Zoë"] },
  basic: { letter: "B", fare: "basic", total: "90.00", people: ["Emil"] },
  behalf: { letter: "A", fare: "standard", total: "1900.00", people: ["Fay", "Gil"] },
  // flown already: whose bag has not come
  claim: { letter: "K", fare: "standard", total: "300.00", people: ["Kim"], ahead: -1 },
  // the same, for who looks at every page of a claim
  walk: { letter: "W", fare: "standard", total: "300.00", people: ["Lea"], ahead: -1 },
  // on hold: with time to pay, and with none left
  hold: { letter: "H", fare: "standard", total: "210.00", people: ["Hana"], payWithin: 12 * 60 },
  lapse: { letter: "L", fare: "standard", total: "210.00", people: ["Ivo"], payWithin: -10 },
};

/**
 * The booking of one journey in one project and language.
 * @param {keyof typeof KINDS} kind
 * @param {string} project
 * @param {"en" | "zh-CN"} language
 */
export function booking(kind, project, language) {
  // the desk shows only the ending of an address: by it the codes are told apart
  const locator = `JR${KINDS[kind].letter}${PROJECTS[project]}${LANGUAGES[language]}X`;
  return { locator, name: "Journey", email: `${kind}@example.${locator.toLowerCase()}`, people: KINDS[kind].people };
}

/** A flight from Newark to Chicago so many days from now. */
async function flight(address, ahead) {
  const date = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const page = await (await fetch(`${address}/flights?by=route&from=EWR&to=ORD&date=${date}`)).text();
  const number = new RegExp(`href="/flights/LD(\\d+)/${date}"`).exec(page)?.[1];
  if (!number) throw new Error(`no flight from EWR to ORD on ${date}`);
  return { date, number };
}

async function file(address) {
  const lines = ["locator,fare_family,total,currency,family_name,given_name,ticket_number,email,language,carrier,number,date,origin,destination,pay_by"];
  let ticket = 9922950000000;
  for (const [kind, { fare, total, people, payWithin, ahead = AHEAD }] of Object.entries(KINDS)) {
    const { date, number } = await flight(address, ahead);
    const payBy = payWithin === undefined ? "" : new Date(Date.now() + payWithin * 60_000).toISOString();
    for (const project of Object.keys(PROJECTS)) {
      for (const language of Object.keys(LANGUAGES)) {
        const { locator, name, email } = booking(kind, project, language);
        for (const given of people) {
          const paid = payBy ? "" : ++ticket;
          lines.push([locator, fare, total, "USD", name, given, paid, email, language, "LD", number, date, "EWR", "ORD", payBy].join());
        }
      }
    }
  }
  return lines.join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) console.log(await file(process.argv[2]));

// /flights and a flight's own page.
import { expect, type Person } from "./test";

/** The address of a flight that leaves from the hub about now. */
export async function aFlight({ context }: Pick<Person, "context">): Promise<string> {
  const board = await (await context.request.get("/flights?board=departures&airport=EWR")).text();
  // the last on the page: the first may be hours late
  const address = [...board.matchAll(/href="(\/flights\/[A-Z0-9]{3,7}\/\d{4}-\d\d-\d\d)"/g)].at(-1)?.[1];
  expect(address, "the board links to flights").toBeTruthy();
  return address!;
}

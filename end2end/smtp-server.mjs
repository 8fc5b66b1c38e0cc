// A real SMTP server for the mail tests. Says on standard output, one JSON line each: the port it listens
// on, then every message it takes. What an address gets is in its name, whatever stands behind its hyphen:
//   busy@ 451, nobody@ 550, full@ 552, hurry@ 421 with "too many", grey@ 451 the first time, then taken,
//   slow@ answers after half a second, stall@ after five, hang@ never, gone@ hangs up after the message.
import { SMTPServer } from "smtp-server";

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const role = (address) => address.split("@")[0].split("-")[0];
const refusals = {
  busy: [451, "Try again later"],
  nobody: [550, "5.1.1 No such user here"],
  full: [552, "5.2.2 The mailbox is full"],
  hurry: [421, "4.7.28 Too many messages from you, slow down"],
};
const greylisted = new Set();

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo({ address }, session, callback) {
    const refuse = ([code, text]) => callback(Object.assign(new Error(text), { responseCode: code }));
    if (refusals[role(address)]) return refuse(refusals[role(address)]);
    if (role(address) === "grey" && !greylisted.has(address)) {
      greylisted.add(address);
      return refuse([451, "4.7.1 Greylisted, please try again"]);
    }
    callback();
  },
  onData(stream, session, callback) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map((recipient) => recipient.address);
      const is = (name) => to.some((address) => role(address) === name);
      say({ to, from: session.envelope.mailFrom.address, raw: Buffer.concat(chunks).toString("utf8") });
      if (is("hang")) return;
      if (is("gone")) {
        for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy();
        return;
      }
      setTimeout(callback, is("stall") ? 5000 : is("slow") ? 500 : 0);
    });
  },
});

// a test that kills its client leaves broken connections behind
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
// the test that started it has gone
process.stdin.resume().on("end", () => process.exit());

// A real SMTP server for the mail tests. Says on standard output, one JSON line each: the port it listens
// on, then every message it takes. What an address gets is in its name: busy@ 451, nobody@ 550, slow@ waits.
import { SMTPServer } from "smtp-server";

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo(address, session, callback) {
    const [mailbox] = address.address.split("@");
    const refuse = (code, text) => callback(Object.assign(new Error(text), { responseCode: code }));
    if (mailbox === "busy") return refuse(451, "Try again later");
    if (mailbox === "nobody") return refuse(550, "No such user here");
    callback();
  },
  onData(stream, session, callback) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map((recipient) => recipient.address);
      const slow = to.some((address) => address.startsWith("slow@"));
      say({ to, from: session.envelope.mailFrom.address, raw: Buffer.concat(chunks).toString("utf8") });
      setTimeout(callback, slow ? 500 : 0);
    });
  },
});

server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
// the test that started it has gone
process.stdin.resume().on("end", () => process.exit());

import { SMTPServer } from 'smtp-server';

// A post office of its own process: takes letters, keeps nothing but who got how many.
const got = new Map<string, number>();
let twice = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onData(stream, session, done) {
    stream.resume();
    stream.once('end', () => {
      for (const { address } of session.envelope.rcptTo) {
        const before = got.get(address) ?? 0;
        if (before > 0) twice += 1;
        got.set(address, before + 1);
      }
      done();
    });
  },
});
const listening = server.listen(0, '127.0.0.1', () => {
  process.send!({ port: (listening.address() as { port: number }).port });
});
process.on('message', () => {
  process.send!({ taken: got.size, twice });
});

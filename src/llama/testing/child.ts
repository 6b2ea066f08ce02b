import { z } from 'zod';
import { serveParent } from '../child/serve-parent.ts';

// A child without a library, for tests: it does what the message says.
const schema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('echo'), text: z.string() }),
  z.strictObject({ type: z.literal('throw'), message: z.string() }),
  z.strictObject({ type: z.literal('abort') }),
  z.strictObject({ type: z.literal('print'), line: z.string() }),
  z.strictObject({ type: z.literal('grow') }),
]);

serveParent(schema, (message, answer, call) => {
  if (message.type === 'echo') answer({ text: message.text, call });
  if (message.type === 'throw') throw new Error(message.message);
  if (message.type === 'abort') process.abort();
  if (message.type === 'print') process.stdout.write(`${message.line}\n`);
  if (message.type === 'grow') {
    const taken: Buffer[] = [];
    for (;;) taken.push(Buffer.alloc(2 ** 24, taken.length));
  }
});

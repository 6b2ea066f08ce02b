import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { jsonLine } from '../../core/json-lines.ts';
import { serialiseError } from '../../core/processes/serialised-error.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { toChildSchema } from './envelope.ts';

/** Sends the parent a message: an answer to the question that is handled, or to nobody's. */
export type Send<Message extends object> = (message: Message) => void;

/**
 * The child's side of a {@link ModelChild}: hands each message to `handle`, with a function that answers it and the
 * number of the question. What `handle` throws goes to the parent as the answer.
 * @returns a function for messages that answer no question.
 */
export function serveParent<Request extends z.ZodType, Answer extends object>(
  schema: Request,
  handle: (
    message: z.output<Request>,
    answer: Send<Answer>,
    call: number | undefined,
  ) => void | Promise<void>,
): Send<Answer> {
  volunteerForTheKiller();
  // Ctrl-C goes to the parent too, which ends this process.
  process.on('SIGINT', () => {});
  const write = (line: object) => void process.stdout.write(jsonLine(line));
  const lines = createInterface({ input: process.stdin });
  lines.on('line', async (line) => {
    const { call, message } = parseWith(toChildSchema, parseJson(line));
    const number = call === undefined ? {} : { call };
    try {
      await handle(parseWith(schema, message), (answer) => write({ ...number, message: answer }), call);
    } catch (error) {
      write({ ...number, error: serialiseError(error) });
    }
  });
  // Without its parent (killed) nobody reads the answers.
  lines.once('close', () => process.exit(0));
  return (message) => write({ message });
}

/** When memory runs out, the system should end this process rather than its parent. */
function volunteerForTheKiller(): void {
  try {
    if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '500');
  } catch {
    // Only a preference: a system that does not allow it chooses by itself.
  }
}

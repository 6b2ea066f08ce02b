import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { projectFolder } from '../configuration.ts';
import { jsonLine, readJsonLines } from '../json-lines.ts';
import { serialiseError } from '../processes/serialised-error.ts';
import { createLocalExecutor, type WorkerAnswer } from '../shards/local-executor.ts';
import { soroVersion } from '../version.ts';

// The Node side of a Ray worker, started by trainer/soro_ray/node.py: one call at a time from stdin, its
// answer to the file descriptor named by the first argument, where no library can print.
const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('call'),
    /** Relative to the project's folder, which may be another one on this machine. */
    module: z.string(),
    input: z.json(),
  }),
  z.strictObject({ type: z.literal('abort') }),
]);

const answers = Number(process.argv[2]);
const folder = pathToFileURL(projectFolder);
// In a thread, so that this one still hears `abort` and the end of stdin while a call computes.
const executor = createLocalExecutor(1);
let controller = new AbortController();

async function answer(module: string, input: z.output<ReturnType<typeof z.json>>): Promise<void> {
  controller = new AbortController();
  let said: WorkerAnswer;
  try {
    const call = { module: new URL(module, folder).href, input };
    said = { output: await executor.run(call, controller.signal) };
  } catch (error) {
    said = { error: serialiseError(error) };
  }
  writeSync(answers, jsonLine(said));
}

writeSync(answers, jsonLine({ version: soroVersion }));
for await (const message of readJsonLines(process.stdin, messageSchema, 'stdin')) {
  if (message.type === 'abort') controller.abort();
  else void answer(message.module, message.input);
}
// Stdin is closed when the Ray worker has died: another one has the call now.
process.exit(0);

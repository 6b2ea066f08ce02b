import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { at } from '../../core/known.ts';
import { Conversation, llamaProgram, machineBound } from '../../llama/index.ts';
import { answerSchema, type QuantiseRequest } from './protocol.ts';

const program = llamaProgram(fileURLToPath(new URL('./quantise-child.ts', import.meta.url)));

/** What the child said of one file: the library's return code (0 is success) and the end of its log. */
export interface ChildResult {
  readonly returnCode: number;
  readonly version: string;
  /** The last lines of llama.cpp's log. */
  readonly logTail: string;
}

/**
 * Quantises files one after another in a child process, so that a failed assertion in llama.cpp ends only the child;
 * errors as in {@link Conversation.ask}. `onTensor` is called as each tensor of a file begins, with (index, total).
 * Stops at the first file that fails: as many results as files were tried.
 */
export async function runQuantiseChild(
  files: readonly QuantiseRequest[],
  signal: AbortSignal,
  onTensor: (done: number, total: number) => void = () => {},
): Promise<ChildResult[]> {
  const child = new Conversation<QuantiseRequest, typeof answerSchema>({
    program,
    messages: answerSchema,
    bound: machineBound(),
    file: at(files, 0).source,
    verb: 'quantised',
    signal,
    onLog: (text) => {
      for (const [, done, total] of text.matchAll(/\[ *(\d+)\/ *(\d+)\]/g))
        onTensor(Number(done), Number(total));
    },
  });
  const answers: z.output<typeof answerSchema>[] = [];
  let logTail = '';
  try {
    for (const file of files) {
      const answer = await child.ask(file);
      answers.push(answer);
      if (answer.returnCode !== 0) break;
    }
  } finally {
    logTail = await child.close();
  }
  return answers.map((answer) => ({ ...answer, logTail }));
}

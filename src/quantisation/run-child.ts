import { fileURLToPath } from 'node:url';
import { runLlamaChild } from './llama-child.ts';
import { answerSchema, type QuantiseRequest } from './protocol.ts';

const childFile = fileURLToPath(new URL('./quantise-child.ts', import.meta.url));

/** What one child process said: the library's return code (0 is success) and the end of its log. */
export interface ChildResult {
  readonly returnCode: number;
  readonly version: string;
  /** The last lines of llama.cpp's log. */
  readonly logTail: string;
}

/**
 * Quantises in a child process, so that a failed assertion in llama.cpp ends only the child; errors as in
 * {@link runLlamaChild}. `onTensor` is called as each tensor begins: the how-manieth, of how many.
 */
export async function runQuantiseChild(
  request: QuantiseRequest,
  signal: AbortSignal,
  onTensor: (done: number, total: number) => void = () => {},
): Promise<ChildResult> {
  let answer: { readonly returnCode: number; readonly version: string } | undefined;
  const logTail = await runLlamaChild({
    file: childFile,
    request,
    source: request.source,
    verb: 'quantised',
    answer: answerSchema,
    signal,
    onAnswer: (given) => {
      answer = given;
    },
    onLog: (text) => {
      for (const [, done, total] of text.matchAll(/\[ *(\d+)\/ *(\d+)\]/g))
        onTensor(Number(done), Number(total));
    },
  });
  if (!answer) throw new Error('The quantising child ended without an answer.');
  return { ...answer, logTail };
}

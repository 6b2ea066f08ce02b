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
 * Quantises files one after another in a child process, so that a failed assertion in llama.cpp ends only
 * the child; errors as in {@link runLlamaChild}. `onTensor` is called as each tensor of a file begins: the
 * how-manieth, of how many. Stops at the first file that fails: as many results as files were tried.
 */
export async function runQuantiseChild(
  files: readonly QuantiseRequest[],
  signal: AbortSignal,
  onTensor: (done: number, total: number) => void = () => {},
): Promise<ChildResult[]> {
  const answers: { readonly returnCode: number; readonly version: string }[] = [];
  const logTail = await runLlamaChild({
    file: childFile,
    request: { files },
    source: files[0]?.source ?? '',
    verb: 'quantised',
    answer: answerSchema,
    signal,
    onAnswer: (answer) => void answers.push(answer),
    onLog: (text) => {
      for (const [, done, total] of text.matchAll(/\[ *(\d+)\/ *(\d+)\]/g))
        onTensor(Number(done), Number(total));
    },
  });
  return answers.map((answer) => ({ ...answer, logTail }));
}

import { createInterface } from 'node:readline';
import { serialiseError } from '../core/errors.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { loadLibllama } from './libllama.ts';
import { type QuantiseAnswer, type QuantiseRequest, requestSchema } from './protocol.ts';
import { modelTypeCodes, tensorTypeCodes } from './types.ts';

// The child process: one request line on stdin, one answer line on stdout; llama.cpp logs to stderr.

async function answer(request: QuantiseRequest): Promise<QuantiseAnswer> {
  const library = loadLibllama();
  const returnCode = await library.quantise({
    source: request.source,
    target: request.target,
    fileType: modelTypeCodes[request.type],
    tokenEmbeddingType: request.tokenEmbeddingType && tensorTypeCodes[request.tokenEmbeddingType],
    outputType: request.outputType && tensorTypeCodes[request.outputType],
    threads: request.threads,
    allowRequantise: request.allowRequantise,
  });
  return { returnCode, version: library.version };
}

const lines = createInterface({ input: process.stdin });
lines.once('line', async (line) => {
  let result: QuantiseAnswer;
  try {
    result = await answer(parseWith(requestSchema, parseJson(line)));
  } catch (error) {
    result = { error: serialiseError(error) };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
});
// Without its parent (killed) the work has no reader: do not go on writing.
lines.once('close', () => process.exit(1));

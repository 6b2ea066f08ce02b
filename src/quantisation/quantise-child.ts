import { readImportance } from './importance-file.ts';
import { loadLibllama } from './libllama.ts';
import { serveParent } from './llama-child.ts';
import { requestSchema } from './protocol.ts';
import { modelTypeCodes, tensorTypeCodes } from './types.ts';

// Runs in a process of its own; see llama-child.ts.
serveParent(requestSchema, async (request, send) => {
  const library = loadLibllama();
  const returnCode = await library.quantise({
    source: request.source,
    target: request.target,
    fileType: modelTypeCodes[request.type],
    tokenEmbeddingType: request.tokenEmbeddingType && tensorTypeCodes[request.tokenEmbeddingType],
    outputType: request.outputType && tensorTypeCodes[request.outputType],
    tensorTypes: Object.entries(request.tensorTypes).map(([tensor, type]) => ({
      pattern: `^${tensor.replaceAll('.', '\\.')}$`,
      type: tensorTypeCodes[type],
    })),
    importance: request.importance === undefined ? undefined : await readImportance(request.importance),
    threads: request.threads,
    allowRequantise: request.allowRequantise,
  });
  send({ returnCode, version: library.version });
});

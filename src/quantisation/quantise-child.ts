import { type LibLlama, loadLibllama } from './libllama.ts';
import { serveParent } from './llama-child.ts';
import { type QuantiseRequest, requestSchema } from './protocol.ts';
import { modelTypeCodes, tensorTypeCodes } from './types.ts';

// Runs in a process of its own; see llama-child.ts.
serveParent(requestSchema, async ({ files }, send) => {
  const library = loadLibllama();
  for (const file of files) {
    const returnCode = await quantise(library, file);
    send({ returnCode, version: library.version });
    if (returnCode !== 0) break;
  }
});

async function quantise(library: LibLlama, request: QuantiseRequest): Promise<number> {
  return library.quantise({
    source: request.source,
    target: request.target,
    fileType: modelTypeCodes[request.type],
    tokenEmbeddingType: request.tokenEmbeddingType && tensorTypeCodes[request.tokenEmbeddingType],
    outputType: request.outputType && tensorTypeCodes[request.outputType],
    tensorTypes: Object.entries(request.tensorTypes).map(([tensor, type]) => ({
      pattern: `^${tensor.replaceAll('.', '\\.')}$`,
      type: tensorTypeCodes[type],
    })),
    importance: await readImportance(request.importance),
    threads: request.threads,
    allowRequantise: request.allowRequantise,
  });
}

/** Loaded only where it is needed: a good part of the child’s start is the reader of GGUF files. */
async function readImportance(file: string | undefined) {
  if (file === undefined) return undefined;
  const importance = await import('./importance-file.ts');
  return importance.readImportance(file);
}

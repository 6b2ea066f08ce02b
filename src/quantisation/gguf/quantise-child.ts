import type { z } from 'zod';
import { serveParent } from '../../llama/index.ts';
import { llamaVersion, quantiseFile } from '../../llama/native.ts';
import { type answerSchema, fileRequestSchema } from './protocol.ts';
import { modelTypeCodes, tensorTypeCodes } from './types.ts';

// Quantisation's child: one file a question.
serveParent<typeof fileRequestSchema, z.output<typeof answerSchema>>(
  fileRequestSchema,
  async (request, answer) => {
    const returnCode = await quantiseFile({
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
    answer({ returnCode, version: llamaVersion() });
  },
);

/** Loaded only where it is needed: a good part of the child’s start is the reader of GGUF files. */
async function readImportance(file: string | undefined) {
  if (file === undefined) return undefined;
  const importance = await import('../importance-file.ts');
  return importance.readImportance(file);
}

import { LogitComparison } from './compare-logits.ts';
import { MeasuredModel } from './measured-model.ts';
import type { InferenceAnswer, InferenceRequest, TextComparison } from './protocol.ts';

/** Logits of this many bytes at most are in memory for one model. */
const logitBytes = 128 * 2 ** 20;

/**
 * Runs the reference and all candidates over the same texts, side by side in pieces, and answers with the
 * sums of each text. A text that is longer than the context is measured up to there. Memory does not
 * grow with the number of texts.
 */
export function compareTexts(
  request: Extract<InferenceRequest, { job: 'compare' }>,
  send: (answer: InferenceAnswer) => void,
): void {
  const { contextTokens, threads } = request;
  const open = (file: string, batchTokens: number) =>
    new MeasuredModel({ file, contextTokens, batchTokens, threads });
  const probe = open(request.reference, 32);
  const { vocabularySize } = probe;
  probe.free();
  const fitting = Math.floor(logitBytes / 4 / vocabularySize);
  const batchTokens = Math.min(contextTokens, Math.max(32, fitting));
  const reference = open(request.reference, batchTokens);
  const candidates = request.candidates.map((file) => open(file, batchTokens));
  const comparison = new LogitComparison(vocabularySize);
  for (const [text, content] of request.texts.entries()) {
    const { tokens, characters } = cutToContext(reference, content, contextTokens);
    const sums = candidates.map(() => emptySums(tokens.length - 1, characters));
    for (const model of [reference, ...candidates]) model.clear();
    // The last token predicts nothing that is known.
    for (let start = 0; start < tokens.length - 1; start += batchTokens) {
      const part = tokens.slice(start, Math.min(start + batchTokens, tokens.length - 1));
      const wanted = reference.read(part, start);
      const given = candidates.map((candidate) => candidate.read(part, start));
      for (let index = 0; index < part.length; index += 1) {
        const next = tokens[start + index + 1] ?? 0;
        const row = [index * vocabularySize, (index + 1) * vocabularySize] as const;
        comparison.setReference(wanted.subarray(...row));
        for (const [candidate, logits] of given.entries()) {
          add(sums[candidate], comparison.compare(logits.subarray(...row), next));
        }
      }
    }
    for (const [candidate, result] of sums.entries()) send({ type: 'text', candidate, text, result });
  }
}

function cutToContext(
  model: MeasuredModel,
  content: string,
  contextTokens: number,
): { readonly tokens: readonly number[]; readonly characters: number } {
  // Code points, so that no pair of surrogates is cut; halved until the tokens fit.
  let points = Array.from(content);
  for (;;) {
    const tokens = model.textTokens(points.join(''));
    if (tokens.length < contextTokens || points.length < 2) {
      return { tokens: [model.beginToken, ...tokens], characters: points.length };
    }
    points = points.slice(0, Math.floor((points.length * (contextTokens - 1) * 0.95) / tokens.length));
  }
}

function emptySums(tokens: number, characters: number): TextComparison {
  return {
    tokens,
    characters,
    divergence: 0,
    largestDivergence: 0,
    agreements: 0,
    referenceNats: 0,
    candidateNats: 0,
  };
}

function add(sums: TextComparison | undefined, position: ReturnType<LogitComparison['compare']>): void {
  if (!sums) return;
  sums.divergence += position.divergence;
  sums.largestDivergence = Math.max(sums.largestDivergence, position.divergence);
  sums.agreements += position.agrees ? 1 : 0;
  sums.referenceNats += position.referenceNats;
  sums.candidateNats += position.candidateNats;
}

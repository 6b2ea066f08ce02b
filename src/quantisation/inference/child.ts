import { serveParent } from '../llama-child.ts';
import { compareTexts } from './compare-texts.ts';
import { type Engine, loadEngine } from './engine.ts';
import { ImportanceCollector } from './importance.ts';
import { measureSpeed } from './measure-speed.ts';
import { type InferenceAnswer, type InferenceRequest, inferenceRequestSchema } from './protocol.ts';
import { Session } from './session.ts';

// Runs in a process of its own; see llama-child.ts.
serveParent(inferenceRequestSchema, async (request, sendAny) => {
  const send: (answer: InferenceAnswer) => void = sendAny;
  const memoryBefore = process.memoryUsage.rss();
  const engine = loadEngine();
  switch (request.job) {
    case 'importance':
      gatherImportance(engine, request, send);
      return;
    case 'compare':
      compareTexts(engine, request, send);
      return;
    case 'speed':
      send({ type: 'speed', result: measureSpeed(engine, request, memoryBefore) });
  }
});

function gatherImportance(
  engine: Engine,
  request: Extract<InferenceRequest, { job: 'importance' }>,
  send: (answer: InferenceAnswer) => void,
): void {
  const { chunkTokens, mostTokens } = request;
  const collector = new ImportanceCollector(engine);
  const session = new Session(engine, {
    file: request.model,
    contextTokens: chunkTokens,
    batchTokens: chunkTokens,
    threads: request.threads,
    evaluationCallback: collector.callback,
  });
  const room = chunkTokens - 1;
  const tokens: number[] = [];
  for (const text of request.texts) {
    tokens.push(...session.tokenise(`${text}\n`));
    if (tokens.length >= mostTokens) break;
  }
  const chunks = Math.max(1, Math.floor(Math.min(tokens.length, mostTokens) / room));
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    session.clear();
    const part = tokens.slice(chunk * room, (chunk + 1) * room);
    session.decode(Int32Array.of(session.beginToken, ...part), 0);
    send({ type: 'progress', done: chunk + 1, total: chunks });
  }
  for (const [tensor, { sums, tokens: count }] of collector.sums) {
    send({ type: 'importance', tensor, sums: [...sums], tokens: count, chunks });
  }
}

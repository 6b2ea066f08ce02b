import { type Send, serveParent } from '../../llama/index.ts';
import { compareTexts } from './compare-texts.ts';
import { ImportanceCollector } from './importance.ts';
import { measureSpeed } from './measure-speed.ts';
import { MeasuredModel } from './measured-model.ts';
import { type InferenceAnswer, type InferenceRequest, inferenceRequestSchema } from './protocol.ts';

// The child that measures models: one question, answers as they come, `done`.
serveParent<typeof inferenceRequestSchema, InferenceAnswer>(inferenceRequestSchema, (request, send) => {
  switch (request.job) {
    case 'importance':
      gatherImportance(request, send);
      break;
    case 'compare':
      compareTexts(request, send);
      break;
    case 'speed':
      send({ type: 'speed', result: measureSpeed(request) });
  }
  send({ type: 'done' });
});

function gatherImportance(
  request: Extract<InferenceRequest, { job: 'importance' }>,
  send: Send<InferenceAnswer>,
): void {
  const { chunkTokens, mostTokens } = request;
  const collector = new ImportanceCollector();
  const model = new MeasuredModel({
    file: request.model,
    contextTokens: chunkTokens,
    batchTokens: chunkTokens,
    threads: request.threads,
    evaluationCallback: collector.callback,
  });
  const room = chunkTokens - 1;
  const tokens: number[] = [];
  for (const text of request.texts) {
    tokens.push(...model.textTokens(`${text}\n`));
    if (tokens.length >= mostTokens) break;
  }
  const chunks = Math.max(1, Math.floor(Math.min(tokens.length, mostTokens) / room));
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    model.clear();
    const part = tokens.slice(chunk * room, (chunk + 1) * room);
    model.read([model.beginToken, ...part], 0);
    send({ type: 'progress', done: chunk + 1, total: chunks });
  }
  for (const [tensor, { sums, tokens: count }] of collector.sums) {
    send({ type: 'importance', tensor, sums: [...sums], tokens: count, chunks });
  }
}

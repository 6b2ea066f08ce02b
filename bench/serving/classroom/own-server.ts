import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { createAdaptorServer } from '@hono/node-server';
import { createApi, createEngine } from '../../../src/chat/index.ts';
import { modelForManyAnswers } from '../../../src/quantisation/index.ts';
import { systemText } from './script.ts';
import type { ServerSettings } from './servers.ts';

// As `startSchool` has it.
setFlagsFromString('--semi-space-growth-factor=1');
// Our server as the classroom bench starts it: a pupil is whoever their key says.
const settings = JSON.parse(process.argv[2] ?? '{}') as ServerSettings;
const engine = await createEngine({
  modelFile: await modelForManyAnswers(settings.modelFile, { signal: new AbortController().signal }),
  sequences: settings.places,
  contextSizeTokens: settings.contextTokens,
  threads: settings.threads,
});
const api = createApi({
  engine,
  sharedTexts: [systemText],
  resolveCaller: (request) => ({
    owner: request.headers.get('authorization') ?? 'nobody',
    role: 'local',
    scopes: ['chat', 'models', 'metrics', 'embeddings'],
  }),
});
const server = createAdaptorServer({ fetch: api.fetch });
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', async () => {
  await engine.close();
  process.exit(0);
});

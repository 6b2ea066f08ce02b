import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveApi } from '../support/http-server.ts';
import { busyEngine, madeEngine } from './made-engine.ts';
import { openWebUi } from './open-webui.ts';
import { openaiNode } from './openai-node.ts';
import { pythonSuite, type Servers, type SuiteResult, whyNot } from './suite.ts';
import { type Client, clients, readTable, type Table, writeTable } from './table.ts';

// Each client that is installed does what it can with a server, and docs/api.md says the same.
// SORO_WRITE_CLIENTS=1 writes the table again.

type Suite = {
  readonly run: (servers: Servers) => Promise<SuiteResult>;
  readonly reason?: string | undefined;
};

async function python(file: string, module: string): Promise<Suite> {
  return { run: (servers) => pythonSuite(file, servers), reason: await whyNot(module) };
}

const suites: Readonly<Record<Client, Suite>> = {
  'openai-node': { run: openaiNode },
  'openai-python': await python('openai_suite.py', 'openai'),
  LangChain: await python('langchain_suite.py', 'langchain_openai'),
  LiteLLM: await python('litellm_suite.py', 'litellm'),
  llm: await python('llm_suite.py', 'llm'),
  'Open WebUI': { run: openWebUi },
  'lm-eval': await python('lm_eval_suite.py', 'lm_eval'),
};

let servers: Servers;
let close: () => Promise<unknown>;
beforeAll(async () => {
  const started = await Promise.all(
    [madeEngine(), madeEngine({ callsTools: true }), busyEngine()].map((engine) => serveApi({ engine })),
  );
  const [server, withTools, busy] = started.map(({ address }) => `${address}/v1`);
  servers = { server: server ?? '', withTools: withTools ?? '', busy: busy ?? '' };
  close = () => Promise.all(started.map((one) => one.close()));
});
afterAll(() => close());

const found = new Map<Client, SuiteResult>();

describe.each(clients)('%s', (client) => {
  const { run, reason } = suites[client];
  if (reason) process.stderr.write(`Skipped ${client}: ${reason}.\n`);

  it.skipIf(reason)('does everything that it can do elsewhere', { timeout: 300_000 }, async () => {
    const result = await run(servers);
    found.set(client, result);
    const failed = Object.entries(result.results).filter(([, outcome]) => outcome !== 'yes');
    expect(failed).toEqual([]);
  });
});

describe('the table in docs/api.md', () => {
  it('says what was found, for each client that is installed', async () => {
    const written = await readTable();
    // A client that is not installed keeps its column; Open WebUI was not run, only its requests.
    const now: Table = new Map(
      clients.flatMap((client) => {
        const result = found.get(client) ?? written.get(client);
        return result ? [[client, result] as const] : [];
      }),
    );
    if (process.env.SORO_WRITE_CLIENTS) await writeTable(now);
    for (const [client, { results }] of found) {
      expect((process.env.SORO_WRITE_CLIENTS ? now : written).get(client)?.results, client).toEqual(results);
    }
  });
});

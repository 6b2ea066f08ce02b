import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A server to be measured. */
export interface MeasuredServer {
  readonly name: string;
  /** Ends in `/v1`. */
  readonly address: string;
  readonly model: string;
  /** Most resident memory so far, of the server and its children, in bytes. */
  peakResidentBytes(): number;
  stop(): Promise<void>;
}

export interface ServerSettings {
  readonly modelFile: string;
  readonly places: number;
  readonly contextTokens: number;
  readonly threads: number;
}

const ownServer = fileURLToPath(new URL('./own-server.ts', import.meta.url));

/** Our server, in a process of its own. */
export function startOurs(settings: ServerSettings): Promise<MeasuredServer> {
  const child = spawn(process.execPath, [...process.execArgv, ownServer, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return measured('soro', child, async () => {
    for await (const text of child.stdout ?? []) {
      const address = /http:\S+/u.exec(String(text))?.[0];
      if (address) return `${address}/v1`;
    }
    throw new Error('Our server did not start.');
  });
}

/** llama-server, built from the sources in the npm package node-llama-cpp; the same model, places, context and threads. */
export function startLlamaServer(program: string, settings: ServerSettings): Promise<MeasuredServer> {
  const port = 18_080 + Math.floor(Math.random() * 900);
  const { modelFile, places, contextTokens, threads } = settings;
  const child = spawn(
    program,
    [
      ...['--model', modelFile, '--port', String(port), '--host', '127.0.0.1', '--no-webui'],
      ...['--parallel', String(places), '--ctx-size', String(contextTokens * places)],
      ...['--threads', String(threads), '--threads-batch', String(threads)],
      // As docs/sampling.md has it for ours.
      ...['--repeat-penalty', '1.2', '--repeat-last-n', '128', '--jinja', '--no-kv-unified'],
    ],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  );
  const address = `http://127.0.0.1:${port}`;
  return measured('llama-server', child, async () => {
    for (let attempt = 0; attempt < 600; attempt += 1) {
      const healthy = await fetch(`${address}/health`).then(
        (response) => response.ok,
        () => false,
      );
      if (healthy) return `${address}/v1`;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('llama-server did not start.');
  });
}

async function measured(
  name: string,
  child: ChildProcess,
  ready: () => Promise<string>,
): Promise<MeasuredServer> {
  const address = await ready();
  const { data } = (await (await fetch(`${address}/models`)).json()) as { data: { id: string }[] };
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, residentBytes(child.pid ?? 0));
  };
  look();
  const timer = setInterval(look, 500);
  return {
    name,
    address,
    model: data[0]?.id ?? '',
    peakResidentBytes: () => peak,
    async stop() {
      clearInterval(timer);
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Resident memory of a process and its children (Linux); pages that they share (Node's own code) count once. */
function residentBytes(process: number): number {
  const own = numberOf(process, 'smaps_rollup', 'Pss') * 1024;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((name) => numberOf(Number(name), 'status', 'PPid') === process);
  return children.reduce((sum, child) => sum + residentBytes(Number(child)), own);
}

function numberOf(process: number, file: 'status' | 'smaps_rollup', key: string): number {
  try {
    const status = readFileSync(`/proc/${process}/${file}`, 'utf8');
    return Number(new RegExp(`^${key}:\\s+(\\d+)`, 'mu').exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pythonPath } from '../../src/core/processes/python.ts';

const ray = join(dirname(pythonPath()), 'ray');
const objectStoreBytes = 80 * 1024 * 1024;
const startTimeoutMs = 120_000;

/** Whether tests can start a Ray cluster; says why not. */
export function canStartRay(): boolean {
  if (existsSync(ray)) return true;
  process.stderr.write('Skipped: the Ray executor needs Ray (npm run setup -- --for ray).\n');
  return false;
}

/** A Ray cluster of this machine alone: a head with two processors, no dashboard. */
export interface RayCluster {
  readonly address: string;
  /** Processes of the cluster whose command line contains a text. */
  find(text: string): Promise<number[]>;
  /** Ends every process of the cluster. */
  stop(): Promise<void>;
}

/** Starts a cluster; the caller stops it. */
export async function startRayCluster(): Promise<RayCluster> {
  // The paths of Ray's sockets must stay under 107 bytes.
  const folder = await mkdtemp(join(tmpdir(), 'ray-'));
  const port = await freePort();
  const head = spawn(
    'sh',
    [
      '-c',
      // When the tests die, their end of stdin closes, and Ray goes with them.
      '"$0" "$@" & cat >/dev/null; kill -9 0',
      ray,
      'start',
      '--head',
      '--block',
      `--port=${port}`,
      '--node-ip-address=127.0.0.1',
      '--num-cpus=2',
      `--object-store-memory=${objectStoreBytes}`,
      '--include-dashboard=false',
      '--include-log-monitor=false',
      '--disable-usage-stats',
      `--temp-dir=${folder}`,
    ],
    {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      // By default workers are so nice (15) that beside other tests they get no processor at all.
      env: { ...process.env, RAY_worker_niceness: '0' },
    },
  );
  const cluster: RayCluster = {
    address: `127.0.0.1:${port}`,
    find: (text) => findProcesses(head, text),
    async stop() {
      for (const pid of await findProcesses(head, '')) kill(pid);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    await started(head);
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function started(head: ChildProcess): Promise<void> {
  let output = '';
  const ready = new Promise<void>((done) => {
    for (const stream of [head.stdout, head.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
        if (output.includes('Ray runtime started')) done();
      });
    }
  });
  const ended = once(head, 'close').then(() => Promise.reject(new Error(`Ray did not start:\n${output}`)));
  const late = delay(startTimeoutMs, undefined, { ref: false }).then(() =>
    Promise.reject(new Error(`Ray took longer than ${startTimeoutMs / 1000} s to start:\n${output}`)),
  );
  await Promise.race([ready, ended, late]);
  ended.catch(() => {});
  late.catch(() => {});
}

/** The processes of a cluster: Ray's own are in the group of its start command, workers are below those. */
async function findProcesses(head: ChildProcess, text: string): Promise<number[]> {
  const processes = new Map<number, { readonly parent: number; readonly group: number }>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // After the command's name, which may hold anything: state, parent, process group.
    const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state !== 'Z') processes.set(Number(name), { parent: Number(parent), group: Number(group) });
  }
  const belongs = (pid: number): boolean => {
    const found = processes.get(pid);
    return found !== undefined && (found.group === head.pid || belongs(found.parent));
  };
  const commands = [...processes.keys()].filter(belongs).map(async (pid) => {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return { pid, command };
  });
  return (await Promise.all(commands)).filter(({ command }) => command.includes(text)).map(({ pid }) => pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

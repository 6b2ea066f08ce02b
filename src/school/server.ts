import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { createAssistant, knowledgeOf } from '../assistant/index.ts';
import {
  createApi,
  createEngine,
  createUpstreamEngine,
  defaultHost,
  defaultPort,
  type Engine,
  type EngineOptions,
  type GroundingOptions,
  isLoopback,
  listen,
  loadPage,
  logInLinks,
  type RunningServer,
  type UpstreamOptions,
} from '../chat/index.ts';
import { formatError, fromSystemError, throwIfInterrupted } from '../core/errors.ts';
import { takeLock } from '../core/processes/process-lock.ts';
import type { Progress } from '../core/progress.ts';
import { openLibrary } from '../library/index.ts';
import { officeTexts } from '../office/index.ts';
import { AnswerRunner } from './answers/answer-runner.ts';
import { BookWork } from './books/book-work.ts';
import { findMeaning } from './conversations/meaning.ts';
import { openSchool } from './database/open-school.ts';
import { createSchoolApp } from './http/app.ts';
import { resolveApiCaller } from './http/requests/api-caller.ts';
import { clientAddress } from './http/requests/client-address.ts';
import { localName, machineAddresses, ownHosts } from './http/requests/own-hosts.ts';
import { taskRoutes } from './http/task-routes.ts';
import type { MachineCare } from './machine/machine-care.ts';
import { usualStrength } from './people/passwords.ts';
import { hasAccounts } from './people/person.ts';
import { Rates } from './people/rates.ts';
import { makeSetUpToken } from './people/set-up.ts';
import { DraftWork } from './practice/draft-work.ts';
import { announceName } from './running/announce.ts';
import { tendSchool } from './running/daily.ts';
import { type DataFolder, dataFolder } from './running/data-folder.ts';
import { createHttpServer, type TlsFiles } from './running/http-server.ts';
import { openLogFile } from './running/log-file.ts';
import { SchoolClock } from './running/school-clock.ts';
import type { School } from './school.ts';

export interface SchoolOptions {
  /** Path of a GGUF model; or another server whose answers are handed on. */
  readonly modelFile?: string | undefined;
  readonly upstream?: UpstreamOptions | undefined;
  /** In the place of one made from these; for tests. */
  readonly engine?: Engine | undefined;
  /** Opens the engine otherwise; `warn` writes to the log too. */
  readonly openEngine?: ((warn: (message: string) => void) => Promise<Engine>) | undefined;
  readonly engineOptions?: EngineOptions | undefined;
  /** What answers may rest on at most; `mode: 'off'` leaves everything to the model. Default: on anything. */
  readonly grounding?: GroundingOptions | undefined;
  /** Address to listen on: the loopback's, a network address of this machine, or `0.0.0.0` for all. */
  readonly host?: string | undefined;
  /** 0 takes any free port. */
  readonly port?: number | undefined;
  /** Where the database, backups and logs lie; see `dataFolder`. */
  readonly data?: string | undefined;
  /** Further names by which the server is reached. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Pages elsewhere that may call the API from a browser (CORS). */
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly tls?: TlsFiles | undefined;
  /** Answer for `soro.local` on the network. */
  readonly announce?: boolean | undefined;
  /** Models and releases of this machine, for its administrator's page. */
  readonly machine?: MachineCare | undefined;
  /** Stops the server when aborted. */
  readonly signal?: AbortSignal | undefined;
  readonly progress: Progress;
}

export interface RunningSchool extends RunningServer {
  /** The one-time link for the administrator, while there is none and the network is served. */
  readonly setUpLink: string | undefined;
  /** Every address at which the page is reached. */
  readonly addresses: readonly string[];
}

const tendEveryMs = 10 * 60_000;

/**
 * Serves page, accounts, conversations and API.
 * @throws MachineError when the port is taken or another server uses the data, CorruptArtefactError when the database
 * is damaged; and what `createEngine` throws.
 */
export async function startSchool(options: SchoolOptions): Promise<RunningSchool> {
  const { host = defaultHost, port = defaultPort, signal, progress } = options;
  const folder = dataFolder(options.data);
  const undo: (() => void | Promise<void>)[] = [];
  const takeDown = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    // Reading a model's vocabulary makes the young heap grow to 50 MB and stay there; a server has no use for it.
    setFlagsFromString('--semi-space-growth-factor=1');
    undo.push(await lockFolder(folder));
    const writeLog = openLogFile(folder.log);
    const warn = (message: string) => {
      writeLog(message);
      progress.warn(message);
    };
    const page = await loadPage();
    const store = await openSchool(folder.database, folder.backups);
    undo.push(() => store.close());
    // Before the store is closed and after everybody who is read to has been told of the end.
    const http: { server?: Server } = {};
    undo.push(() => http.server && finishConnections(http.server));
    const bare = options.engine ?? (await openEngine(options, warn));
    undo.push(() => bare.close());
    const time = new SchoolClock(store);
    const library = openLibrary(folder.path);
    undo.push(() => library.close());
    const clock = () => ({ now: new Date(time.now()), isTrusted: time.trusted });
    const { grounding = {} } = options;
    const knowledge = knowledgeOf(library);
    const engine =
      grounding.mode === 'off'
        ? bare
        : createAssistant({
            engine: bare,
            knowledge,
            clock,
            limits: grounding,
            office: officeTexts(folder.path, warn),
          });
    const loopbackOnly = isLoopback(host);
    const school: School = {
      store,
      engine,
      library,
      grounding,
      time,
      clock: () => time.now(),
      rates: new Rates(),
      passwordStrength: usualStrength,
      loopbackOnly,
      warn,
    };
    const runner = new AnswerRunner(school);
    undo.push(() => runner.close());
    const books = new BookWork(school, folder.uploads);
    undo.push(() => books.close());
    await books.start();
    const drafts = new DraftWork(school);
    undo.push(() => drafts.close());

    const isOwnHost = ownHosts(options.allowedHosts);
    const state = { addresses: [] as readonly string[] };
    const app = createSchoolApp({
      school,
      runner,
      books,
      drafts,
      backupFolder: folder.backups,
      addresses: () => state.addresses,
      startedAt: school.clock(),
      machine: options.machine,
      api: createApi({
        engine,
        page,
        onError: (error) => warn(formatError(error)),
        resolveCaller: resolveApiCaller(school),
        hosts: isOwnHost,
        origins: options.allowedOrigins,
        ...taskRoutes(school, {
          dataFolder: folder.path,
          // Another server's model is taken to be a large one.
          translator: () => (options.upstream ? bare : undefined),
        }),
      }),
      isOwnHost,
      logInLinks: logInLinks(page),
      secure: options.tls !== undefined,
      check: process.env.NODE_ENV === 'production' ? undefined : warn,
      addressOf: clientAddress,
    });
    const server = createHttpServer(app, options.tls);
    await listen(server, host, port);
    http.server = server;
    undo.push(() => stopAccepting(server));
    throwIfInterrupted(signal);
    state.addresses = addressesOf(server, options);
    undo.push(tend(school, folder));
    if (options.announce && !loopbackOnly) {
      undo.push(
        announceName(localName, bareAddresses, (error) =>
          warn(`soro.local is not announced: ${error.message}`),
        ),
      );
    }
    writeLog(`Serving ${engine.model.id} at ${state.addresses.join(', ')}`);
    // The first question in another script would wait for the word lists to be read.
    setTimeout(() => findMeaning('سلام'), 500).unref();
    const needsSetUp = !loopbackOnly && !hasAccounts(store);
    const setUpLink = needsSetUp ? `${state.addresses[0]}/#/set-up/${makeSetUpToken(school)}` : undefined;
    return {
      ...closing(takeDown, signal),
      address: state.addresses[0] ?? '',
      addresses: state.addresses,
      setUpLink,
    };
  } catch (error) {
    await takeDown();
    throw error;
  }
}

function closing(takeDown: () => Promise<void>, signal: AbortSignal | undefined) {
  const { promise: closed, resolve, reject } = Promise.withResolvers<void>();
  const state = { closing: false };
  const close = () => {
    if (!state.closing) {
      state.closing = true;
      takeDown().then(resolve, reject);
    }
    return closed;
  };
  signal?.addEventListener('abort', () => void close(), { once: true });
  return { closed, close };
}

async function openEngine(options: SchoolOptions, warn: (message: string) => void): Promise<Engine> {
  const { upstream, modelFile, signal } = options;
  if (options.openEngine) return options.openEngine(warn);
  if (upstream) return createUpstreamEngine({ ...upstream, signal });
  if (modelFile === undefined) throw new Error('A server needs a model file or another server.');
  return createEngine({ onRestart: warn, ...options.engineOptions, modelFile, signal });
}

async function lockFolder(folder: DataFolder): Promise<() => Promise<void>> {
  try {
    await mkdir(folder.path, { recursive: true, mode: 0o700 });
    // A server that has not shown itself for this long answers nobody.
    return await takeLock(folder.lock, 'The data of the school', { silentMs: 20_000 });
  } catch (error) {
    throw fromSystemError(error, folder.path);
  }
}

function tend(school: School, folder: DataFolder): () => void {
  let last = performance.now();
  const run = () => {
    const passedMs = performance.now() - last;
    last += passedMs;
    void tendSchool(school, folder.backups, passedMs);
  };
  const timer = setInterval(run, tendEveryMs);
  setTimeout(run, 60_000).unref();
  return () => clearInterval(timer);
}

function addressesOf(server: Server, { host = defaultHost, tls, announce }: SchoolOptions): string[] {
  const { address, family, port } = server.address() as AddressInfo;
  const scheme = tls ? 'https' : 'http';
  const isWildcard = address === '0.0.0.0' || address === '::';
  const own = family === 'IPv6' ? `[${address}]` : address;
  const names = isWildcard ? [...machineAddresses(), 'localhost'] : [own];
  if (announce && !isLoopback(host)) names.push(localName);
  return names.map((name) => `${scheme}://${name}:${port}`);
}

function bareAddresses(): string[] {
  return machineAddresses().map((address) => address.replace(/^\[|\]$/gu, ''));
}

/** Time for the last events of streams to reach their readers. */
const goodbyeMs = 3000;

function stopAccepting(server: Server): void {
  server.close();
  server.closeIdleConnections();
}

/** Waits until what was said last has been sent; whoever does not read is cut off. */
async function finishConnections(server: Server): Promise<void> {
  const until = performance.now() + goodbyeMs;
  while (performance.now() < until && (await connectionCount(server)) > 0) {
    server.closeIdleConnections();
    await delay(20);
  }
  server.closeAllConnections();
}

function connectionCount(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
}

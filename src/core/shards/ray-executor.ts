import { relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { z } from 'zod';
import { projectFolder } from '../configuration.ts';
import { InterruptedError, MachineError, throwIfInterrupted } from '../errors.ts';
import type { Executor, ShardCall } from '../executor.ts';
import type { Json } from '../json.ts';
import { findPython } from '../processes/python.ts';
import { errorOfEvent, type PythonProcess, startPython } from '../processes/python-process.ts';
import { reviveError } from '../processes/serialised-error.ts';
import { soroVersion } from '../version.ts';
import { type RayAnswer, type RayMessage, type ReadyEvent, rayEventSchema } from './ray-protocol.ts';

/** How a Ray cluster is reached and used. */
export interface RayOptions {
  /** `host:port` of the head, or `auto` for the cluster that this machine is part of. */
  readonly address: string;
  /** A Python that has Ray, in the cluster's versions; the project's own by default. */
  readonly python?: string | undefined;
  /** How many calls are given to the cluster at once; as many as it has processors by default. */
  readonly concurrency?: number | undefined;
  readonly signal: AbortSignal;
}

type Driver = PythonProcess<RayMessage, z.output<typeof rayEventSchema>>;

/** A driver, and the calls that wait for its answer. */
interface Connection {
  readonly address: string;
  readonly driver: Driver;
  readonly waiting: Map<number, (answer: RayAnswer | Error) => void>;
  lastId: number;
  /** Set when no call can be answered any more. */
  failure?: Error;
}

/** How long an aborted call may take to stop on its worker, and the driver to end. */
const graceMs = 10_000;
const maximumConcurrency = 1024;

/**
 * Connects to a Ray cluster; its executor runs each call as a task there, in Node, over shared storage.
 * Ray runs the call of a killed worker again (three times), so a shard's writes must be atomic.
 * @throws MissingToolError when Ray is not installed, MachineError when the cluster is out of reach,
 * BadInputError when its versions do not fit. A cluster that is lost later fails every call with MachineError.
 */
export async function connectRay(options: RayOptions): Promise<Executor> {
  throwIfInterrupted(options.signal);
  const driver: Driver = startPython({
    python: options.python ?? (await findPython({ by: 'The Ray executor', remedy: setUpRay })),
    module: 'soro_ray',
    name: 'the Ray driver',
    environment: { RAY_USAGE_STATS_ENABLED: '0' },
    events: rayEventSchema,
  });
  const connection: Connection = { address: options.address, driver, waiting: new Map(), lastId: 0 };
  const { processors } = await greet(connection, options.signal);
  return {
    name: 'ray',
    concurrency: Math.min(maximumConcurrency, options.concurrency ?? Math.max(1, processors)),
    run: (call, signal) => runOnCluster(connection, call, signal),
    close: () => endDriver(driver),
  };
}

/** Says hello to the driver and waits until it is connected. */
async function greet(connection: Connection, signal: AbortSignal): Promise<ReadyEvent> {
  const stop = () => connection.driver.kill();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const ready = listen(connection);
    connection.driver.send({
      type: 'connect',
      address: connection.address,
      folder: projectFolder,
      node: insideProject(process.execPath),
      version: soroVersion,
    });
    return await ready;
  } catch (error) {
    throwIfInterrupted(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Hears the driver to its end; fulfilled as soon as it is ready. */
function listen(connection: Connection): Promise<ReadyEvent> {
  const { driver, waiting } = connection;
  const { promise, resolve, reject } = Promise.withResolvers<ReadyEvent>();
  const hear = async () => {
    for await (const event of driver.events) {
      if (event.type === 'ready') resolve(event);
      else if (event.type === 'answer') waiting.get(event.id)?.(event.answer);
      else connection.failure ??= errorOfEvent(event, driver.log());
    }
    throw connection.failure ?? (await lost(connection));
  };
  hear().catch((error: Error) => {
    connection.failure = error;
    driver.kill();
    reject(error);
    for (const settle of waiting.values()) settle(error);
  });
  return promise;
}

function runOnCluster(connection: Connection, call: ShardCall, signal: AbortSignal): Promise<Json> {
  const { driver, waiting, failure } = connection;
  if (failure) return Promise.reject(failure);
  if (signal.aborted) return Promise.reject(new InterruptedError());
  connection.lastId += 1;
  const id = connection.lastId;
  const { promise, resolve, reject } = Promise.withResolvers<Json>();
  let givingUp: NodeJS.Timeout | undefined;
  const settle = (answer: RayAnswer | Error) => {
    waiting.delete(id);
    clearTimeout(givingUp);
    signal.removeEventListener('abort', cancel);
    if (signal.aborted) reject(new InterruptedError());
    else if (answer instanceof Error) reject(answer);
    else if ('output' in answer) resolve(answer.output);
    else reject(reviveError(answer.error));
  };
  const cancel = () => {
    driver.send({ type: 'cancel', id });
    givingUp = setTimeout(() => settle(new InterruptedError()), graceMs);
  };
  waiting.set(id, settle);
  signal.addEventListener('abort', cancel, { once: true });
  driver.send({ type: 'call', id, module: moduleInProject(call.module), input: call.input });
  return promise;
}

async function endDriver(driver: Driver): Promise<void> {
  driver.endInput();
  const killing = setTimeout(() => driver.kill(), graceMs);
  await driver.ended.catch(() => {});
  clearTimeout(killing);
}

const setUpRay = 'Run `npm run setup -- --for ray` (about 290 MB, once), or name a Python with --python.';

/** The driver has ended by itself: Ray ends it when the head does not answer any more. */
async function lost({ driver, address }: Connection): Promise<MachineError> {
  const [code, signal] = await driver.ended;
  return new MachineError({
    message: `The Ray cluster was lost (its driver ended with ${signal ?? `code ${code}`}).`,
    file: address,
    place: lastWords(driver),
    remedy:
      'See whether its head still runs (`ray status`), then run the same command again: finished shards are kept.',
  });
}

/** What Ray wrote last, without its prefix (time, process, source file) and advice. */
function lastWords(driver: Driver): string | undefined {
  const [sentence] =
    driver
      .log()
      .at(-1)
      ?.replace(/^\[[^\]]*\] \S+: /, '')
      .split('. ') ?? [];
  return sentence;
}

/** A module's URL without the project's folder, which may be another one on the worker. */
function moduleInProject(module: string): string {
  const folder = pathToFileURL(projectFolder).href;
  return module.startsWith(folder) ? module.slice(folder.length) : module;
}

function insideProject(path: string): string {
  const inside = relative(projectFolder, path);
  return inside.startsWith('..') ? path : inside.split(sep).join('/');
}

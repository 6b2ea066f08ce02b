import { MachineError } from '../../../core/errors.ts';
import { BusyError } from '../../queue/busy-error.ts';
import { modelsSchema } from './upstream-schemas.ts';
import type { UpstreamServer } from './upstream-server.ts';

interface Replica {
  readonly server: UpstreamServer;
  running: number;
  isUp: boolean;
}

/** How often a server that does not answer is asked whether it does again. */
const lookEveryMs = 2000;
const lookMs = 5000;

/**
 * Servers of the same model. Each request goes to the one with the fewest under way, in turn among equals. One that
 * cannot be reached, breaks off or fails is left out until it lists its models again.
 */
export class Replicas {
  readonly #replicas: readonly Replica[];
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  /** How often one has died. */
  deaths = 0;

  constructor(servers: readonly UpstreamServer[]) {
    this.#replicas = servers.map((server) => ({ server, running: 0, isUp: true }));
  }

  /** How many answer; one when none does, so that whoever asks is told. */
  get living(): number {
    return Math.max(1, this.#replicas.filter(({ isUp }) => isUp).length);
  }

  get areUp(): boolean {
    return this.#replicas.some(({ isUp }) => isUp);
  }

  /** Asks one, and the next when that one fails. @throws the last one's error when all do. */
  async first<Value>(ask: (server: UpstreamServer) => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    const stream = async function* (server: UpstreamServer) {
      yield await ask(server);
    };
    for await (const value of this.stream(stream, signal)) return value;
    throw new Error('A server gave neither a value nor an error.');
  }

  /**
   * Streams from one. When that fails before anything came the next one is asked: nobody notices. Afterwards the error is
   * the reader's, since another server would begin with other words.
   */
  async *stream<Event>(
    ask: (server: UpstreamServer) => AsyncIterable<Event>,
    signal?: AbortSignal,
  ): AsyncGenerator<Event> {
    const tried = new Set<Replica>();
    for (;;) {
      const replica = this.#choose(tried);
      tried.add(replica);
      replica.running += 1;
      let hasBegun = false;
      try {
        for await (const event of ask(replica.server)) {
          this.#revive(replica);
          hasBegun = true;
          yield event;
        }
        return;
      } catch (error) {
        const isBusy = error instanceof BusyError;
        if (!(isBusy || error instanceof MachineError) || signal?.aborted) throw error;
        if (!isBusy) this.#bury(replica);
        if (hasBegun || tried.size === this.#replicas.length) throw error;
      } finally {
        replica.running -= 1;
      }
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Those that are down come last: one may be up again. */
  #choose(tried: ReadonlySet<Replica>): Replica {
    const count = this.#replicas.length;
    const inTurn = this.#replicas.map((_, index) => this.#replicas[(this.#next + index) % count]);
    this.#next = (this.#next + 1) % count;
    const [best] = inTurn
      .filter((one) => one !== undefined)
      .filter((one) => !tried.has(one))
      .sort((one, other) => Number(other.isUp) - Number(one.isUp) || one.running - other.running);
    if (!best) throw new Error('There is no server left to ask.');
    return best;
  }

  #bury(replica: Replica): void {
    if (replica.isUp) this.deaths += 1;
    replica.isUp = false;
    this.#timer ??= setInterval(() => void this.#look(), lookEveryMs).unref();
  }

  #revive(replica: Replica): void {
    replica.isUp = true;
  }

  async #look(): Promise<void> {
    const down = this.#replicas.filter(({ isUp }) => !isUp);
    if (down.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    await Promise.all(
      down.map(async (replica) => {
        const listed = replica.server.json('models', undefined, modelsSchema, AbortSignal.timeout(lookMs));
        if (await listed.then(Boolean, () => false)) this.#revive(replica);
      }),
    );
  }
}

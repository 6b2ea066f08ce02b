import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { addKey } from '../../../src/school/people/api-keys.ts';
import { createHttpServer } from '../../../src/school/running/http-server.ts';
import { addTeacherWithClass, ask, follow, join, setUp } from '../../../src/school/testing/test-people.ts';
import { openTestSchool } from '../../../src/school/testing/test-school.ts';
import { RandomRequests } from './random-request.ts';

/** What a run of random requests found. */
export interface FuzzReport {
  readonly requests: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Requests that were answered with 5xx, or not at all. */
  readonly failures: readonly string[];
  /** What the server wrote into its log. */
  readonly warnings: readonly string[];
  /** Callers whose session or key is still good, of how many. */
  readonly alive: number;
  readonly callers: number;
  /** Resident memory at the first and the last tenth, in bytes. */
  readonly residentBytes: { readonly early: number; readonly late: number };
}

/** Answers that are streamed are let go after their head. */
const isStream = (response: Response) =>
  response.headers.get('content-type')?.includes('event-stream') ?? false;
const timeoutMs = 30_000;

/**
 * Sends random requests over HTTP to every route of a school's server: as nobody, a pupil, a teacher, the administrator
 * and a program with a key. What a request changes is taken back, so that sessions stay good and later requests meet a
 * school in which things exist.
 */
export async function fuzzRequests(options: {
  readonly count: number;
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}): Promise<FuzzReport> {
  const { count, seed, onProgress } = options;
  const folder = await mkdtemp(joinPath(tmpdir(), 'soro-fuzz-'));
  const school = openTestSchool({ backupFolder: folder });
  const administrator = await setUp(school);
  const { teacher, id, schoolClass } = await addTeacherWithClass(school, administrator, 'Аниса');
  const { pupil, id: pupilId } = await join(school, schoolClass.code, 'Заррина');
  const { conversation, question, answer } = await ask(pupil, 'Савол');
  await follow(pupil, answer.id);
  const { secret } = addKey(school.school, {
    name: 'fuzz',
    scopes: ['chat', 'embeddings', 'metrics'],
    answers: 'grounded',
  });
  const people = [pupil, teacher, administrator].map(({ cookie, csrf }) => ({ cookie, 'x-soro-csrf': csrf }));
  const callers: readonly Record<string, string>[] = [{}, ...people, { authorization: `Bearer ${secret}` }];
  const ids = [id, pupilId, schoolClass.id, schoolClass.code, conversation.id, question.id, answer.id];

  const server = createHttpServer(school.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const requests = new RandomRequests(seed, ids, callers.length);
  const statuses: Record<number, number> = {};
  const failures: string[] = [];
  const residentBytes = { early: 0, late: 0 };
  const { database } = school.store;
  for (let done = 0; done < count; done += 1) {
    const request = requests.next();
    // A backup cannot be made inside of a transaction.
    const isUndone = !request.path.startsWith('/api/backups');
    if (isUndone) database.exec('BEGIN');
    try {
      const response = await fetch(base + request.path, {
        method: request.method,
        headers: { 'content-type': request.mediaType, ...callers[request.caller], ...request.headers },
        ...(request.body === undefined ? {} : { body: request.body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
      if (response.status >= 500) failures.push(`${response.status} ${describe(request)}`);
      if (isStream(response)) await response.body?.cancel();
      else await response.arrayBuffer();
    } catch (error) {
      failures.push(`${error instanceof Error ? error.message : String(error)} ${describe(request)}`);
    } finally {
      if (isUndone && database.isTransaction) database.exec('ROLLBACK');
    }
    // Limits on rates are for people; time continues for them.
    school.time.now += 2000;
    if (done === Math.floor(count / 10)) residentBytes.early = process.memoryUsage.rss();
    onProgress?.(done + 1);
  }
  residentBytes.late = process.memoryUsage.rss();
  const alive = await countAlive(base, callers);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await school.close();
  await rm(folder, { recursive: true, force: true });
  const warnings = [...school.warnings, ...school.contractBreaks];
  return { requests: count, statuses, failures, warnings, alive, callers: callers.length - 1, residentBytes };
}

async function countAlive(base: string, callers: readonly Record<string, string>[]): Promise<number> {
  let alive = 0;
  for (const headers of callers.slice(1)) {
    const path = headers.authorization ? '/v1/models' : '/api/session';
    const response = await fetch(base + path, { headers });
    const body = (await response.json()) as { person?: unknown; data?: unknown };
    if (response.status === 200 && (body.person || body.data)) alive += 1;
  }
  return alive;
}

function describe({ method, path, caller, mediaType, body }: ReturnType<RandomRequests['next']>): string {
  return `${method} ${path} (caller ${caller}, ${mediaType}) ${body?.slice(0, 300) ?? ''}`;
}

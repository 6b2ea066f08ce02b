// A school's server as a process of its own, for the tests of faults: `node school-child.ts FOLDER PORT [MODEL]`. The
// page is served where SORO_TEST_PAGE says so.
// SIGUSR1 sets its clock 300 days back, and right again; SIGUSR2 fills its disk, and frees it again.

import { setTimeout as delay } from 'node:timers/promises';
import { createApi, createEngine, type Engine, fakeEngine, listen, loadPage } from '../../src/chat/index.ts';
import { MachineError } from '../../src/core/errors.ts';
import { openLibrary } from '../../src/library/index.ts';
import { AnswerRunner } from '../../src/school/answers/answer-runner.ts';
import { BookWork } from '../../src/school/books/book-work.ts';
import { migrate } from '../../src/school/database/migrate.ts';
import { openStore } from '../../src/school/database/store.ts';
import { createSchoolApp } from '../../src/school/http/app.ts';
import { resolveApiCaller } from '../../src/school/http/requests/api-caller.ts';
import { clientAddress } from '../../src/school/http/requests/client-address.ts';
import { ownHosts } from '../../src/school/http/requests/own-hosts.ts';
import { unlimitedRates } from '../../src/school/people/rates.ts';
import { DraftWork } from '../../src/school/practice/draft-work.ts';
import { dataFolder } from '../../src/school/running/data-folder.ts';
import { createHttpServer } from '../../src/school/running/http-server.ts';
import { sweep } from '../../src/school/running/retention.ts';
import { SchoolClock } from '../../src/school/running/school-clock.ts';
import type { School } from '../../src/school/school.ts';
import { quickStrength } from '../../src/school/testing/test-school.ts';

const [path = '', port = '0', modelFile] = process.argv.slice(2);
const folder = dataFolder(path);
const store = openStore(folder.database);
migrate(store);
const engine = modelFile ? await createEngine({ modelFile }) : unreliableEngine();

let offsetMs = 0;
const time = new SchoolClock(store, () => Date.now() + offsetMs);
process.on('SIGUSR1', () => {
  offsetMs = offsetMs === 0 ? -300 * 24 * 3_600_000 : 0;
});
let full = false;
process.on('SIGUSR2', () => {
  full = !full;
  const pages = store.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 1;
  store.database.exec(`PRAGMA max_page_count = ${full ? pages : 1_000_000_000}`);
});

const school: School = {
  store,
  engine,
  library: openLibrary(folder.path, { starter: false }),
  grounding: {},
  time,
  clock: () => time.now(),
  rates: unlimitedRates,
  passwordStrength: quickStrength,
  loopbackOnly: true,
  warn: (message) => process.stderr.write(`${message}\n`),
};
const runner = new AnswerRunner(school, { saveEveryMs: 200 });
const books = new BookWork(school, folder.uploads);
await books.start();
const drafts = new DraftWork(school);
const isOwnHost = ownHosts();
const app = createSchoolApp({
  school,
  runner,
  books,
  drafts,
  backupFolder: folder.backups,
  addresses: () => [],
  startedAt: Date.now(),
  api: createApi({
    ...(process.env.SORO_TEST_PAGE ? { page: await loadPage() } : {}),
    engine,
    resolveCaller: resolveApiCaller(school),
    hosts: isOwnHost,
  }),
  isOwnHost,
  secure: false,
  addressOf: clientAddress,
});
const server = createHttpServer(app);
await listen(server, '127.0.0.1', Number(port));
setInterval(() => {
  try {
    sweep(school, 1000);
  } catch (error) {
    school.warn(String(error));
  }
}, 1000);
process.on('SIGTERM', () => {
  void Promise.all([runner.close(), books.close()]).then(async () => {
    await engine.close();
    store.close();
    process.exit(0);
  });
});
process.stdout.write('ready\n');

/** Writes forty pieces in about a second; of twenty answers one breaks off, as when the engine is killed. */
function unreliableEngine(): Engine {
  let count = 0;
  const fake = fakeEngine([]);
  return {
    ...fake,
    async *generate(_request, options) {
      count += 1;
      const name = `${process.pid}-${count}`;
      for (let piece = 0; piece < 40; piece += 1) {
        await delay(20);
        if (options?.signal?.aborted) return;
        if (piece === 20 && count % 20 === 0) {
          throw new MachineError({ message: 'The engine was killed.', remedy: 'none' });
        }
        yield { type: 'text-delta', text: `${name}/${piece} ` };
      }
      const usage = { promptTokens: 1, completionTokens: 40, reusedTokens: 0 };
      yield { type: 'finish', reason: 'stop', usage, droppedMessages: 0 };
    },
  };
}

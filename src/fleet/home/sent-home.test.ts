import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  addTeacherWithClass,
  ask,
  follow,
  join as joinClass,
  setUp,
} from '../../school/testing/test-people.ts';
import { openTestSchool } from '../../school/testing/test-school.ts';
import { collect, receiptsOf } from '../collect/collect.ts';
import { correctionLines } from '../collect/corrections.ts';
import { figuresOf } from '../collect/figures.ts';
import { parquetEncoding } from '../collect/parquet.ts';
import { CollectionStore } from '../collect/store.ts';
import { diskFiles } from '../files/disk-files.ts';
import { renderPage } from '../ministry/render-page.ts';
import { pageLanguages } from '../ministry/words.ts';
import { gatherItems } from './gather.ts';
import { segmentContentSchema } from './item.ts';
import { Outbox } from './outbox.ts';
import { folderPost } from './post.ts';
import { makeSchoolKey } from './school-key.ts';
import { ageOpener, ageSealer, makeHomeKey, openHomeKey } from './seal.ts';
import { readSegment } from './segment.ts';

const now = Date.UTC(2026, 10, 2, 6);
/** What must never leave the school, in whatever form. */
const planted = [
  'Гулчеҳра',
  'Темурлан',
  'Сирдони',
  'сирри ман аз модарам',
  'secret-of-a-pupil',
  '+992 93 555 12 12',
];

async function schoolWithSecrets() {
  const school = openTestSchool({ time: { now } });
  onTestFinished(() => school.close());
  const administrator = await setUp(school);
  const { teacher, schoolClass } = await addTeacherWithClass(school, administrator, 'Сирдони');
  const { pupil } = await joinClass(school, schoolClass.code, 'Гулчеҳра');
  await joinClass(school, schoolClass.code, 'Темурлан');
  const { answer } = await ask(
    pupil,
    'Номи ман Гулчеҳра, сирри ман аз модарам: secret-of-a-pupil. Об кай меҷӯшад?',
  );
  await follow(pupil, answer.id);
  await pupil.send('PUT', `/api/answers/${answer.id}/mark`, {});
  await teacher.post(`/api/answers/${answer.id}/correction`, {
    text: 'Гулчеҳра, об дар 100 дараҷа меҷӯшад.',
    note: 'Темурлан низ пурсид, занг зан: +992 93 555 12 12',
  });
  const { body } = await teacher.get<{ corrections: { id: string }[] }>('/api/corrections');
  const path = `/api/corrections/${body.corrections[0]?.id}/home`;
  const items = () =>
    gatherItems({ store: school.store, updates: undefined, now: school.school.clock(), clockTrusted: true });
  return { school, teacher, path, items };
}

function practise(school: ReturnType<typeof openTestSchool>, subject: string, pupils: number) {
  const { store } = school;
  const item = `own/${subject}`;
  store.run(`INSERT INTO item VALUES (:id, 1, 1, 'approved', :subject, 8, NULL, 'short-text', NULL, '{}')`, {
    id: item,
    subject,
  });
  const before = Date.UTC(2026, 9, 15);
  for (let pupil = 0; pupil < pupils; pupil += 1) {
    const { inserted } = store.run(
      `INSERT INTO people (id, role, name, name_key, class_number, created_at)
       VALUES (:id, 'pupil', :id, :id, 1, 0)`,
      { id: `${subject}-${pupil}` },
    );
    store.run(
      `INSERT INTO practice_answers (person_number, client_id, item_id, item_version, typed, understood, is_right, share, answered_at)
       VALUES (:person, 'c', :item, 1, 'secret-of-a-pupil', '', :right, 1, :at)`,
      { person: inserted, item, right: pupil % 2, at: before },
    );
  }
}

describe('what a school sends home', () => {
  it('holds nothing of a pupil or a conversation before a teacher agrees, and then only the words of the teacher', async () => {
    const { school, teacher, path, items } = await schoolWithSecrets();
    practise(school, 'Физика', 10);
    practise(school, 'Химия', 9);
    expect(items().map(({ kind }) => kind)).toEqual(expect.arrayContaining(['measure', 'health']));
    expect(items().filter(({ kind }) => kind === 'correction')).toEqual([]);
    const agreed = await teacher.post(path, {
      question: 'Дар чанд дараҷа об меҷӯшад? Номи ман Темурлан.',
      answer: 'Об дар 100 дараҷа меҷӯшад; муаллима Сирдони: +992 93 555 12 12.',
    });
    expect(agreed.status).toBe(201);
    const text = JSON.stringify(items());
    for (const secret of planted) expect(text).not.toContain(secret);
    expect(text).toContain('Об дар 100 дараҷа меҷӯшад');
    const measures = items().filter(({ kind }) => kind === 'measure');
    expect(measures.map(({ content }) => content)).toEqual([
      { month: '2026-10', activity: 'practice', subject: 'Физика', pupils: 10, answers: 10, right: 5 },
    ]);
  });

  it('arrives at the hub, is shown and learnt from, and goes there when the teacher takes it back', async () => {
    const { school, teacher, path, items } = await schoolWithSecrets();
    practise(school, 'Физика', 12);
    await teacher.post(path, { question: 'Дар чанд дараҷа об меҷӯшад?', answer: 'Дар 100 дараҷа.' });
    const folder = await mkdtemp(join(tmpdir(), 'soro-home-'));
    const homeKey = await makeHomeKey('панҷ калимаи хуб', 10);
    const identity = await openHomeKey(homeKey.file, 'панҷ калимаи хуб', 'home.age');
    const { key } = makeSchoolKey();
    let mark: string | undefined;
    const outbox = new Outbox({
      files: diskFiles,
      root: join(folder, 'school'),
      key,
      sealer: ageSealer(homeKey.recipient),
      mark: {
        read: async () => mark,
        write: async (text) => {
          mark = text;
        },
      },
    });
    const stick = folderPost(diskFiles, join(folder, 'stick'));
    const store = new CollectionStore(diskFiles, join(folder, 'hub'), parquetEncoding);
    const bring = async () => {
      await outbox.takeReceipt(stick);
      await outbox.seal(items());
      await outbox.send(stick);
      const collection = await store.read();
      const outcome = await collect(collection, [stick], { opener: ageOpener([identity]), now });
      await store.write(collection);
      for (const [place, receipt] of receiptsOf(collection))
        await stick.write?.(place, Buffer.from(JSON.stringify(receipt)));
      return { ...outcome, lines: correctionLines(await store.read()) };
    };
    const first = await bring();
    expect(first).toMatchObject({ taken: 1, quarantined: [] });
    expect(first.lines).toContain('"question":"Дар чанд дараҷа об меҷӯшад?"');

    const [name = ''] = await readdir(join(folder, 'stick', 'home', key.school));
    const segment = readSegment(await readFile(join(folder, 'stick', 'home', key.school, name)), name);
    const opened = await ageOpener([identity]).open(segment.sealed);
    const content = Buffer.from(opened ?? []).toString('utf8');
    expect(segmentContentSchema.parse(JSON.parse(content)).items).toEqual(items());
    for (const secret of planted) expect(content).not.toContain(secret);

    const file = (await store.file()) ?? '';
    const listed = [
      { school: key.school, name: 'Мактаби №12 <b>', district: 'Варзоб', region: 'ноҳияҳои тобеи ҷумҳурӣ' },
    ];
    const figures = await figuresOf(file, listed, now + 1000);
    expect(figures.schools).toMatchObject([
      { name: 'Мактаби №12 <b>', silentDays: 0, failures: 0, answers: 1 },
    ]);
    for (const language of pageLanguages) {
      const page = renderPage(figures, { years: 5, ways: [{ name: 'Soro', dollars: 500 }] }, language, now);
      expect(page).not.toMatch(/https?:|<script|<b>\s*<\/td>|undefined|NaN/u);
      expect(page).toContain('1 / 1');
    }

    // A class deletes what is old: the month that was counted stays as it was.
    school.store.run('DELETE FROM practice_answers WHERE number % 6 = 0');
    expect(items()).not.toEqual(segmentContentSchema.parse(JSON.parse(content)).items);
    expect(await outbox.pending(items())).toEqual([]);

    await teacher.delete(path);
    const second = await bring();
    expect(second).toMatchObject({ taken: 1, quarantined: [] });
    expect(second.lines).toBe('');
    expect((await readFile((await store.file()) ?? '')).includes('дараҷа')).toBe(false);
    expect(await bring()).toMatchObject({ taken: 0 });
    expect(await outbox.waiting()).toEqual([]);
    expect(school.contractBreaks).toEqual([]);
  });
});

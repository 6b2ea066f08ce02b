import { afterEach, describe, expect, it } from 'vitest';
import type { ErrorReply } from '../contract/index.ts';
import { storageLimits } from '../conversations/storage.ts';
import { Rates } from '../people/rates.ts';
import { addTeacherWithClass, ask, clientId, join, setUp } from '../testing/test-people.ts';
import { openTestSchool, type TestSchool, type TestSchoolOptions } from '../testing/test-school.ts';

const opened: TestSchool[] = [];

afterEach(async () => {
  for (const school of opened.splice(0)) await school.close();
});

async function openWithPupil(options: TestSchoolOptions = {}) {
  const school = openTestSchool(options);
  opened.push(school);
  const { schoolClass, teacher } = await addTeacherWithClass(school, await setUp(school), 'Аниса');
  const { pupil } = await join(school, schoolClass.code, 'Заррина');
  const begin = () => pupil.post<Partial<ErrorReply>>('/api/conversations', { clientId: clientId() });
  return { school, pupil, teacher, begin };
}

describe('a program in a pupil’s name', () => {
  it('begins twenty conversations at once and then six a minute', async () => {
    const time = { now: 0 };
    const { begin, teacher } = await openWithPupil({ rates: new Rates(() => time.now) });
    const replies = [];
    for (let turn = 0; turn < 30; turn += 1) replies.push(await begin());
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(replies.at(-1)).toMatchObject({
      status: 429,
      body: { error: { code: 'busy', retryAfterSeconds: 10 } },
    });
    // It holds up nobody else.
    expect((await teacher.post('/api/conversations', { clientId: clientId() })).status).toBe(201);
    time.now += 10_000;
    // The twenty that are there are still empty.
    expect((await begin()).body.error?.code).toBe('quota');
  });

  it('writes sixty times a minute, whatever it writes', async () => {
    const { pupil } = await openWithPupil({ rates: new Rates(() => 0) });
    const statuses: number[] = [];
    for (let turn = 0; turn < 80; turn += 1) {
      statuses.push((await pupil.post('/api/meaning', { text: 'шахр' })).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect((await pupil.get('/api/conversations')).status).toBe(200);
  });
});

describe('what a person keeps', () => {
  it('is bounded in empty conversations; asking in one makes room', async () => {
    const { begin, pupil } = await openWithPupil();
    for (let turn = 0; turn < storageLimits.emptyConversations - 1; turn += 1) await begin();
    await ask(pupil, 'Салом');
    expect((await begin()).status).toBe(201);
    expect((await begin()).body.error?.code).toBe('quota');
  });

  it('is bounded in conversations and in characters; deleting makes room', async () => {
    const { school, begin, pupil } = await openWithPupil();
    const { conversation } = await ask(pupil, 'Салом');
    school.store.run(
      `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :most)
       INSERT INTO conversations (id, person_number, client_id, title, readable, created_at, updated_at)
       SELECT 'c' || n, person_number, 'c' || n, '', 0, 1, 1 FROM numbers, conversations WHERE id = :id`,
      { most: storageLimits.conversations, id: conversation.id },
    );
    expect((await begin()).body.error?.code).toBe('quota');
    school.store.run("DELETE FROM conversations WHERE client_id LIKE 'c%' AND title = ''");
    expect((await begin()).status).toBe(201);

    school.store.run("UPDATE messages SET text = :text WHERE role = 'user'", {
      text: 'а'.repeat(storageLimits.characters),
    });
    await expect(ask(pupil, 'Боз')).rejects.toThrow('quota');
    await pupil.delete(`/api/conversations/${conversation.id}`);
    expect((await ask(pupil, 'Боз')).question.text).toBe('Боз');
  });
});

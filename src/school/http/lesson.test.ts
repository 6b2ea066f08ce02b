import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeEngine, fakeEngine } from '../../chat/index.ts';
import type { Answer, ErrorReply, Mark, PupilWithPin, Rules } from '../contract/index.ts';
import {
  type Asked,
  addTeacherWithClass,
  ask,
  clientId,
  follow,
  join,
  otherPin,
  pupilPin,
  setUp,
} from '../testing/test-people.ts';
import { Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';

let school: TestSchool;
let engine: FakeEngine;
let teacher: Browser;
let other: Browser;
let classId: string;
let code: string;

beforeEach(async () => {
  engine = fakeEngine(['Ҷавоби модел.']);
  school = openTestSchool({ engine });
  const administrator = await setUp(school);
  const mine = await addTeacherWithClass(school, administrator, 'Аниса');
  ({ teacher } = mine);
  ({ id: classId, code } = mine.schoolClass);
  other = (await addTeacherWithClass(school, administrator, 'Баҳром')).teacher;
});

afterEach(async () => school.close());

async function letRead(teacherMayRead: boolean): Promise<void> {
  await teacher.patch(`/api/classes/${classId}`, { settings: { teacherMayRead } });
}

async function begin(pupil: Browser): Promise<string> {
  return (await pupil.post<{ id: string }>('/api/conversations', { clientId: clientId() })).body.id;
}

function send(pupil: Browser, conversation: string, rules?: string, parentId: string | null = null) {
  return pupil.post<Asked & Partial<ErrorReply>>(`/api/conversations/${conversation}/questions`, {
    clientId: clientId(),
    parentId,
    text: 'Салом',
    ...(rules === undefined ? {} : { rules }),
  });
}

const rulesFor = async (pupil: Browser) => (await pupil.get<Rules>('/api/me/rules')).body;

async function isReadable(conversation: string): Promise<boolean> {
  return (await teacher.get(`/api/conversations/${conversation}`)).status === 200;
}

describe('the rules of a class', () => {
  it('are told before the first question: with older ones it is refused once, with the present ones', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    const told = await rulesFor(pupil);
    const conversation = await begin(pupil);
    await letRead(true);
    const refused = await send(pupil, conversation, told.version);
    expect(refused).toMatchObject({
      status: 409,
      body: { error: { code: 'rules-changed', rules: { teacherMayRead: true, retentionDays: 90 } } },
    });
    expect(await isReadable(conversation)).toBe(false);
    const now = refused.body.error?.rules?.version;
    expect(now).toBe((await rulesFor(pupil)).version);
    const taken = await send(pupil, conversation, now);
    expect(taken.status).toBe(201);
    expect(await isReadable(conversation)).toBe(true);
    // Later questions of the conversation are judged by what was told at its beginning.
    await letRead(false);
    expect((await send(pupil, conversation, told.version, taken.body.answer.id)).status).toBe(201);
  });

  it('decide who reads as the pupil was told, not as they were when the conversation was begun', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    await letRead(true);
    const conversation = await begin(pupil);
    await letRead(false);
    await send(pupil, conversation, (await rulesFor(pupil)).version);
    await letRead(true);
    expect(await isReadable(conversation)).toBe(false);
  });

  it('are refused when none are named, and do not concern teachers', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    expect((await send(pupil, await begin(pupil))).status).toBe(409);
    expect((await send(teacher, await begin(teacher))).status).toBe(201);
  });

  it('stand in the session, with a version that changes only with them', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    const session = await pupil.get<{ class: { rules: string } }>('/api/session');
    const { version } = await rulesFor(pupil);
    expect(session.body.class.rules).toBe(version);
    await teacher.patch(`/api/classes/${classId}`, { name: 'Дигар', settings: { tutor: 'hints-first' } });
    expect((await rulesFor(pupil)).version).toBe(version);
    await teacher.patch(`/api/classes/${classId}`, { settings: { retentionDays: 30 } });
    expect((await rulesFor(pupil)).version).not.toBe(version);
  });
});

/** A pupil asks, and the teacher corrects the answer. */
async function correct(question: string, text: string): Promise<Browser> {
  await letRead(true);
  const { pupil } = await join(school, code, 'Заррина');
  const { answer } = await ask(pupil, question);
  await follow(pupil, answer.id);
  expect((await teacher.post(`/api/answers/${answer.id}/correction`, { text })).status).toBe(201);
  return pupil;
}

async function answerTo(browser: Browser, text: string): Promise<Pick<Answer, 'text' | 'source' | 'state'>> {
  const { answer } = await ask(browser, text);
  await follow(browser, answer.id);
  const { body } = await browser.get<{ answer: Answer }>(`/api/answers/${answer.id}`);
  return { text: body.answer.text, source: body.answer.source, state: body.answer.state };
}

describe('a correction', () => {
  const correction = 'Пойтахти Тоҷикистон шаҳри Душанбе аст.';

  it('is the answer at once when anybody of the class asks the same, however the letters are typed', async () => {
    await correct('Пойтахти Тоҷикистон кадом шаҳр аст?', correction);
    const { pupil } = await join(school, code, 'Далер');
    const asked = engine.requests.length;
    for (const text of [
      'Пойтахти Тоҷикистон кадом шаҳр аст?',
      'пойтахти точикистон кадом шахр аст',
      'ПОЙТАХТИ ТОҶИКИСТОН КАДОМ ШАҲР?!',
      'Салом! Лутфан бигӯ, пойтахти Тоҷикистон кадом шаҳр аст?',
    ]) {
      expect(await answerTo(pupil, text), text).toEqual({
        text: correction,
        source: 'correction',
        state: 'complete',
      });
    }
    expect(engine.requests).toHaveLength(asked);
  });

  it('is not the answer to another question, nor in another class', async () => {
    const pupil = await correct('2/4 + 1/4 чанд аст?', '3/4');
    for (const text of ['2/4 + 1/3 чанд аст?', '2/4 - 1/4 чанд аст?', '1/4 + 2/4 чанд аст?', 'Чанд аст?']) {
      expect((await answerTo(pupil, text)).source, text).toBe('model');
    }
    expect((await answerTo(pupil, '2/4+1/4 чанд?')).source).toBe('correction');
    const away = await other.post<{ code: string }>('/api/classes', { name: '8-Б' });
    const { pupil: stranger } = await join(school, away.body.code, 'Сомон');
    expect((await answerTo(stranger, '2/4 + 1/4 чанд аст?')).source).toBe('model');
  });

  it('does not come twice: another answer to the question is the model’s', async () => {
    const pupil = await correct('Феъл чист?', 'Калимае, ки амалро мефаҳмонад.');
    const { question } = await ask(pupil, 'Феъл чӣ аст?');
    const again = await pupil.post<{ answer: Answer }>(`/api/questions/${question.id}/answers`, {
      clientId: clientId(),
    });
    await follow(pupil, again.body.answer.id);
    const { body } = await pupil.get<{ answer: Answer }>(`/api/answers/${again.body.answer.id}`);
    expect(body.answer).toMatchObject({ source: 'model', text: 'Ҷавоби модел.' });
  });

  it('that names somebody of the class stays with the one it was written for', async () => {
    await correct('Феъл чист?', 'Заррина, феъл калимаи амал аст.');
    const { pupil } = await join(school, code, 'Далер');
    expect((await answerTo(pupil, 'Феъл чист?')).source).toBe('model');
  });

  it('no longer answers when it is removed; what was shown stays', async () => {
    const pupil = await correct('Феъл чист?', 'Калимаи амал.');
    const shown = await ask(pupil, 'Феъл чист?');
    const list = await teacher.get<{ corrections: { id: string }[] }>('/api/corrections');
    await teacher.delete(`/api/corrections/${list.body.corrections[0]?.id}`);
    expect((await answerTo(pupil, 'Феъл чист?')).source).toBe('model');
    const { body } = await pupil.get<{ answer: Answer }>(`/api/answers/${shown.answer.id}`);
    expect(body.answer.text).toBe('Калимаи амал.');
  });

  it('is written in the script of who asks', async () => {
    const pupil = await correct('Феъл чист?', 'Калимаи амал.');
    await pupil.patch('/api/me', { script: 'Latn' });
    expect((await answerTo(pupil, 'Феъл чист?')).text).toMatch(/^Kalimai amal\.$/u);
  });
});

const marksOf = async (browser: Browser) =>
  (await browser.get<{ marks: Mark[] }>(`/api/classes/${classId}/marks`)).body.marks;

describe('“this is wrong”', () => {
  it('shows the question and the answer to the teachers, and the conversation only where they may read it', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    const { answer, conversation } = await ask(pupil, 'Феъл чист?');
    await follow(pupil, answer.id);
    const marked = await pupil.send<{ answer: Answer }>('PUT', `/api/answers/${answer.id}/mark`, {});
    expect(marked.body.answer.marked).toBe(true);
    expect(await marksOf(teacher)).toMatchObject([
      {
        answerId: answer.id,
        conversationId: null,
        question: 'Феъл чист?',
        answer: 'Ҷавоби модел.',
        pupil: { nickname: 'Заррина' },
        correction: null,
      },
    ]);
    expect(await isReadable(conversation.id)).toBe(false);
    expect((await other.get(`/api/classes/${classId}/marks`)).status).toBe(404);
  });

  it('can be corrected by the teacher, which the pupil sees', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    const { answer } = await ask(pupil, 'Феъл чист?');
    await follow(pupil, answer.id);
    const path = `/api/answers/${answer.id}/correction`;
    expect((await teacher.post(path, { text: 'Калимаи амал.' })).status).toBe(404);
    await pupil.send('PUT', `/api/answers/${answer.id}/mark`, {});
    expect((await teacher.post(path, { text: 'Калимаи амал.' })).status).toBe(201);
    expect((await other.post(path, { text: 'Калимаи амал.' })).status).toBe(404);
    expect((await marksOf(teacher))[0]?.correction?.text).toBe('Калимаи амал.');
    const { body } = await pupil.get<{ answer: Answer }>(`/api/answers/${answer.id}`);
    expect(body.answer.correction?.text).toBe('Калимаи амал.');
  });

  it('is taken back by the pupil, and off the list by the teacher', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    const { answer } = await ask(pupil, 'Феъл чист?');
    await follow(pupil, answer.id);
    await pupil.send('PUT', `/api/answers/${answer.id}/mark`, {});
    await pupil.send('PUT', `/api/answers/${answer.id}/mark`, {});
    expect(await marksOf(teacher)).toHaveLength(1);
    await pupil.delete(`/api/answers/${answer.id}/mark`);
    expect(await marksOf(teacher)).toHaveLength(0);
    await pupil.send('PUT', `/api/answers/${answer.id}/mark`, {});
    expect((await teacher.delete(`/api/classes/${classId}/marks/${answer.id}`)).status).toBe(204);
    expect(await marksOf(teacher)).toHaveLength(0);
  });
});

describe('pictures', () => {
  it('are made new for a whole class, or for some, at any time', async () => {
    await join(school, code, 'Заррина');
    const { pupil, id } = await join(school, code, 'Далер');
    const all = await teacher.post<{ pupils: PupilWithPin[] }>(`/api/classes/${classId}/pins`, {});
    expect(all.body.pupils.map(({ nickname }) => nickname)).toEqual(['Далер', 'Заррина']);
    expect((await pupil.get<{ person: unknown }>('/api/session')).body.person).toBeNull();
    for (const { nickname, pin } of all.body.pupils) {
      const reply = await new Browser(school.app).post('/api/log-in/pin', { code, nickname, pin });
      expect(reply.status, nickname).toBe(200);
    }
    const some = { pupilIds: [id] };
    const one = await teacher.post<{ pupils: PupilWithPin[] }>(`/api/classes/${classId}/pins`, some);
    expect(one.body.pupils.map(({ nickname }) => nickname)).toEqual(['Далер']);
    const wrong = await teacher.post(`/api/classes/${classId}/pins`, { pupilIds: [id, 'nobody'] });
    expect(wrong.status).toBe(404);
  });

  it('are changed by the pupil, who knows the old ones; other sessions end', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    const elsewhere = new Browser(school.app);
    await elsewhere.post('/api/log-in/pin', { code, nickname: 'Заррина', pin: pupilPin });
    const next = otherPin();
    const change = (old: readonly string[], replacement: readonly string[]) =>
      pupil.post<Partial<ErrorReply>>('/api/me/pin', { old, new: replacement });
    expect((await change(next, next)).body.error?.code).toBe('wrong-log-in');
    expect((await change(pupilPin, pupilPin)).body.error).toMatchObject({
      code: 'bad-request',
      place: 'new',
    });
    expect((await change(pupilPin, next)).status).toBe(200);
    expect((await pupil.get<{ person: unknown }>('/api/session')).body.person).not.toBeNull();
    expect((await elsewhere.get<{ person: unknown }>('/api/session')).body.person).toBeNull();
    const again = new Browser(school.app);
    expect((await again.post('/api/log-in/pin', { code, nickname: 'Заррина', pin: next })).status).toBe(200);
  });

  it('cannot be guessed through a session that was left open', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    const statuses: number[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      statuses.push((await pupil.post('/api/me/pin', { old: otherPin(), new: pupilPin })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });
});

describe('a new password that must be chosen', () => {
  it('is not the old one', async () => {
    const administrator = await setUp(openTestSchool());
    const added = await administrator.post<{ password: string }>('/api/teachers', { name: 'Саид' });
    await administrator.post('/api/log-in/password', { name: 'Саид', password: added.body.password });
    const body = { old: added.body.password, new: added.body.password };
    const reply = await administrator.post('/api/me/password', body);
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'bad-request', place: 'new' } } });
    const session = await administrator.get<{ person: { mustChangePassword: boolean } }>('/api/session');
    expect(session.body.person.mustChangePassword).toBe(true);
  });
});

describe('an export', () => {
  it('is kept by no cache on the way', async () => {
    const { pupil, id } = await join(school, code, 'Заррина');
    for (const [browser, path] of [
      [pupil, '/api/me/export'],
      [teacher, `/api/pupils/${id}/export`],
      [teacher, '/api/corrections/export'],
    ] as const) {
      const { status, headers } = await browser.get(path);
      expect([status, headers.get('cache-control')], path).toEqual([200, 'no-store']);
    }
  });
});

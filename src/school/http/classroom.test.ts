import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeEngine, fakeEngine } from '../../chat/index.ts';
import { dialogueSchema } from '../../training/instruction-tokens-stage.ts';
import { addTeacherWithClass, ask, clientId, follow, join, setUp } from '../testing/test-people.ts';
import { Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';

let school: TestSchool;
let engine: FakeEngine;
let administrator: Browser;
let teacher: Browser;
let classId: string;
let code: string;

beforeEach(async () => {
  engine = fakeEngine(['Ҷавоб']);
  school = openTestSchool({ engine });
  administrator = await setUp(school);
  const made = await addTeacherWithClass(school, administrator, 'Аниса');
  teacher = made.teacher;
  classId = made.schoolClass.id;
  code = made.schoolClass.code;
});

afterEach(async () => school.close());

const change = (settings: object) => teacher.patch(`/api/classes/${classId}`, { settings });

async function answered(browser: Browser, text: string) {
  const asked = await ask(browser, text);
  await follow(browser, asked.answer.id);
  return asked;
}

describe("a class's settings", () => {
  it('close questions outside its hours, but not reading', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    const { conversation } = await answered(pupil, 'Пеш аз дарс');
    const at = new Date(school.time.now);
    const day = at.getDay() === 0 ? 7 : at.getDay();
    const tomorrow = (day % 7) + 1;
    await change({ hours: [{ days: [tomorrow], from: '08:00', to: '13:00' }] });
    const reply = await pupil.post<{ error: { opensAt: number } }>(
      `/api/conversations/${conversation.id}/questions`,
      {
        clientId: clientId(),
        parentId: null,
        text: 'Акнун',
      },
    );
    expect(reply).toMatchObject({ status: 403, body: { error: { code: 'outside-hours' } } });
    const opens = new Date(reply.body.error.opensAt);
    expect([opens.getHours(), (opens.getTime() - at.getTime()) / 3_600_000 < 48]).toEqual([8, true]);
    expect((await pupil.get(`/api/conversations/${conversation.id}`)).status).toBe(200);
    expect((await pupil.get<{ class: { open: boolean } }>('/api/session')).body.class.open).toBe(false);
  });

  it('give hints before an answer, which the page cannot change', async () => {
    await change({
      tutor: 'hints-first',
      hintsBeforeAnswer: 2,
      systemText: 'Кӯтоҳ ҷавоб деҳ.',
      subjects: ['физика'],
    });
    const { pupil } = await join(school, code, 'Заррина');
    const first = await answered(pupil, 'Масъала');
    let parentId = first.answer.id;
    const isHint = () => engine.requests.at(-1)?.messages[0]?.content.includes('ишора') ?? false;
    const hints = [isHint()];
    for (const text of ['Боз', 'Боз', 'Нав']) {
      const reply = await pupil.post<{ answer: { id: string } }>(
        `/api/conversations/${first.conversation.id}/questions`,
        { clientId: clientId(), parentId, text },
      );
      parentId = reply.body.answer.id;
      await follow(pupil, parentId);
      hints.push(isHint());
    }
    expect(hints).toEqual([true, true, false, true]);
    expect(engine.requests[0]?.messages[0]).toMatchObject({
      role: 'system',
      content: expect.stringMatching(/^Кӯтоҳ/u),
    });
    expect(engine.requests[0]?.messages[0]?.content).toContain('физика');
    const again = await pupil.post<{ answer: { id: string } }>(
      `/api/questions/${first.question.id}/answers`,
      {
        clientId: clientId(),
      },
    );
    await follow(pupil, again.body.answer.id);
    expect(isHint()).toBe(true);
    expect((await pupil.patch(`/api/classes/${classId}`, { settings: { tutor: 'off' } })).status).toBe(403);
  });

  it('let teachers read what was begun while they may, and the pupil sees it', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    const before = await answered(pupil, 'Махфӣ');
    await change({ teacherMayRead: true });
    const after = await answered(pupil, 'Кушода');
    expect(
      (await pupil.get<{ class: { teacherMayRead: boolean } }>('/api/session')).body.class.teacherMayRead,
    ).toBe(true);
    const list = await teacher.get<{ conversations: { title: string }[] }>(
      `/api/classes/${classId}/conversations`,
    );
    expect(list.body.conversations.map(({ title }) => title)).toEqual(['Кушода']);
    expect((await teacher.get(`/api/conversations/${before.conversation.id}`)).status).toBe(404);
    expect((await teacher.get(`/api/conversations/${after.conversation.id}`)).status).toBe(200);
    const log = await administrator.get<{ entries: { action: string }[] }>('/api/audit');
    expect(log.body.entries.map(({ action }) => action)).toContain('conversation-read');
    await change({ teacherMayRead: false });
    expect((await teacher.get(`/api/conversations/${after.conversation.id}`)).status).toBe(404);
  });

  it('are checked', async () => {
    for (const settings of [
      { retentionDays: 0 },
      { hours: [{ days: [8], from: '08:00', to: '09:00' }] },
      { hours: [{ days: [1], from: '10:00', to: '09:00' }] },
      { tutor: 'always' },
      { unknown: 1 },
    ]) {
      expect((await change(settings)).status, JSON.stringify(settings)).toBe(400);
    }
  });
});

describe('an overview', () => {
  it('names topics only when three pupils asked about them', async () => {
    for (const name of ['Заррина', 'Далер', 'Сомон']) {
      const { pupil } = await join(school, code, name);
      await answered(pupil, `Обро мефаҳмонед? Ман ${name} ҳастам, қувва чист`);
    }
    const { body } = await teacher.get<{
      topics: { word: string; pupils: number }[];
      questionsToday: number;
    }>(`/api/classes/${classId}/overview`);
    const words = body.topics.map(({ word }) => word);
    expect(words).toContain('қувва');
    expect(words.join(' ')).not.toMatch(/заррина|далер|сомон/iu);
    expect(body.questionsToday).toBe(3);
  });
});

describe('a correction', () => {
  it('becomes a dialogue for training, with its context and without names', async () => {
    await change({ teacherMayRead: true });
    const { pupil } = await join(school, code, 'Заррина');
    const first = await answered(pupil, 'Салом! Номи ман Заррина, рақамам +992 90 123 45 67.');
    const next = await pupil.post<{ answer: { id: string } }>(
      `/api/conversations/${first.conversation.id}/questions`,
      {
        clientId: clientId(),
        parentId: first.answer.id,
        text: 'Пойтахт кадом аст?',
      },
    );
    await follow(pupil, next.body.answer.id);
    const corrected = await teacher.post(`/api/answers/${next.body.answer.id}/correction`, {
      text: 'Заррина, пойтахт Душанбе аст.',
      note: 'номи шаҳр',
    });
    expect(corrected.status).toBe(201);
    const shown = await pupil.get<{ answer: { correction: { text: string } } }>(
      `/api/answers/${next.body.answer.id}`,
    );
    expect(shown.body.answer.correction.text).toContain('Душанбе');
    const { body } = await teacher.get<string>('/api/corrections/export');
    const example = dialogueSchema.parse(JSON.parse(body));
    expect(example.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant']);
    expect(example.messages.at(-1)?.content).toBe('[ном], пойтахт Душанбе аст.');
    expect(body).not.toMatch(/Заррина|123/u);
  });

  it('is not for what the teacher may not read', async () => {
    const { pupil } = await join(school, code, 'Заррина');
    const { answer } = await answered(pupil, 'Махфӣ');
    expect((await teacher.post(`/api/answers/${answer.id}/correction`, { text: 'x' })).status).toBe(404);
  });
});

describe('import', () => {
  const importPupils = (csv: string) =>
    teacher.post<{ pupils: { nickname: string; pin: string[] }[]; error: { line: number; message: string } }>(
      `/api/classes/${classId}/pupils/import`,
      { csv },
    );

  it('adds a class from a table as spreadsheets write it, and tells each PIN once', async () => {
    const reply = await importPupils(
      '\uFEFFnickname;pin\r\nЗаррина;sun moon star fish\r\n"Далер; хурд".;\r\n'.replace(
        '"Далер; хурд".',
        'Далер',
      ),
    );
    expect(reply.status).toBe(201);
    expect(reply.body.pupils.map(({ nickname }) => nickname)).toEqual(['Заррина', 'Далер']);
    const pin = reply.body.pupils[1]?.pin;
    expect(
      (await new Browser(school.app).post('/api/log-in/pin', { code, nickname: 'далер', pin })).status,
    ).toBe(200);
  });

  it.each([
    ['nickname,pin\nЗаррина,\nДалер,sun moon', 3, 'four'],
    ['nickname\nЗаррина\nДалер\nзаррина', 4, 'taken'],
    ['nisbat\nЗаррина', 1, 'nisbat'],
    ['nickname\n<b>', 2, 'letters'],
    ['nickname\n"Заррина', 2, ''],
    ['nickname', 1, 'no row'],
  ])('names the line that is wrong and takes nothing: %j', async (csv, line, words) => {
    const reply = await importPupils(csv);
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'bad-request' } } });
    expect(reply.body.error.line).toBe(line);
    expect(reply.body.error.message).toContain(words);
    expect((await teacher.get<{ pupils: [] }>(`/api/classes/${classId}/pupils`)).body.pupils).toEqual([]);
  });

  it('adds teachers with their classes, whose passwords have to be changed', async () => {
    const reply = await administrator.post<{
      teachers: { name: string; password: string; classes: { name: string }[] }[];
    }>('/api/teachers/import', { csv: 'name,classes\nБаҳром,8а;Синфи Аниса\nГулрӯ,' });
    expect(reply.body.teachers.map(({ classes }) => classes.length)).toEqual([2, 0]);
    const bahrom = new Browser(school.app);
    const { name = '', password = '' } = reply.body.teachers[0] ?? {};
    const session = await bahrom.post<{ person: { mustChangePassword: boolean } }>('/api/log-in/password', {
      name,
      password,
    });
    expect(session.body.person.mustChangePassword).toBe(true);
    expect((await bahrom.get('/api/classes')).status).toBe(403);
    await bahrom.post('/api/me/password', { old: password, new: 'калимаи худам' });
    expect((await bahrom.get<{ classes: [] }>('/api/classes')).body.classes).toHaveLength(2);
  });
});

describe('erasing', () => {
  it('takes everything of a pupil: conversations, search, corrections; exporting gives it first', async () => {
    await change({ teacherMayRead: true });
    const { pupil, id } = await join(school, code, 'Заррина');
    const { answer } = await answered(pupil, 'Ҷумлаи махсус');
    await teacher.post(`/api/answers/${answer.id}/correction`, { text: 'дуруст' });
    const exported = await teacher.get<{ conversations: { messages: { text: string }[] }[] }>(
      `/api/pupils/${id}/export`,
    );
    expect(exported.body.conversations[0]?.messages[0]?.text).toBe('Ҷумлаи махсус');
    expect((await teacher.delete(`/api/pupils/${id}`)).status).toBe(204);
    for (const table of ['messages', 'conversations', 'corrections', 'search']) {
      expect(school.store.get(`SELECT count(*) AS count FROM ${table}`), table).toEqual({ count: 0 });
    }
    expect(JSON.stringify(school.store.all('SELECT * FROM audit'))).not.toContain('Заррина');
    expect((await pupil.get('/api/conversations')).status).toBe(401);
  });

  it('keeps the last administrator', async () => {
    const list = await administrator.get<{ teachers: { id: string; role: string }[] }>('/api/teachers');
    const id = list.body.teachers.find(({ role }) => role === 'administrator')?.id;
    expect((await administrator.delete(`/api/teachers/${id}`)).status).toBe(403);
    expect((await administrator.patch(`/api/teachers/${id}`, { role: 'teacher' })).status).toBe(403);
  });
});

describe('set-up', () => {
  it('hands what was written at the machine before to the administrator', async () => {
    const fresh = openTestSchool({ engine });
    const local = new Browser(fresh.app);
    await answered(local, 'Озмоиш');
    const owner = await setUp(fresh);
    const list = await owner.get<{ conversations: { title: string }[] }>('/api/conversations');
    expect(list.body.conversations.map(({ title }) => title)).toEqual(['Озмоиш']);
    expect((await local.get('/api/conversations')).status).toBe(401);
    await fresh.close();
  });
});

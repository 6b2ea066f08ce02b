import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameText, plainText } from '../contract/names/names.ts';
import { classNameSchema, nicknameSchema, staffNameSchema } from '../contract/people.ts';
import { nameKey } from '../database/name-key.ts';
import { addTeacherWithClass, join, pupilPin, setUp } from '../testing/test-people.ts';
import { Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';

let school: TestSchool;
let administrator: Browser;
let teacher: Browser;
let classId: string;
let code: string;

beforeAll(async () => {
  school = openTestSchool();
  administrator = await setUp(school);
  const made = await addTeacherWithClass(school, administrator, 'Аниса');
  teacher = made.teacher;
  classId = made.schoolClass.id;
  code = made.schoolClass.code;
  await join(school, code, 'Бону');
});

afterAll(async () => school.close());

/** What nobody can see, or what turns other signs round. */
const hidden = [
  ['NUL', '\0'],
  ['an end of line', '\n'],
  ['a right-to-left override', '\u202e'],
  ['an isolate', '\u2066'],
  ['a zero-width space', '\u200b'],
  ['a joiner', '\u200d'],
  ['a grapheme joiner', '\u034f'],
  ['a Hangul filler', '\u3164'],
  ['a tag', '\u{e0041}'],
  ['a variation selector', '\ufe01'],
  ['a soft hyphen', '\u00ad'],
  ['a line separator', '\u2028'],
  ['half a character', '\ud800'],
  ['a private sign', '\ue000'],
  ['a heap of accents', '\u0335\u0336\u0337\u0338'],
] as const;

describe('a name', () => {
  it.each(hidden)('with %s inside is refused wherever names are entered', async (_what, sign) => {
    const bad = `Да${sign}лер`;
    const entries: readonly (readonly [Browser, string, string, object])[] = [
      [teacher, 'POST', `/api/classes/${classId}/pupils`, { nickname: bad, pin: pupilPin }],
      [teacher, 'POST', `/api/classes/${classId}/pupils/import`, { csv: `nickname\n"${bad}"\n` }],
      [teacher, 'POST', '/api/classes', { name: bad }],
      [teacher, 'PATCH', `/api/classes/${classId}`, { name: bad }],
      [teacher, 'PATCH', `/api/classes/${classId}`, { settings: { subjects: [bad] } }],
      [administrator, 'POST', '/api/teachers', { name: bad }],
      [administrator, 'POST', '/api/teachers/import', { csv: `name\n"${bad}"\n` }],
      [administrator, 'POST', '/api/teachers/import', { csv: `name,classes\nСаид,"${bad}"\n` }],
      [administrator, 'PATCH', '/api/school', { name: bad }],
      [administrator, 'POST', '/api/keys', { name: bad, scopes: ['chat'] }],
      [teacher, 'POST', '/api/conversations', { clientId: 'client-id-of-names', title: bad }],
    ];
    for (const [browser, method, path, body] of entries) {
      const reply = await browser.send(method, path, body);
      expect(reply.status, `${method} ${path}: ${JSON.stringify(reply.body)}`).toBe(400);
    }
  });

  it('without a letter or digit is refused', () => {
    for (const name of ['', ' ', '—', '\u0301', '🌷']) {
      expect(classNameSchema.safeParse(name).success, JSON.stringify(name)).toBe(false);
    }
  });

  it.each([
    ['a class', classNameSchema, ['7-А', '7 «А» — 2026', '11б🌷', 'Класс №3', 'صنف ۷']],
    ['a nickname', nicknameSchema, ['Заррина', 'Ҷӯра', 'Али 2', "Наргис'ҷон", 'Élodie', 'می\u200cخواهم']],
    ['a teacher', staffNameSchema, ['Зарина Раҳимова', 'John O’Neil', 'رستم']],
  ] as const)('of %s may be anything that people are called', (_what, schema, names) => {
    for (const name of names) expect(schema.safeParse(name).success, name).toBe(true);
  });

  it('is kept composed and with ordinary spaces', () => {
    expect(nameText(40).parse('  Ҷамшед\u00a0\u2003 \u0438\u0306 ')).toBe('Ҷамшед й');
  });

  it('has words of one alphabet: a Latin letter that looks Cyrillic becomes it, another is refused', async () => {
    expect(nicknameSchema.parse('Caид')).toBe('Саид');
    expect(nicknameSchema.parse('Саид Smith')).toBe('Саид Smith');
    expect(nicknameSchema.safeParse('Саиdжон').success).toBe(false);
  });
});

describe('a nickname that looks like another', () => {
  it.each(['Бoну', 'Bону', 'БОНУ', 'Бонӯ', 'Бо́ну', 'Б0ну', 'Βону', 'Бону '])(
    'is taken: %j',
    async (nickname) => {
      const body = { code, nickname, pin: pupilPin };
      const reply = await teacher.post<{ error?: { code: string } }>('/api/join', body);
      expect([reply.status, reply.body.error?.code], nickname).toEqual(
        /Β/u.test(nickname) ? [400, 'bad-request'] : [409, 'already-used'],
      );
    },
  );

  it('has the same key, and a name that looks different has another', () => {
    for (const [one, other] of [
      ['Сорбон', 'Copбoн'],
      ['Оля', 'Oля'],
      ['Майрам', 'Мaйрaм'],
      ['می', 'مي'],
      ['Али1', 'Али١'],
    ] as const) {
      expect(nameKey(one), one).toBe(nameKey(other));
    }
    for (const [one, other] of [
      ['Али 1', 'Али 2'],
      ['Ҷамол', 'Камол'],
      ['Anna', 'Анна'],
    ] as const) {
      expect(nameKey(one), one).not.toBe(nameKey(other));
    }
  });

  it('is the same person at the log-in', async () => {
    for (const nickname of ['Bону', ' бону ', 'БОНӮ']) {
      const reply = await administrator.post('/api/log-in/pin', { code, nickname, pin: pupilPin });
      expect(reply.status, nickname).toBe(200);
    }
  });

  it('that was let in by an earlier version can still log in, as both are typed', async () => {
    const before = openTestSchool();
    const { schoolClass } = await addTeacherWithClass(before, await setUp(before), 'Аниса');
    await join(before, schoolClass.code, 'Бону');
    const { id } = await join(before, schoolClass.code, 'Дигар', ['fish', 'fish', 'sun', 'sun']);
    before.store.run("UPDATE people SET name = 'Бoну', name_key = 'бoну' WHERE id = :id", { id });
    const logIn = (nickname: string, pin: readonly string[]) =>
      new Browser(before.app).post<{ person: { id: string } }>('/api/log-in/pin', {
        code: schoolClass.code,
        nickname,
        pin,
      });
    expect((await logIn('Бoну', ['fish', 'fish', 'sun', 'sun'])).body.person.id).toBe(id);
    expect((await logIn('Бону', pupilPin)).status).toBe(200);
    await before.close();
  });
});

describe('a text', () => {
  it('loses controls and signs of direction, and keeps lines', () => {
    expect(plainText(1, 100).parse('а\0б\u202eв\r\n\tг\u2066')).toBe('абв\n\tг');
  });

  it('that passed is not changed by passing again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        for (const schema of [nameText(40), plainText(0, 40), nicknameSchema]) {
          const once = schema.safeParse(text);
          if (once.success) expect(schema.parse(once.data)).toBe(once.data);
        }
      }),
    );
  });
});

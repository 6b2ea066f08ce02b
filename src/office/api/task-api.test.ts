import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createApi, fakeEngine, openApiDocument } from '../../chat/index.ts';
import { projectFolder } from '../../core/configuration.ts';
import { type TaskName, type TaskReply, type TaskRequest, taskOperations } from '../contract/index.ts';
import { taskApiOperations } from './openapi-operations.ts';
import { createTaskApi, type TaskApiOptions } from './task-api.ts';

const clock = () => new Date('2026-12-01T08:00:00Z');
const apiOf = (options: TaskApiOptions = {}) =>
  createApi({ engine: fakeEngine([]), routes: createTaskApi({ clock, ...options }) });

function post(path: string, body: unknown, app = apiOf()) {
  return app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Asks and checks the answer against the contract. */
async function ask<Name extends TaskName>(name: Name, body?: TaskRequest<Name>): Promise<TaskReply<Name>> {
  const operation = taskOperations[name];
  const response =
    operation.method === 'get' ? await apiOf().request(operation.path) : await post(operation.path, body);
  expect(response.status, await response.clone().text()).toBe(200);
  if (!('response' in operation)) throw new Error('This operation answers with a file.');
  return operation.response.parse(await response.json()) as TaskReply<Name>;
}

describe('the OpenAPI file', () => {
  const file = join(projectFolder, 'docs', 'openapi.json');
  const document = openApiDocument(taskApiOperations);

  it('is what the schemas say (SORO_WRITE_OPENAPI=1 writes it anew)', async () => {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (process.env.SORO_WRITE_OPENAPI) await writeFile(file, text);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(text));
  });

  it('knows every task', () => {
    const routes = createTaskApi().routes.filter(
      ({ method, path }) => method !== 'ALL' && !path.includes('*'),
    );
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual(
      taskApiOperations.map(({ method, path }) => `${method.toUpperCase()} ${path}`),
    );
  });
});

describe('forms', () => {
  it('asks for one missing field after the other, over several turns', async () => {
    const first = 'Ман Фирдавс Ҷалилов, муҳандис.';
    const one = await ask('fillForm', { form: 'leave', turns: [{ text: first }] });
    expect(one.question?.key).toBe('from');
    const two = await ask('fillForm', {
      form: 'leave',
      turns: [{ text: first }, { text: '7 сентябр', asked: 'from' }, { text: 'не', asked: 'until' }],
    });
    const values = Object.fromEntries(two.fields.map(({ key, value }) => [key, value]));
    expect(values).toMatchObject({ name: 'Фирдавс Ҷалилов', from: '7 сентябр', until: null });
    expect(two.question?.key).toBe('reason');
    expect(two.fields.find(({ key }) => key === 'from')?.source).toEqual({ turn: 1, start: 0, end: 9 });
    expect(two.isComplete).toBe(false);
  });

  it.each(['html', 'docx', 'text'] as const)('prints as %s and says what is empty', async (format) => {
    const values = { name: 'Зарина <b> Каримова', post: null };
    const response = await post('/v1/soro/forms/paper', { form: 'leave', values, format });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(format === 'docx' ? unzipSync(bytes)['word/document.xml'] : bytes);
    expect(text).toContain('ЛОИҲА. Пур нашудааст: Вазифа, Аз кадом сана');
    expect(text).toContain(format === 'text' ? 'Зарина <b> Каримова' : 'Зарина &lt;b&gt; Каримова');
  });

  it('names the forms that there are where one is unknown', async () => {
    const response = await post('/v1/soro/forms/fill', { form: 'nothing', turns: [{ text: 'а' }] });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('power-of-attorney');
  });
});

describe('notices', () => {
  const text =
    'Эълон\nРӯзи ҷумъа, 15 март, соати 14:00 дар мактаби №12 ҷамъомад баргузор мегардад. Барои таъмир 1 150 сомонӣ биёред.';

  it('has the day, the hour, the sum, hard words and a plain version', async () => {
    const notice = await ask('notice', { text });
    expect(notice.title?.text).toBe('Эълон');
    expect(notice.dates.map(({ day, time }) => day ?? time)).toEqual(['2027-03-15', '14:00']);
    expect(notice.sums[0]?.amount).toBe(1150);
    expect(notice.words.map(({ word }) => word)).toContain('ҷамъомад');
    expect(notice.plain.text).toContain('маҷлис мешавад');
    for (const { start, end, text: piece } of [...notice.dates, ...notice.places, ...notice.words])
      expect(text.slice(start, end)).toBe(piece);
  });

  it('becomes a reminder, or is refused where it names no day', async () => {
    const reminder = await post('/v1/soro/notices/reminder', { text });
    expect(await reminder.text()).toContain('DTSTART;VALUE=DATE:20270315');
    expect((await post('/v1/soro/notices/reminder', { text: 'Салом.' })).status).toBe(404);
  });
});

describe('documents', () => {
  const upload = (name: string, bytes: Uint8Array | string) =>
    apiOf().request(`/v1/soro/documents?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
    });

  it('reads the Word file that it wrote itself', async () => {
    const values = { name: 'Зарина Каримова', post: 'муаллима' };
    const paper = await post('/v1/soro/forms/paper', { form: 'leave', values, format: 'docx' });
    const response = await upload('ариза.docx', new Uint8Array(await paper.arrayBuffer()));
    expect(response.status, await response.clone().text()).toBe(200);
    const { text } = taskOperations.document.response.parse(await response.json());
    expect(text).toContain('Зарина Каримова');
    expect(text).toContain('Ариза барои рухсатӣ');
  });

  it('refuses what is no document, and what is too large', async () => {
    expect((await upload('x.exe', 'MZ')).status).toBe(400);
    expect((await upload('x.txt', 'а'.repeat(6_000_000))).status).toBe(413);
  });
});

describe('letters', () => {
  it('stay a draft until no slot is empty', async () => {
    const request = 'Барои директори мактаб ариза нависед';
    const words = 'ман имрӯз бемор ҳастам';
    const draft = await ask('draft', { request, words });
    expect(draft).toMatchObject({ letter: 'application', isComplete: false, missing: [{ key: 'name' }] });
    const whole = await ask('draft', {
      request,
      words,
      values: { name: 'Зарина {x} Каримова' },
      tone: 'plain',
    });
    expect(whole).toMatchObject({ isComplete: true, missing: [] });
    expect(whole.text).toContain('Аз: Зарина {x} Каримова');
    expect(whole.slots).toEqual([
      { key: 'recipient', label: 'Ба кӣ', value: 'директори мактаб' },
      { key: 'name', label: 'Ному насаб', value: 'Зарина {x} Каримова' },
    ]);
  });
});

describe('texts and translations', () => {
  it('corrects with reasons and suggests style apart', async () => {
    const { corrected, suggestions } = await ask('check', { text: 'Ман ба мактаб меравад. Отпуск лозим.' });
    expect(corrected).toContain('меравам');
    expect(suggestions).toMatchObject([{ before: 'Отпуск', after: 'рухсатӣ', kind: 'calque' }]);
  });

  it('has all words of the word book for each word, and says which it has not', async () => {
    const found = await ask('translate', { text: 'хонаи бзз нав', from: 'tg', to: 'ru' });
    expect(found).toMatchObject({ kind: 'words', unknown: ['бзз'], canWhole: false });
    expect(found.words.map(({ word, others }) => [word, others[0]])).toEqual([
      ['хонаи', 'дом'],
      ['бзз', undefined],
      ['нав', 'новый'],
    ]);
  });

  it('gives the whole word book to who wants to keep it', async () => {
    const { words } = await ask('wordBook');
    expect(words).toHaveLength(2000);
    expect(words.find(({ word }) => word === 'девор')).toMatchObject({ ru: ['стена'], en: ['wall'] });
    expect(JSON.stringify(words).length).toBeLessThan(2_000_000);
  });

  it('writes a text in another script, and refuses the same one', async () => {
    const latin = await ask('transliterate', { text: 'Ҷумҳурӣ', from: 'Cyrl', to: 'Latn', latin: 'bgn' });
    expect(latin.text).toBe('Jumhurí');
    const same = await post('/v1/soro/transliterations', { text: 'а', from: 'Cyrl', to: 'Cyrl' });
    expect(same.status).toBe(400);
  });

  it('shows sentences of the memory that are alike', async () => {
    const { similar } = await ask('translate', {
      text: 'Дарси якум соати даҳи саҳар сар мешавад.',
      from: 'tg',
      to: 'ru',
    });
    expect(similar[0]?.target).toBe('Первый урок начинается в восемь утра.');
    expect(similar[0]?.likeness).toBeLessThan(1);
  });
});

describe('callers', () => {
  it('are refused without a key, without the scope, and when they are too fast', async () => {
    const nobody = apiOf({ resolveCaller: () => undefined });
    expect((await nobody.request('/v1/soro/forms')).status).toBe(401);
    const reader = apiOf({ resolveCaller: () => ({ owner: 'a', role: 'pupil', scopes: ['models'] }) });
    expect((await reader.request('/v1/soro/forms')).status).toBe(403);
    const response = await apiOf({ takeTurn: () => 1500 }).request('/v1/soro/forms');
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
  });

  it('are told of unknown keys and other methods', async () => {
    const response = await post('/v1/soro/notices', { text: 'а', txt: 'б' });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('txt')]);
    expect((await apiOf().request('/v1/soro/notices')).status).toBe(405);
  });
});

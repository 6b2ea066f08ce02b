import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildArtefact } from '../../core/artefact/build.ts';
import { BadInputError, MachineError } from '../../core/errors.ts';
import type { Executor } from '../../core/executor.ts';
import { readJsonLinesFile } from '../../core/json-lines.ts';
import { silentProgress } from '../../core/progress.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { exampleSchema } from '../example.ts';
import { startLocalTeacher, type TeacherRequest } from '../testing/local-teacher.ts';
import { filterProposal } from './filters.ts';
import { teacherSettingsSchema } from './settings.ts';
import { teacherStage } from './stage.ts';

const executor: Executor = {
  name: 'none',
  concurrency: 1,
  run: () => Promise.reject(new Error('unused')),
  close: async () => {},
};
const options = { executor, progress: silentProgress, signal: new AbortController().signal, inputs: {} };

const subjects = [
  'офтоб',
  'борон',
  'дарахт',
  'китоб',
  'замин',
  'барф',
  'нон',
  'шамол',
  'дарё',
  'ситора',
  'кӯҳ',
  'гул',
];

function isJudge({ messages }: TeacherRequest): boolean {
  return messages[0]?.content.includes('You check') ?? false;
}

/** Two good examples a batch, and one in English. */
function goodTeacher(request: TeacherRequest): string {
  if (isJudge(request)) {
    const listed = JSON.parse(request.messages[1]?.content ?? '[]') as { item: number }[];
    return JSON.stringify(listed.map(({ item }) => ({ item, score: item === 2 ? 3 : 5, reason: '' })));
  }
  const one = subjects[((request.seed / 10) % subjects.length) | 0] ?? '';
  const proposals = [
    {
      request: `Дар бораи ${one} чӣ медонед?`,
      answer: `Калимаи «${one}» ба ҳамаи мо шинос аст: мо онро ҳар рӯз дар ҳаёт мебинем.`,
    },
    {
      request: `Чаро ${one} лозим аст?`,
      answer: `Бе ${one} зиндагии одамон душвор мешуд, зеро он ба ҳама фоида меорад.`,
    },
    { request: `${one}?`, answer: 'This answer is written in English and nobody asked for that at all.' },
  ];
  return `Here it is:\n\`\`\`json\n${JSON.stringify(proposals)}\n\`\`\``;
}

function settings(teacher: string, more: object = {}) {
  const given = {
    teacher,
    model: 'test',
    licence: 'CC0-1.0',
    examples: 3,
    perRequest: 3,
    concurrency: 1,
    retryDelayMs: 1,
  };
  return teacherSettingsSchema.parse({ ...given, inputPrice: 1, outputPrice: 2, ...more });
}

describe('a teacher model', () => {
  it('gives examples that pass the filters and the judge, with counted costs', async () => {
    const { address } = await startLocalTeacher(goodTeacher);
    const target = join(await temporaryFolder(), 'asked');
    const { manifest } = await buildArtefact(teacherStage, {
      ...options,
      settings: settings(address),
      target,
    });
    expect(manifest.counts).toMatchObject({
      examples: 3,
      requests: 6,
      promptTokens: 600,
      completionTokens: 300,
    });
    expect(manifest.counts.cost).toBeCloseTo(0.0012);
    expect(manifest.rejects).toEqual({ 'not-tajik': 3, 'low-score': 3 });
    for await (const example of readJsonLinesFile(join(target, 'examples.jsonl'), exampleSchema)) {
      expect(example).toMatchObject({ source: 'teacher test', licence: 'CC0-1.0' });
    }
    expect(await readFile(join(target, 'report.html'), 'utf8')).toContain('3 examples');
  });

  it('is asked again when it is busy, fails or cuts the connection', async () => {
    const troubles = [429, 'cut', 503, undefined] as const;
    const { address } = await startLocalTeacher(goodTeacher, (request) => troubles[request]);
    const target = join(await temporaryFolder(), 'asked');
    const { manifest } = await buildArtefact(teacherStage, {
      ...options,
      settings: settings(address),
      target,
    });
    expect(manifest.counts).toMatchObject({ examples: 3, retries: 3 });
  });

  it('goes on from finished batches after a stop, to the same examples', async () => {
    const folder = await temporaryFolder();
    const whole = await startLocalTeacher(goodTeacher);
    await buildArtefact(teacherStage, {
      ...options,
      settings: settings(whole.address),
      target: join(folder, 'whole'),
    });

    let isBroken = true;
    const shaky = await startLocalTeacher(goodTeacher, (request) =>
      isBroken && request >= 3 ? 500 : undefined,
    );
    const again = { ...options, settings: settings(shaky.address), target: join(folder, 'shaky') };
    await expect(buildArtefact(teacherStage, again)).rejects.toThrow(MachineError);
    const before = shaky.requests.length;
    isBroken = false;
    await buildArtefact(teacherStage, again);
    // One batch was finished: two are left, each a request to the teacher and one to the judge.
    expect(shaky.requests.length - before).toBe(4);
    const lines = (name: string) => readFile(join(folder, name, 'examples.jsonl'), 'utf8');
    expect(await lines('shaky')).toBe(await lines('whole'));
  });

  it('that refuses the key is a clear error, at once', async () => {
    const { address, requests } = await startLocalTeacher(goodTeacher, () => 401);
    const target = join(await temporaryFolder(), 'asked');
    const work = buildArtefact(teacherStage, { ...options, settings: settings(address), target });
    await expect(work).rejects.toThrow(BadInputError);
    expect(requests.length).toBe(1);
  });

  it('that never answers in JSON ends with an error that says so, not without end', async () => {
    const { address, requests } = await startLocalTeacher(() => 'Салом!');
    const target = join(await temporaryFolder(), 'asked');
    const work = buildArtefact(teacherStage, { ...options, settings: settings(address), target });
    await expect(work).rejects.toThrow('There is no example.');
    expect(requests.length).toBe(6);
  });
});

describe('the filters', () => {
  const limits = { minimumCharacters: 10, maximumCharacters: 500 };
  const reason = (answer: string) => filterProposal({ request: 'Об чист?', answer }, limits);

  it('leave out what is short, foreign, repeated, a refusal of a model or a form with gaps', () => {
    expect(reason('Об.')).toBe('too-short');
    expect(reason('Вода — это прозрачная жидкость, без которой нет жизни.')).toBe('not-tajik');
    expect(reason('Об барои ҳаёт лозим аст. '.repeat(8))).toBe('repetition');
    expect(reason('Ман модели забонӣ ҳастам ва ҷавоб дода наметавонам.')).toBe('refusal-marker');
    expect(reason('Об барои [номи гиёҳ] хеле муҳим аст ва онро зиёд мекунад.')).toBe('placeholder');
    expect(reason('Об моеи шаффоф аст, ки бе он ҳаёт нест.')).toBeUndefined();
  });

  it('let a short answer with figures pass', () => {
    expect(reason('12 + 15 = 27. Ҷавоб: 27.')).toBeUndefined();
  });
});

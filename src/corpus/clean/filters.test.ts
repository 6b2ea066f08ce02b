import { describe, expect, it } from 'vitest';
import { corpusSettings } from '../settings.ts';
import type { StepResult } from '../step-result.ts';
import type { StepKind } from './step.ts';
import { StepDocument } from './step-document.ts';
import { duplicateLinesStep } from './steps/duplicate-lines.ts';
import { finewebQualityStep } from './steps/fineweb-quality.ts';
import { gopherQualityStep } from './steps/gopher-quality.ts';
import { gopherRepetitionStep } from './steps/gopher-repetition.ts';
import { languageStep } from './steps/language.ts';
import { lengthStep } from './steps/length.ts';
import { repairStep } from './steps/repair.ts';
import { createSteps } from './steps.ts';

const tajik = 'Ҳамаи одамон озод ва аз лиҳози шарафу ҳуқуқ бо ҳам баробар ба дунё меоянд.';
const source = { name: 'Test', address: '', licence: 'CC0-1.0', retrieved: '', kind: 'text' };

/** What a step says about a text. */
async function judge(kind: StepKind, settings: object, text: string): Promise<StepResult | undefined> {
  const step = await kind.create({ step: kind.name, ...settings }, { benchmarks: [] });
  return step.judge(new StepDocument({ source, text, pageStarts: [], metadata: {} }));
}

const syllables = ['ба', 'но', 'ри', 'со', 'ме', 'ду', 'ша', 'гӯ', 'қа', 'ҳи'];

/** A word of its own for each number. */
function word(number: number): string {
  return [...String(number + 1000)].map((digit) => syllables[Number(digit)]).join('');
}

/** This many different sentences. */
function prose(sentences: number): string {
  const parts = Array.from(
    { length: sentences },
    (_, index) => `${word(index)} дар ${word(index * 7)} ва аз ${word(index * 13)} омад.`,
  );
  return parts.join(' ');
}

describe('the step repair', () => {
  it('leaves out a text whose letters are lost', async () => {
    const result = await judge(repairStep, {}, tajik.replaceAll('ҳ', '\uFFFD'));
    expect(result).toMatchObject({ reject: { reason: 'replacement-characters' } });
    expect(await judge(repairStep, {}, tajik)).toBeUndefined();
  });
});

describe('the step length', () => {
  it('keeps texts within the limits and measures the others', async () => {
    const settings = { minimumCharacters: 3, maximumCharacters: 5 };
    expect(await judge(lengthStep, settings, 'абв')).toBeUndefined();
    expect(await judge(lengthStep, settings, 'аб')).toEqual({ reject: { reason: 'too-short', value: '2' } });
    expect(await judge(lengthStep, settings, 'абвгде')).toEqual({
      reject: { reason: 'too-long', value: '6' },
    });
  });
});

describe('the step language', () => {
  it('keeps Tajik and drops a page that is Russian, saying so', async () => {
    expect((await judge(languageStep, {}, tajik))?.reject).toBeUndefined();
    const russian = 'Все люди рождаются свободными и равными в своём достоинстве и правах.';
    expect((await judge(languageStep, {}, russian))?.reject).toMatchObject({
      value: expect.stringContaining('rus'),
    });
  });
});

describe('the step gopher-repetition', () => {
  it('drops a text whose lines repeat', async () => {
    expect(await judge(gopherRepetitionStep, { topPhrases: {} }, 'а\nб\nв\nг')).toBeUndefined();
    expect((await judge(gopherRepetitionStep, {}, 'а\nб\nа\nа'))?.reject).toEqual({
      reason: 'repeated-lines',
      value: '0.500',
    });
  });

  it('drops a text made of one phrase', async () => {
    const text = Array.from({ length: 30 }, (_, index) => `Салом дӯсти ман ${index}`).join('. ');
    expect((await judge(gopherRepetitionStep, {}, text))?.reject?.reason).toBe('top-phrase-2');
  });

  it('drops a text in which a long passage comes twice', async () => {
    const passage = Array.from({ length: 12 }, (_, index) => `калимаи${index}`).join(' ');
    const other = Array.from({ length: 20 }, (_, index) => `дигаре${index}`).join(' ');
    const settings = { topPhrases: {} };
    const reject = (await judge(gopherRepetitionStep, settings, `${passage} ${other} ${passage}`))?.reject;
    expect(reject?.reason).toBe('repeated-phrases-5');
    // Two of the twelve words are left over when phrases of five are counted once each.
    expect(Number(reject?.value)).toBeCloseTo(
      passage.split(' ').slice(0, 10).join('').length / `${passage} ${other} ${passage}`.length,
      2,
    );
  });

  it('keeps ordinary text', async () => {
    const words = Array.from({ length: 80 }, (_, index) => `калима${index}`);
    expect(await judge(gopherRepetitionStep, {}, words.join(' '))).toBeUndefined();
  });
});

describe('the step fineweb-quality', () => {
  it('keeps prose and drops a text whose lines do not end', async () => {
    expect(await judge(finewebQualityStep, {}, prose(5))).toBeUndefined();
    expect(await judge(finewebQualityStep, {}, 'ӯ гуфт: «Ман меоям.»')).toBeUndefined();
    const menu = Array.from({ length: 12 }, (_, index) => `Саҳифаи асосии шаҳр ${index}`).join('\n');
    expect((await judge(finewebQualityStep, {}, menu))?.reject?.reason).toBe('few-ended-lines');
  });

  it('drops a list', async () => {
    const list = Array.from({ length: 12 }, (_, index) => `Ном${index}.`).join('\n');
    expect((await judge(finewebQualityStep, {}, list))?.reject?.reason).toBe('list');
  });
});

describe('the step gopher-quality', () => {
  it('keeps prose and names what is wrong with other text', async () => {
    const reason = async (text: string, settings = {}) =>
      (await judge(gopherQualityStep, settings, text))?.reject?.reason;
    expect(await reason(prose(10))).toBeUndefined();
    expect(await reason(tajik)).toBe('too-few-words');
    expect(await reason(prose(10), { maximumWords: 60 })).toBe('too-many-words');
    expect(await reason('а б в г '.repeat(20))).toBe('short-words');
    expect(await reason('калимаидарозтарин '.repeat(60))).toBe('long-words');
    expect(await reason(`${prose(10)} ${'123 '.repeat(100)}`)).toBe('few-letters');
    expect(await reason('шаҳри бузург калима дигар '.repeat(20))).toBe('few-stop-words');
  });
});

describe('the step duplicate-lines', () => {
  it('keeps the first of equal lines, whatever their capitals and punctuation', async () => {
    const text = `${tajik}\nСатри дигар\n${tajik.toUpperCase()}!\nСатри дигар`;
    const document = new StepDocument({ source, text, pageStarts: [], metadata: {} });
    const step = await duplicateLinesStep.create({ step: 'duplicate-lines' }, { benchmarks: [] });
    const result = step.judge(document);
    if (result) document.apply(result);
    expect(document.text).toBe(`${tajik}\nСатри дигар\nСатри дигар`);
  });
});

describe('a step of a recipe', () => {
  it('lets the registers pass by that the recipe names', async () => {
    const { steps: settings } = corpusSettings.parse({
      steps: ['normalise', { step: 'gopher-quality', exceptRegisters: ['school'] }],
    });
    const [, step] = await createSteps(settings, { benchmarks: [] });
    const of = (register: string) =>
      step?.judge(new StepDocument({ source, text: tajik, pageStarts: [], metadata: {} }, register));
    expect(of('school')).toBeUndefined();
    expect(of('news')?.reject?.reason).toBe('too-few-words');
  });

  it('is refused with its name when its settings have a key that it does not know', () => {
    const parsed = corpusSettings.safeParse({ steps: [{ step: 'length', minimumLetters: 3 }] });
    expect(parsed.error?.issues[0]).toMatchObject({ code: 'unrecognized_keys', keys: ['minimumLetters'] });
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildArtefact } from '../core/artefact/build.ts';
import type { Executor } from '../core/executor.ts';
import { readJsonLinesFile } from '../core/json-lines.ts';
import { silentProgress } from '../core/progress.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { type Example, exampleSchema, kinds, sides } from './example.ts';
import { namedRandom } from './random.ts';
import { isReservedHeadword, readEntry } from './readers/dictionary.ts';
import { instructionsSettingsSchema } from './settings.ts';
import { instructionsStage } from './stage.ts';
import { findGroup, readPhrasings, requestWordings } from './text/phrasings.ts';
import { typeAsPupil } from './text/pupil-typing.ts';

const executor: Executor = {
  name: 'none',
  concurrency: 1,
  run: () => Promise.reject(new Error('unused')),
  close: async () => {},
};
const options = { executor, progress: silentProgress, signal: new AbortController().signal, inputs: {} };

async function build(settings: object): Promise<{ examples: Example[]; counts: Record<string, number> }> {
  const target = join(await temporaryFolder(), 'instructions');
  const parsed = instructionsSettingsSchema.parse(settings);
  const { manifest } = await buildArtefact(instructionsStage, { ...options, settings: parsed, target });
  const examples: Example[] = [];
  for await (const example of readJsonLinesFile(join(target, 'examples.jsonl'), exampleSchema))
    examples.push(example);
  return { examples, counts: manifest.counts };
}

const onlyComputed = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    ['arithmetic', 'physics', 'numbers', 'grammar', 'dialogue', 'form', 'unknown', 'refusal'].includes(kind)
      ? 1
      : 0,
  ]),
);

describe('instruction examples', () => {
  it('are the same for the same seed, and others for another', async () => {
    const one = await build({ examples: 200, shares: onlyComputed });
    const same = await build({ examples: 200, shares: onlyComputed });
    const other = await build({ examples: 200, shares: onlyComputed, seed: 2 });
    expect(same.examples).toEqual(one.examples);
    expect(other.examples).not.toEqual(one.examples);
    expect(one.examples).toHaveLength(200);
  });

  it('never ask the same twice and say where they come from', async () => {
    const { examples } = await build({ examples: 1500, shares: onlyComputed });
    const requests = examples.map(({ messages }) => sides(messages).request.toLowerCase());
    expect(new Set(requests).size).toBe(requests.length);
    for (const { provenance, licence } of examples) expect([provenance, licence]).not.toContain('');
  });

  it('have no empty slot', async () => {
    const { examples } = await build({ examples: 1500, shares: onlyComputed });
    for (const { messages } of examples) {
      for (const { content } of messages) expect(content).not.toMatch(/\{[a-zA-Z]+\}|undefined|NaN/);
    }
  });

  it('compute right: every equation between figures in an answer holds', async () => {
    const shares = Object.fromEntries(
      kinds.map((kind) => [kind, ['arithmetic', 'physics'].includes(kind) ? 1 : 0]),
    );
    const { examples } = await build({ examples: 1500, shares });
    let checked = 0;
    for (const { messages } of examples) {
      for (const [whole, left = '', mark = '', right = '', result = ''] of sides(messages).answer.matchAll(
        /(?<![\d,:+−×·/(] ?)(?<![\p{L}\d] ?[+−×·:/] )(\d[\d ]*(?:,\d+)?) ([+−×:]) (\d[\d ]*(?:,\d+)?) = (\d[\d ]*(?:,\d+)?)(?![\d/])/gu,
      )) {
        const [a, b, c] = [left, right, result].map((text) =>
          Number(text.replaceAll(' ', '').replace(',', '.')),
        );
        const value = {
          '+': (a ?? 0) + (b ?? 0),
          '−': (a ?? 0) - (b ?? 0),
          '×': (a ?? 0) * (b ?? 0),
          ':': (a ?? 0) / (b ?? 1),
        }[mark];
        // Division with a remainder is written as such.
        expect(value, whole).toBeCloseTo(c ?? 0, 4);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(700);
  });

  it('never teach a headword that the benchmark asks for', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'words.jsonl');
    const words = [
      'дарахт',
      'хона',
      'китоб',
      'борон',
      'офтоб',
      'замин',
      'санг',
      'оташ',
      'барф',
      'шамол',
      'дарё',
      'осмон',
    ];
    const lines = words.map((word) =>
      JSON.stringify({ word, definition: `чизе, ки ҳама онро мебинанд, ${word.length} ҳарф дорад` }),
    );
    await writeFile(file, lines.join('\n'));
    const shares = Object.fromEntries(kinds.map((kind) => [kind, kind === 'definition' ? 1 : 0]));
    const sources = [{ form: 'dictionary', file, name: 'Words', licence: 'CC0-1.0' }];
    const { examples } = await build({ sources, examples: 50, shares, maximumSourceShare: 1 });
    const taught = examples.map(({ provenance }) => provenance.replace('headword ', ''));
    expect(taught.length).toBeGreaterThan(0);
    expect(taught.filter(isReservedHeadword)).toEqual([]);
  });
});

describe('wordings', () => {
  const askable = kinds.filter((kind) => kind !== 'written');

  it('are at least twelve for every group of requests', () => {
    for (const kind of askable) {
      for (const name of Object.keys(readPhrasings(kind).groups)) {
        const wordings = new Set(requestWordings(findGroup(readPhrasings(kind), name)));
        expect(wordings.size, `${kind}/${name}`).toBeGreaterThanOrEqual(12);
      }
    }
  });

  it('have for every group one as pupils type: lower case, no Tajik letters', () => {
    for (const kind of askable) {
      for (const [name, group] of Object.entries(readPhrasings(kind).groups)) {
        const typed = requestWordings(group).filter((wording) => {
          const own = wording.replace(/\{[^}]*\}/g, '');
          return !/[ӣӯҳқғҷ]/iu.test(own) && !/\p{Lu}\p{Ll}/u.test(own) && /\p{L}/u.test(own);
        });
        expect(typed.length, `${kind}/${name}`).toBeGreaterThan(0);
      }
    }
  });

  it('keep slots whole when a pupil types them', () => {
    const random = namedRandom('test');
    for (let time = 0; time < 50; time += 1) {
      const typed = typeAsPupil('Калимаи «{word}» чӣ маъно дорад, Ҳасан?', random);
      expect(typed).toContain('{word}');
      expect(typed).not.toMatch(/[ӣҳ]/u);
    }
  });
});

describe('a dictionary entry', () => {
  it('is read in senses, with labels spelled out and idioms left out', () => {
    expect(
      readEntry('зону', 'банде, ки сонро бо соқ мепайвандад; зону задан а) нишастан; б) маҷ. таслим шудан.')
        ?.senses,
    ).toEqual([{ meaning: 'банде, ки сонро бо соқ мепайвандад', examples: [] }]);
    expect(
      readEntry('қашанг', 'кит. зебо, хушрӯй: духтари қашанг, шаҳри қашанг; қашанг будан зебо будан.')
        ?.senses,
    ).toEqual([{ meaning: 'зебо, хушрӯй (китобӣ)', examples: ['духтари қашанг', 'шаҳри қашанг'] }]);
    expect(readEntry('адл', '1. миёна, мобайни чизе. 2. адолат, инсоф; муқоб. зулм.')?.opposite).toBe('зулм');
  });

  it('that only refers to another, or is a homonym, is left out', () => {
    expect(readEntry('хокин', 'ниг. хокӣ.')).toBeUndefined();
    expect(readEntry('суд ii', 'мақоми давлатӣ, ки мурофиаҳоро мебинад.')).toBeUndefined();
  });
});

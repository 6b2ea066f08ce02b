import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftFrom } from './draft-letter.ts';
import { letterTemplates, ownTemplates, templateFor } from './templates.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-letters-'));
  await mkdir(join(folder, 'office'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (plain: string) =>
  writeFile(
    join(folder, 'office', 'letters.yaml'),
    `- id: thanks
  title: Сипоснома
  asked: [сипоснома]
  slots:
    - { key: name, label: Ному насаб, kind: name }
  polite: '{words} {name}'
  plain: '${plain}'
`,
  );

describe('the letters of an organisation', () => {
  it('replace ours by their id and stand beside the others', async () => {
    await write('{words}');
    const templates = letterTemplates(folder);
    expect(templates).toHaveLength(ownTemplates().length);
    expect(templates.find(({ id }) => id === 'thanks')?.title).toBe('Сипоснома');
  });

  it.each([
    ['{words} 500 сомонӣ', 'sum'],
    ['{words} 5 май', 'day'],
    ['{words} {phone}', 'phone'],
    ['Салом', 'words'],
  ])('are refused as %j, with the reason', async (plain, reason) => {
    await write(plain);
    expect(() => letterTemplates(folder)).toThrow(reason);
  });

  it('are ours where there is no file', () => {
    expect(letterTemplates(join(folder, 'nowhere'))).toEqual(ownTemplates());
  });
});

describe('our letters', () => {
  it('are twenty, each found by its own words and in both tones without a sum or a day', () => {
    expect(new Set(ownTemplates().map((template) => template.id)).size).toBe(20);
    for (const template of ownTemplates()) {
      expect(templateFor(`Барои директор ${template.asked[0]} нависед`, ownTemplates())?.id).toBe(
        template.id,
      );
      for (const tone of ['polite', 'plain'] as const) {
        const { text, missing } = draftFrom(template, { words: 'сабаб дорам', tone });
        expect(text).toContain('Сабаб дорам.');
        expect(text.replaceAll('____', '')).not.toMatch(/\d|\{/u);
        expect(missing.length).toBeLessThanOrEqual(template.slots.length);
      }
    }
  });
});

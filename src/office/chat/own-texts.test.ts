import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeTmx } from '../translation/tmx.ts';
import { answerOffice } from './answer-office.ts';
import { officeTexts } from './own-texts.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-office-'));
  await mkdir(join(folder, 'office'));
});
afterEach(() => rm(folder, { recursive: true }));

const asked = (typed: string) =>
  answerOffice(
    typed,
    [],
    officeTexts(folder, () => {}),
  )?.text;

it('a conversation drafts the organisation’s own letters, as soon as its file is there', async () => {
  const request = 'Сипоснома нависед: китобхонаро таъмир кардед';
  expect(asked(request)).not.toContain('Китобхонаи ба номи Лоҳутӣ');
  await writeFile(
    join(folder, 'office', 'letters.yaml'),
    `- id: thanks
  title: Сипоснома
  asked: [сипоснома]
  slots: []
  polite: 'Китобхонаи ба номи Лоҳутӣ. {words}'
  plain: '{words}'
`,
  );
  expect(asked(request)).toContain('Китобхонаи ба номи Лоҳутӣ. Китобхонаро таъмир кардед.');
});

it('a conversation translates with the organisation’s own memory before ours', async () => {
  const request = 'Ба русӣ тарҷума кун: «Толори хониш соати 9 кушода мешавад.»';
  expect(asked(request)).not.toBe('Читальный зал открывается в 9.');
  const own = [{ tg: 'Толори хониш соати 8 кушода мешавад.', ru: 'Читальный зал открывается в 8.' }];
  await writeFile(join(folder, 'office', 'memory.tmx'), writeTmx(own));
  expect(asked(request)).toBe('Читальный зал открывается в 9.');
});

it('a file that is refused leaves ours, and its fault is told once', async () => {
  const file = join(folder, 'office', 'letters.yaml');
  const told: string[] = [];
  const texts = officeTexts(folder, (message) => told.push(message));
  await writeFile(file, '- id: thanks\n  tilte: x\n');
  for (const request of ['Сипоснома нависед: ёрӣ кардед', 'Сипоснома нависед: омадед']) {
    expect(answerOffice(request, [], texts)?.text).toContain('ЛОИҲА');
  }
  expect(told).toEqual([expect.stringContaining(file)]);
});

import { expect, it } from 'vitest';
import { readGlossary } from './glossary-lines.ts';

it('a glossary is a term a line; what has no two sides is left out', () => {
  expect(readGlossary('ариза = заявление\n\nбе тараф\n= танҳо\nҳокимият=администрация\nа=б=в')).toEqual([
    { source: 'ариза', target: 'заявление' },
    { source: 'ҳокимият', target: 'администрация' },
  ]);
});

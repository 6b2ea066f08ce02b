import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkText } from './check-text.ts';

describe('checkText', () => {
  it.each([
    ['Ман ба мактаб меравад.', 'Ман ба мактаб меравам.', 'agreement'],
    ['Мо дар шаҳр Душанбе истодаем.', 'Мо дар шаҳри Душанбе истодаем.', 'izofat'],
    ['Ӯ китоб ро хонд ва рафт.', 'Ӯ китобро хонд ва рафт.', 'apart'],
    ['Онҳо дар ҳавлӣ ме хонанд ва менависанд.', 'Онҳо дар ҳавлӣ мехонанд ва менависанд.', 'apart'],
    ['Инсон ба востаи китоб ҷаҳонро мешиносад.', 'Инсон ба воситаи китоб ҷаҳонро мешиносад.', 'spelling'],
    ['Ҳар руз китоб мехонем.', 'Ҳар рӯз китоб мехонем.', 'letter'],
  ])('%s → %s', (text, corrected, kind) => {
    const checked = checkText(text);
    expect(checked.corrected).toBe(corrected);
    expect(checked.changes.map((change) => change.kind)).toEqual([kind]);
  });

  it.each([
    'Ман ва ту ба мактаб меравем.',
    'Дӯсти ман дар шаҳри Хуҷанд зиндагӣ мекунад.',
    'Вай мегӯянд.',
    'Дар мактаб мо китоб мехонем.',
    'Абдураҳмони Ҷомӣ шоир буд.',
  ])('leaves %s', (text) => {
    expect(checkText(text)).toEqual({ corrected: text, changes: [] });
  });

  it('has changes that make the corrected text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('ман ', 'руз', 'китоб', ' ', 'ро', ',', '.', 'ме', 'хонад', 'ў', '\n', '😀'),
        }),
        (text) => {
          const { corrected, changes } = checkText(text);
          let built = text;
          for (const { offset, before, after } of changes.toReversed()) {
            expect(built.slice(offset, offset + before.length)).toBe(before);
            built = built.slice(0, offset) + after + built.slice(offset + before.length);
          }
          expect(corrected).toBe(built);
        },
      ),
    );
  });
});

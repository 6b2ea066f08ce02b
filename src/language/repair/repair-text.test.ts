import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repairText, repairWithOffsets } from './repair-text.ts';
import { type Edit, Rewriting } from './rewriting.ts';

describe('repairText', () => {
  it('turns text of an old Tajik font into Unicode and lists each change', () => {
    const { text, changes } = repairText('Љумњурии Тољикистон, иќтисодї, ѓайра, рўз');
    expect(text).toBe('Ҷумҳурии Тоҷикистон, иқтисодӣ, ғайра, рӯз');
    expect(changes).toHaveLength(5);
    expect(changes[1]).toEqual({ rule: 'legacy-font', offset: 9, before: 'Тољикистон', after: 'Тоҷикистон' });
  });
});

describe('repairWithOffsets', () => {
  it('keeps page starts before the same character', () => {
    const pages = ['Тољики\u00ADстон. ', 'Љумњу\u00ADрї. ', ''];
    const starts = [0, pages[0]?.length ?? 0, pages.join('').length];
    const { text, offsets } = repairWithOffsets(pages.join(''), starts);
    expect(text).toBe('Тоҷикистон. Ҷумҳурӣ. ');
    expect(offsets).toEqual([0, 12, 21]);
  });
});

describe('Rewriting', () => {
  it('finds the way back through edits on edits', () => {
    const edit = fc.tuple(fc.nat(3), fc.nat(3), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 4 }), (passes) => {
        const original = '0123456789abcdefghijklmnopqrstuvwxyz';
        const rewriting = new Rewriting(original);
        for (const pass of passes) {
          let at = 0;
          const edits: Edit[] = [];
          for (const [gap, length, replacement] of pass) {
            const start = at + gap + 1;
            if (start + length > rewriting.text.length) break;
            edits.push({
              start,
              end: start + length,
              replacement: replacement.toUpperCase().replace(/\d/g, '!'),
            });
            at = start + length;
          }
          rewriting.apply('test', edits);
        }
        for (const [index, letter] of [...original].entries()) {
          const now = rewriting.text.indexOf(letter);
          if (now === -1 || rewriting.text.includes(letter, now + 1)) continue;
          expect(rewriting.currentOffset(index)).toBe(now);
          expect(rewriting.originalOffset(now)).toBe(index);
        }
      }),
    );
  });
});

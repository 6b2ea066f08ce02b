import { describe, expect, it } from 'vitest';
import { repairLegacyLetters } from './legacy-letters.ts';

describe('repairLegacyLetters', () => {
  it('turns text of an old Tajik font into Unicode', () => {
    const { text, replaced } = repairLegacyLetters('Љумњурии Тољикистон, иќтисодї, ѓайра, рўз');
    expect(text).toBe('Ҷумҳурии Тоҷикистон, иқтисодӣ, ғайра, рӯз');
    expect(replaced).toBe(7);
  });

  it('leaves Macedonian, Ukrainian and Belarusian as they are', () => {
    for (const text of ['Љубов и њега, ќе дојде ѓаволот јавно', 'Їжак і ґанок в Україні', 'Быў у Мінску']) {
      expect(repairLegacyLetters(text)).toEqual({ text, replaced: 0 });
    }
  });

  it('leaves Unicode Tajik with a stray legacy letter as it is', () => {
    const text = 'Ҳама одамон озод ва баробарҳуқуқанд, њ ва љ ҳарфанд';
    expect(repairLegacyLetters(text).replaced).toBe(0);
  });
});

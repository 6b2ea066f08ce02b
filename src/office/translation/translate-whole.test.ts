import { describe, expect, it } from 'vitest';
import { fakeEngine } from '../../chat/index.ts';
import { ownMemory } from './memory.ts';
import { faultsOf, translateWhole } from './translate-whole.ts';

const base = { from: 'tg', to: 'ru', memory: ownMemory(), caller: {} } as const;

describe('translateWhole', () => {
  it('asks once more with the faults named, and tells what still fails', async () => {
    const engine = fakeEngine(['Заявление подано 6 мая.']);
    const glossary = [{ source: 'ариза', target: 'заявление' }];
    const { faults } = await translateWhole('Ариза 5 май дода шуд.', { ...base, engine, glossary });
    expect(engine.requests).toHaveLength(2);
    expect(engine.requests[1]?.messages[0]?.content).toContain('missing: 5; new: 6');
    expect(faults).toEqual(['missing: 5', 'new: 6']);
  });

  it('keeps paragraphs apart and takes what the memory has from there', async () => {
    const engine = fakeEngine(['Перевод.']);
    const text = 'Дарси якум соати ҳашти саҳар сар мешавад.\n\nЧизи дигар.';
    const whole = await translateWhole(text, { ...base, engine, glossary: [] });
    expect(whole).toEqual({ text: 'Первый урок начинается в восемь утра.\n\nПеревод.', faults: [] });
    expect(engine.requests).toHaveLength(1);
  });

  it('wants names spelt by the rules', async () => {
    const engine = fakeEngine(['Фирдавс Джалилов пришёл.']);
    const whole = await translateWhole('Фирдавс Ҷалилов омад.', { ...base, engine, glossary: [] });
    expect(whole.faults).toEqual([]);
    expect(engine.requests[0]?.messages[0]?.content).toContain('Фирдавс Ҷалилов = Фирдавс Джалилов');
  });
});

describe('faultsOf', () => {
  it('reads 1 200,50 and 1200.50 as the same figure, and counts repeated ones', () => {
    expect(faultsOf('1 200,50 сомонӣ', '1200.50 сомони', [])).toEqual([]);
    expect(faultsOf('5 ва 5', '5', [])).toEqual(['missing: 5']);
  });
});

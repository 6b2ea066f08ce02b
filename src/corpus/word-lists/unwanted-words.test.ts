import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../core/configuration.ts';
import { StepDocument } from '../clean/step-document.ts';
import { unwantedWordsStep } from '../clean/steps/unwanted-words.ts';
import { scanTokens } from '../tables/tokens.ts';
import { createUnwantedCounter, unwantedLists } from './unwanted-words.ts';

const source = { name: '', address: '', licence: '', retrieved: '', kind: '' };
const step = await unwantedWordsStep.create({ step: 'unwanted-words' }, { benchmarks: [] });
const judge = (text: string) => step.judge(new StepDocument({ text, source, pageStarts: [], metadata: {} }));

describe('the step unwanted-words', () => {
  it('leaves out a text full of adult words, and says the share', () => {
    const text = 'порно видео порно шлюхи порновидео тамошо кунед';
    expect(judge(text)).toMatchObject({
      reject: { reason: 'adult-words', value: '0.571' },
      counts: { adult: 4 },
    });
  });

  it('keeps one such word in a long text, and counts it', () => {
    expect(judge(`Суд нашёл порнографические записи. ${'Қонун ва суд. '.repeat(50)}`)).toEqual({
      counts: { adult: 1 },
    });
  });

  it.each([
    'Кир подшоҳи Эрон буд; кӯсу карнай заданд; хуйи нек дорад, меёбад ва меёбанд.',
    'Виталий Чуркин, Хачик Абовян, Нигерия, жидкость, косоглазие и оргазм в учебнике медицины.',
    'Дар шариат зино ҳаром аст; кофирон, фоҳишаҳо, ғусли ҷанобат.',
    'Рак молочной железы, половой орган, менструатсия, ҳайз ва нифос.',
  ])('finds nothing in: %s', (text) => {
    expect(judge(text)).toBeUndefined();
  });

  const folder = join(sharedFolder(), 'data', 'text');
  it.skipIf(!existsSync(folder))(
    'finds next to nothing in the real texts, school and religion among them',
    () => {
      const count = createUnwantedCounter(unwantedLists);
      const found: string[] = [];
      for (const part of [
        'research/hadith-bukhari.txt',
        'research/school-essays.txt',
        'research/islamic-misc.txt',
      ]) {
        const text = readFileSync(join(folder, part), 'utf8');
        if (count(text, scanTokens(text)).length > 0) found.push(part);
      }
      expect(readdirSync(folder).length).toBeGreaterThan(0);
      expect(found).toEqual([]);
    },
  );
});

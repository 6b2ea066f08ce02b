import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../core/configuration.ts';
import { exists } from '../core/files.ts';
import { identifyLanguage } from './identify.ts';

const ntrex = join(sharedFolder(), 'data/evaluation/ntrex');
const haveNtrex = await exists(ntrex);

describe('identifyLanguage', () => {
  it.each([
    ['tajik', 'Ҳамаи одамон озод ва аз лиҳози шарафу ҳуқуқ бо ҳам баробар ба дунё меоянд.'],
    ['tajik', 'Ман мехохам, ки кудакон дар мактаб забони точики хонанд ва нависанд.'],
    ['russian', 'Все люди рождаются свободными и равными в своём достоинстве и правах.'],
    ['uzbek-cyrillic', 'Барча одамлар эркин, қадр-қиммат ва ҳуқуқларда тенг бўлиб туғиладилар.'],
    ['other-cyrillic', 'Хүн бүр төрж мэндлэхэд эрх чөлөөтэй, адилхан нэр төртэй байдаг.'],
    ['other-script', 'All human beings are born free and equal in dignity and rights.'],
    ['other-script', 'تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند'],
    ['unknown', 'Бале.'],
  ])('says %s', (language, text) => {
    expect(identifyLanguage(text).language).toBe(language);
  });

  it.skipIf(!haveNtrex)(
    'finds nearly every Tajik news sentence and takes hardly any other for Tajik',
    async () => {
      const shareOfTajik = async (name: string) => {
        const text = await readFile(join(ntrex, `newstest2019-ref.${name}.txt`), 'utf8');
        const found = text
          .split('\n')
          .map((line) => identifyLanguage(line).language)
          .filter((language) => language !== 'unknown');
        return found.filter((language) => language === 'tajik').length / found.length;
      };
      expect(await shareOfTajik('tgk-Cyrl')).toBeGreaterThan(0.99);
      for (const name of ['rus', 'kaz', 'kir', 'tat', 'bak', 'mon']) {
        expect(await shareOfTajik(name), name).toBeLessThan(0.02);
      }
    },
  );

  it.runIf(!haveNtrex)(`leaves the news sentences out: ${ntrex} is not here`, () => {});
});

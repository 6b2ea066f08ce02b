import { describe, expect, it } from 'vitest';
import { languageShares } from './shares.ts';

const tajik = 'Имрӯз дар пойтахти кишвар ҷаласаи навбатии ҳукумат баргузор гардид';
const russian = 'Сегодня в столице страны прошло очередное заседание правительства';

describe('languageShares', () => {
  it('gives one language all of its line', () => {
    expect(languageShares(tajik)).toEqual([{ language: 'tgk_Cyrl', share: 1 }]);
  });

  it('divides a line of two languages in one script', () => {
    const shares = languageShares(`${tajik}. ${russian}.`);
    expect(shares.map(({ language }) => language).sort()).toEqual(['rus_Cyrl', 'tgk_Cyrl']);
    for (const { share } of shares) expect(share).toBeCloseTo(0.5, 1);
  });

  it('divides a line of two scripts, and counts letters of scripts without a model', () => {
    const found = languageShares(`${tajik} — the government held a regular meeting in the capital today`);
    expect(found.map(({ language }) => language)).toEqual(['tgk_Cyrl', 'eng_Latn']);
    expect(languageShares('ყველა ადამიანი')).toEqual([{ language: 'unknown', share: 1 }]);
  });

  it('leaves a single foreign name with its neighbours', () => {
    expect(languageShares('Президент Владимир Путин имрӯз ба шаҳри Душанбе ташриф овард')).toEqual([
      { language: 'tgk_Cyrl', share: 1 },
    ]);
  });

  it('says nothing of a line without letters', () => {
    expect(languageShares('2024 — 15 %')).toEqual([]);
  });
});

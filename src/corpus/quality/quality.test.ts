import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../core/configuration.ts';
import { parseWith } from '../../core/schema.ts';
import file from '../data/quality-score.json' with { type: 'json' };
import { scanTokens } from '../tables/tokens.ts';
import { featureNames, qualityFeatures } from './quality-features.ts';
import { fitsFeatures, qualityModelSchema, qualityScore } from './quality-score.ts';

const score = (text: string) => qualityScore(text, scanTokens(text));

const lesson =
  'Об дар табиат дар се ҳолат вомехӯрад: моеъ, сахт ва газ. Вақте ки ҳаво хунук мешавад, об ях мебандад. ' +
  'Агар онро гарм кунем, ба буғ табдил меёбад. Ин ҳодисаро мо ҳар рӯз мушоҳида мекунем, зеро об дар ҳама ҷо ҳаст. ' +
  'Барои чӣ дарёҳо дар зимистон пурра ях намебанданд?';
const strings =
  'Файл\nТаҳрир\nНамоиш\nХатчӯбҳо\n%s аз %d\nOK\nБекор кардан\n_Кушодан…\n&Пӯшидан\nAlt+F4\nХато: %s\nДигар';

describe('qualityScore', () => {
  it('puts a lesson above the strings of a menu', () => {
    expect(score(lesson)).toBeGreaterThan(0.7);
    expect(score(strings)).toBeLessThan(0.1);
  });

  it('does not judge texts of fewer than ten words', () => {
    expect(score('Салом, дӯстон!')).toBeUndefined();
  });

  it('gives a probability for any text', () => {
    for (const text of ['а '.repeat(50), '😀 a1 '.repeat(30), `${'ҳ'.repeat(5000)} `.repeat(12)]) {
      const found = score(text) ?? 0;
      expect(found).toBeGreaterThanOrEqual(0);
      expect(found).toBeLessThanOrEqual(1);
    }
  });
});

describe('the model', () => {
  const model = parseWith(qualityModelSchema, file);

  it('was trained on the features as they are now, and says how good it is', () => {
    expect(fitsFeatures(model)).toBe(true);
    expect(model.heldOutAuc).toBeGreaterThan(0.97);
  });

  it('computes every feature as a finite number', () => {
    const features = qualityFeatures(lesson, scanTokens(lesson));
    expect(features).toHaveLength(featureNames.length);
    expect(features?.every(Number.isFinite)).toBe(true);
  });

  const news = join(sharedFolder(), 'data/text/research/v14-news.txt');
  it.skipIf(!existsSync(news))('puts news, which it never saw, above strings of programs', () => {
    const text = readFileSync(news, 'utf8').slice(0, 8000);
    expect(score(text)).toBeGreaterThan(0.5);
  });
});

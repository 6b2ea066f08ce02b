import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../core/configuration.ts';
import { exists } from '../../core/files.ts';
import { identifyLanguage } from './identify.ts';

const ntrex = join(sharedFolder(), 'data/evaluation/ntrex');
const haveNtrex = await exists(ntrex);

describe('identifyLanguage', () => {
  it.each([
    ['tgk_Cyrl', 'Ҳамаи одамон озод ва аз лиҳози шарафу ҳуқуқ бо ҳам баробар ба дунё меоянд.'],
    ['tgk_Cyrl', 'Имрӯз ҳаво хеле хуб аст, биёед ба боғ равем.'],
    ['rus_Cyrl', 'Сегодня очень хорошая погода, пойдёмте в сад.'],
    ['uzn_Cyrl', 'Барча одамлар эркин, қадр-қиммат ва ҳуқуқларда тенг бўлиб туғиладилар.'],
    ['uzn_Latn', 'Barcha odamlar erkin, qadr-qimmat va huquqlarda teng bo‘lib tug‘iladilar.'],
    ['kir_Cyrl', 'Бүгүн аба ырайы абдан жакшы, бакка барып келели.'],
    ['kaz_Cyrl', 'Бүгін ауа райы өте жақсы, баққа барайық.'],
    ['khk_Cyrl', 'Хүн бүр төрж мэндлэхэд эрх чөлөөтэй, адилхан нэр төртэй байдаг.'],
    ['ukr_Cyrl', 'Сьогодні дуже гарна погода, ходімо до саду.'],
    ['bel_Cyrl', 'Сёння вельмі добрае надвор’е, хадзем у сад.'],
    ['eng_Latn', 'All human beings are born free and equal in dignity and rights.'],
    ['tuk_Latn', 'Hemme adamlar öz mertebesi we hukuklary boýunça deň ýagdaýda dünýä inýärler.'],
    ['pes_Arab', 'تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند'],
  ])('says %s', (language, text) => {
    const found = identifyLanguage(text);
    expect(found.language).toBe(language);
    expect(found.probability).toBeGreaterThan(0.5);
  });

  it('knows Tajik typed without its letters, and in the letters of an old font', () => {
    expect(
      identifyLanguage('Ман мехохам, ки кудакон дар мактаб забони точики хонанд ва нависанд.'),
    ).toMatchObject({
      language: 'tgk_Cyrl',
      variant: 'without-tajik-letters',
    });
    expect(identifyLanguage('Љумњурии Тољикистон давлати соњибистиќлол ва демократї аст.')).toMatchObject({
      language: 'tgk_Cyrl',
      variant: 'legacy-font',
    });
    expect(identifyLanguage('Ҷумҳурии Тоҷикистон давлати соҳибистиқлол ва демократӣ аст.')).toMatchObject({
      language: 'tgk_Cyrl',
      variant: 'standard',
    });
  });

  it.each(['Study History', 'Home page', 'Read more', 'About us'])(
    'is not sure that the heading %s is Tajik',
    (text) => {
      const { language, probability } = identifyLanguage(text);
      expect(language === 'tgk_Latn' ? probability : 0).toBeLessThan(0.6);
    },
  );

  it.each(['Dushanbe', 'Khujand', 'Rahmon', 'Tony Macaroni', 'Душанбе', 'Владимир Кавардарков'])(
    'is not sure of the language of a name: %s',
    (text) => {
      expect(identifyLanguage(text).probability).toBeLessThan(0.95);
    },
  );

  it.each(['هذا كتاب جديد', 'من أين أنت', 'ما اسمك يا صديقي'])('calls %s Arabic', (text) => {
    expect(identifyLanguage(text).nearest).toBe('arb_Arab');
  });

  it.each(['kitobi man', 'salom chi tu', 'man ba maktab meravam'])('still knows %s', (text) => {
    expect(identifyLanguage(text)).toMatchObject({ language: 'tgk_Latn' });
  });

  it.each([
    'زبان فارسی زیباست',
    'دانشگاه تهران',
    'تاجیکستان کشور ماست',
    'او به مدرسه رفت',
    'من به خانه می روم',
    'من به مکتب میروم',
    'نام من علی است',
  ])('calls %s Persian, of whichever country', (text) => {
    const { language, probability } = identifyLanguage(text);
    expect(language).toBe('fas_Arab');
    expect(probability).toBeGreaterThan(0.5);
  });

  it.each([
    ['too-short', 'Бале.'],
    ['too-short', '2024 — 15 %'],
    ['other-script', 'ყველა ადამიანი იბადება თავისუფალი და თანასწორი'],
    ['other-language', 'Alle Menschen sind frei und gleich an Würde und Rechten geboren.'],
    ['other-language', 'لۇغەتكە قارىغاندا بۇ سۆزنىڭ مەنىسى باشقىچە ئىدى'],
  ])('does not guess: %s', (reason, text) => {
    expect(identifyLanguage(text)).toMatchObject({ language: 'unknown', reason });
  });

  it('names nothing that is less probable than asked', () => {
    const text = 'Имрӯз ҳаво хеле хуб аст.';
    const { probability } = identifyLanguage(text);
    expect(identifyLanguage(text, { minimumProbability: probability + 1e-9 })).toMatchObject({
      language: 'unknown',
      nearest: 'tgk_Cyrl',
      reason: 'unsure',
    });
  });

  it('goes by the script of most letters', () => {
    expect(
      identifyLanguage('Барномаи Microsoft Windows дар мактабҳои кишвар истифода мешавад'),
    ).toMatchObject({
      language: 'tgk_Cyrl',
      script: 'Cyrl',
    });
  });

  it('answers the same whatever was asked before, and never fails', () => {
    const text = 'Имрӯз ҳаво хеле хуб аст, биёед ба боғ равем.';
    const before = identifyLanguage(text);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (other) => {
        const { probability } = identifyLanguage(other);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1 + 1e-9);
        expect(identifyLanguage(text)).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it.skipIf(!haveNtrex)(
    'finds nearly every Tajik news sentence and takes hardly any other for Tajik',
    async () => {
      const shareOfTajik = async (name: string) => {
        const text = await readFile(join(ntrex, `newstest2019-${name}.txt`), 'utf8');
        const found = text
          .trim()
          .split('\n')
          .map((line) => identifyLanguage(line).language);
        return found.filter((language) => language === 'tgk_Cyrl').length / found.length;
      };
      expect(await shareOfTajik('ref.tgk-Cyrl')).toBeGreaterThan(0.99);
      for (const name of ['rus', 'kir', 'kaz', 'tat', 'bak', 'mon', 'uzb', 'prs']) {
        expect(await shareOfTajik(`ref.${name}`), name).toBeLessThan(0.004);
      }
    },
  );

  it.runIf(!haveNtrex)(`leaves the news sentences out: ${ntrex} is not here`, () => {});
});

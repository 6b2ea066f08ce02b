// What each class of the language identifier learns from. Nothing here is judged on (bench/language/identify.ts): of
// SIB-200 only sentences with an index below `firstJudgedIndex` (the articles of FLORES-200 dev), of NTREX none.
import { join } from 'node:path';
import {
  catalogueLines,
  pageLines,
  textLines,
  topicLines,
  treebankLines,
  verseLines,
  wikiMessages,
} from './readers.ts';
import { serbianInCyrillic, uzbekInCyrillic } from './variants.ts';

/** SIB-200 numbers FLORES-200 dev 0–996 and devtest from 997 on; their articles differ. */
export const firstJudgedIndex = 997;

/** Where the text lies: the shared data, and a folder with `debian` (unpacked packages) and `git` (clones). */
export interface Places {
  readonly shared: string;
  readonly extra: string;
}

/** Text of one language from one place; lines in another script go to that script's class. */
export interface Source {
  readonly name: string;
  readonly lines: readonly string[];
  /** How often it is drawn beside the language's other sources. */
  readonly weight: number;
}

// Language → SIB-200, UDHR, catalogues (.mo), MediaWiki, treebank, Quran translation.
type Row = readonly [string, string, string, string, string, string];
const languages: Readonly<Record<string, Row>> = {
  tgk: ['tgk_Cyrl', 'tgk', 'tg', 'tg-cyrl tg-latn', '', ''],
  rus: ['rus_Cyrl', 'rus', 'ru', 'ru', 'Russian-GSD', 'ru-kuliev-tanzil'],
  uzn: [
    'uzn_Latn',
    'uzn_cyrl uzn_latn',
    'uz uz@cyrillic',
    'uz',
    'Uzbek-UT',
    'uz-mansour-quranenc uz-rwwad-quranenc',
  ],
  kaz: ['kaz_Cyrl', 'kaz', 'kk', 'kk-cyrl kk', 'Kazakh-KTB', ''],
  kir: ['kir_Cyrl', 'kir', 'ky', 'ky', 'Kyrgyz-KTMU', 'ky-hakimov-quranenc'],
  tat: ['tat_Cyrl', 'tat', 'tt', 'tt-cyrl', 'Tatar-NMCTT', 'tt-nugman-tanzil'],
  bak: ['bak_Cyrl', '', 'ba', 'ba', '', ''],
  khk: ['khk_Cyrl', '', 'mn', 'mn', '', ''],
  bul: ['bul_Cyrl', 'bul', 'bg', 'bg', 'Bulgarian-BTB', 'bg-theophanov-tanzil'],
  mkd: ['mkd_Cyrl', 'mkd', 'mk', 'mk', 'Macedonian-MTB', ''],
  srp: ['srp_Cyrl', 'srp_cyrl', 'sr', 'sr-ec', 'Serbian-SET', 'sr-rwwad-quranenc'],
  ukr: ['ukr_Cyrl', 'ukr', 'uk', 'uk', 'Ukrainian-IU', ''],
  bel: ['bel_Cyrl', 'bel', 'be', 'be be-tarask', 'Belarusian-HSE', ''],
  tuk: ['tuk_Latn', 'tuk_latn tuk_cyrl', 'tk', 'tk', '', ''],
  azj: ['azj_Latn', '', 'az', 'az', '', 'az-mammadaliyev-tanzil az-musayev-quranenc'],
  pes: [
    'pes_Arab',
    'pes_1 pes_2',
    'fa',
    'fa',
    'Persian-Seraji',
    'fa-fooladvand-tanzil fa-mokhtasar-islamhouse',
  ],
  prs: ['prs_Arab', '', '', '', '', ''],
  arb: ['', '', 'ar', 'ar', '', 'ar-muyassar-tanzil'],
  eng: ['eng_Latn', 'eng', 'en_GB', 'en', '', 'en-rwwad-quranenc'],
  other: [
    '',
    'kaa oss uig_arab',
    'os cv udm ab tr de fr es it pl nl ro hu cs id vi fi sv tt@iqtelif crh sr@latin hr eo so ug ur ps ckb',
    'os cv sah ce av lez ab bxr tyv xal krc kbd-cyrl kum nog alt kjh udm mhr mrj kv koi myv mdf inh lbe crh-cyrl ' +
      'rue sje cu isv-cyrl kaa tr de fr es it pl nl ro hu cs id vi fi sv crh-latn tt-latn kk-latn ku-latn sr-el hr ' +
      'so sw et lt lv sq eo pt gag ug-latn ug-arab ur ps ckb sd azb kk-arab ks-arab pnb lrc mzn bqi bgn',
    '',
    'tr-rwwad-quranenc bs-korkut-tanzil ug-saleh-tanzil ur-jalandhry-tanzil ps-abdulwali-tanzil ku-asan-tanzil',
  ],
};

// Judged on, and so left out: ted-no-diacritics, tafsir-osonbayon and tafsir-pdf-frontmatter.
const tajikTexts =
  'open/explanatory-dictionary open/mozilla-www open/ui-strings research/bbc-paragraphs research/bbc-tweets ' +
  'research/emaktab-lessons-noboiler research/farzi-ayn research/gov-education-docs research/hadith-bukhari ' +
  'research/islamic-misc research/parstranslit research/poems-misc research/quran-translations ' +
  'research/school-essays research/shahnama research/stib-news research/v14-news research/teach-courses ' +
  'research/textbook-geography8 research/web-heritage research/web-localisations research/wiki-tg';

/** The sources of a language (a key of the table) that are there. */
export function sourcesOf(language: string, { shared, extra }: Places): Source[] {
  const [topics, declarations, locales, wikis, treebank, verses] = languages[language] ?? [
    '',
    '',
    '',
    '',
    '',
    '',
  ];
  const all: Source[] = [];
  const add = (name: string, lines: readonly string[], weight: number) => {
    const kept = [...new Set(lines.map((line) => line.trim()))].filter((line) => line.length > 11);
    if (kept.length > 0) all.push({ name, lines: kept, weight });
  };
  if (topics) {
    const folder = join(shared, 'evaluation/sib200', topics);
    add(
      `SIB-200 ${topics}`,
      topicLines(folder, (index) => index < firstJudgedIndex),
      3,
    );
  }
  for (const name of split(declarations))
    add(`UDHR ${name}`, pageLines(join(shared, `languages/udhr/${name}.html`)), 1);
  for (const locale of split(locales)) {
    add(`catalogues ${locale}`, catalogueLines(join(extra, 'debian'), locale), 2);
  }
  for (const code of split(wikis)) {
    add(`MediaWiki ${code}`, wikiMessages(join(extra, 'debian/usr/share/mediawiki'), code), 2);
  }
  if (treebank)
    add(`UD ${treebank}`, treebankLines(join(extra, `git/UniversalDependencies+UD_${treebank}`)), 4);
  for (const name of split(verses))
    add(`Quran ${name}`, verseLines(join(extra, `git/hablullah+data-quran/${name}.md`)), 2);
  if (language === 'tgk') {
    for (const name of split(tajikTexts)) {
      const lines = textLines(join(shared, `text/${name}.txt`));
      // What is in Latin or Arabic letters there is English, Arabic or a name.
      add(
        `text ${name}`,
        lines.filter((line) => /[а-яғӣқӯҳҷ]{3}/i.test(line)),
        2,
      );
    }
    const parallel = join(shared, 'linguistic/tajik-persian/ParsTranslit');
    const judged = new Set(textLines(join(parallel, 'test.fa')));
    add(
      'ParsTranslit',
      textLines(join(parallel, 'train.fa')).filter((line) => !judged.has(line)),
      3,
    );
  }
  return [...all, ...transliterated(language, all)];
}

/** The languages of the table, `other` among them. */
export const trainedLanguages = Object.keys(languages);

function transliterated(language: string, sources: readonly Source[]): Source[] {
  const rule = language === 'uzn' ? uzbekInCyrillic : language === 'srp' ? serbianInCyrillic : undefined;
  if (!rule) return [];
  return sources
    .map(({ name, lines, weight }) => ({
      name: `${name}, transliterated`,
      lines: lines
        .filter((line) => /\p{Script=Latin}/u.test(line) && !/\p{Script=Cyrillic}/u.test(line))
        .map(rule),
      weight,
    }))
    .filter(({ lines }) => lines.length > 0);
}

function split(names: string): string[] {
  return names.split(' ').filter((name) => name !== '');
}

import { last } from '../../core/known.ts';

const persons = ['ман', 'ту', 'ӯ', 'мо', 'шумо', 'онҳо'] as const;
const pastEndings = ['ам', 'ӣ', '', 'ем', 'ед', 'анд'];
const presentEndings = ['ам', 'ӣ', 'ад', 'ем', 'ед', 'анд'];
const glidingEndings = ['ям', 'ӣ', 'яд', 'ем', 'ед', 'янд'];
const perfectEndings = ['ам', 'ӣ', 'аст', 'ем', 'ед', 'анд'];

export const tenses = ['present', 'past', 'future', 'perfect', 'habitual', 'continuous'] as const;
export type Tense = (typeof tenses)[number];

export const tenseNames: Readonly<Record<Tense, string>> = {
  present: 'замони ҳозира-оянда',
  past: 'замони гузаштаи наздик',
  future: 'замони оянда',
  perfect: 'гузаштаи нақлӣ',
  habitual: 'гузаштаи ҳикоягӣ',
  continuous: 'замони ҳозираи муайян',
};

// Forms that the rule does not give; they are not answered.
const irregular = new Set(['будан', 'доштан', 'зистан', 'гиристан', 'боистан', 'шоистан', 'ниҳодан']);

/**
 * The six persons of a verb in a tense; the last word of a compound verb (кор кардан) is conjugated.
 * @returns nothing for verbs whose forms do not follow the rule.
 */
export function conjugate(
  infinitive: string,
  pastStem: string,
  presentStem: string,
  tense: Tense,
): string[] | undefined {
  const verb = last(infinitive.split(' '));
  if (irregular.has(verb)) return undefined;
  const before = pastStem
    .split(' ')
    .slice(0, -1)
    .map((word) => `${word} `)
    .join('');
  const past = last(pastStem.split(' '));
  const present = present2(verb, last(presentStem.split(' ')));
  const form = (place: number): string => {
    if (tense === 'past') return past + (pastEndings[place] ?? '');
    if (tense === 'habitual') return `ме${past}${pastEndings[place] ?? ''}`;
    if (tense === 'perfect') return `${past}а${perfectEndings[place] ?? ''}`;
    if (tense === 'continuous') return `${past}а истода${perfectEndings[place] ?? ''}`;
    if (tense === 'future') return `хоҳ${presentEndings[place] ?? ''} ${past}`;
    const glides = present.endsWith('й') || /[оӯ]$/u.test(present);
    const stem = present.endsWith('й') ? present.slice(0, -1) : present;
    return `ме${stem}${(glides ? glidingEndings : presentEndings)[place] ?? ''}`;
  };
  return persons.map((person, place) => `${person} ${before}${form(place)}`);
}

function present2(verb: string, stem: string): string {
  // медиҳам; мешинам beside менишинам: the stem of the infinitive's own family.
  if (verb === 'додан') return 'диҳ';
  return verb === 'нишастан' ? 'нишин' : stem;
}

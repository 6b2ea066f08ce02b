import type { Slots } from '../../text/phrasings.ts';

const vowelEnd = /[аеёиоуэюяӣӯ]$/u;

/** The six persons as slots. */
function persons(forms: readonly string[]): Slots {
  const [first = '', second = '', third = '', firstPlural = '', secondPlural = '', thirdPlural = ''] = forms;
  return { first, second, third, firstPlural, secondPlural, thirdPlural };
}

/** Before an ending ӣ is written и. */
function open(word: string): string {
  return word.replace(/ӣ$/u, 'и');
}

/** Plural with -ҳо: китобҳо, бозиҳо. */
export function pluralOf(noun: string): string {
  return `${open(noun)}ҳо`;
}

/** A noun with the ezafe: китоби, хонаи, бозии. */
export function ezafeOf(noun: string): string {
  return `${open(noun)}и`;
}

/** A noun with -е: китобе, хонае, бозие. */
export function indefiniteOf(noun: string): string {
  return `${open(noun)}е`;
}

/** A noun with the pronouns joined to it: китобам, хонаам, бобоям. */
export function possessivesOf(noun: string): Slots {
  const glide = /[оёуӯ]$/u.test(noun);
  const endings = glide
    ? ['ям', 'ят', 'яш', 'ямон', 'ятон', 'яшон']
    : ['ам', 'ат', 'аш', 'амон', 'атон', 'ашон'];
  return persons(endings.map((ending) => open(noun) + ending));
}

const presentEndings = ['ам', 'ӣ', 'ад', 'ем', 'ед', 'анд'];
const glideEndings = ['ям', 'ӣ', 'яд', 'ем', 'ед', 'янд'];

/** Present-future: меравам, мегӯям. */
export function presentOf(presentStem: string): Slots {
  const glides = /й$/u.test(presentStem);
  const stem = glides ? presentStem.slice(0, -1) : presentStem;
  return persons((glides ? glideEndings : presentEndings).map((ending) => `ме${stem}${ending}`));
}

/** Simple past: рафтам … рафтанд. */
export function pastOf(pastStem: string): Slots {
  return persons(['ам', 'ӣ', '', 'ем', 'ед', 'анд'].map((ending) => pastStem + ending));
}

/** Perfect: рафтаам … рафтаанд. */
export function perfectOf(pastStem: string): Slots {
  return persons(['ам', 'ӣ', 'аст', 'ем', 'ед', 'анд'].map((ending) => `${pastStem}а${ending}`));
}

/** Literary future: хоҳам рафт. */
export function futureOf(pastStem: string): Slots {
  return persons(['ам', 'ӣ', 'ад', 'ем', 'ед', 'анд'].map((ending) => `хоҳ${ending} ${pastStem}`));
}

/** What is going on now: рафта истодаам. */
export function continuousOf(pastStem: string): Slots {
  return persons(['ам', 'ӣ', 'аст', 'ем', 'ед', 'анд'].map((ending) => `${pastStem}а истода${ending}`));
}

/** Letters of a word that are vowels. */
export function vowelsOf(word: string): string[] {
  return [...word].filter((letter) => vowelEnd.test(letter));
}

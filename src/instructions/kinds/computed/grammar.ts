import { at, knownEntry } from '../../../core/known.ts';
import { compareTajik, splitSyllables } from '../../../language/index.ts';
import { computedOrigin, type Generator, type Turn } from '../../generator.ts';
import type { Random } from '../../random.ts';
import { readPhrasings, wordList } from '../../text/phrasings.ts';
import type { Exercise } from './exercise.ts';
import * as forms from './word-forms.ts';

/** Exercises of grammar: forms of nouns, qualities and verbs, syllables, the alphabet. */
export const generateGrammar: Generator = function* ({ random }) {
  for (let round = 0; ; round += 1) {
    for (const exercise of random.shuffle(Object.values(grammarExercises))) {
      const turn = exercise(random);
      yield { ...computedOrigin(`grammar, ${turn.group}, round ${round}`), turns: [turn] };
    }
  }
};

function list(name: string): readonly string[] {
  return wordList(readPhrasings('grammar'), name);
}

function verb(random: Random): { verb: string; past: string; present: string } {
  const [infinitive = '', past = '', present = ''] = random.pick(list('verbs')).split(' ');
  return { verb: infinitive, past, present };
}

function tense(group: string, form: (stem: string) => Turn['slots'], of: 'past' | 'present'): Exercise {
  return (random) => {
    const chosen = verb(random);
    return { group, slots: { verb: chosen.verb, ...form(chosen[of]) } };
  };
}

/** Every exercise of grammar by name. */
export const grammarExercises: Readonly<Record<string, Exercise>> = {
  plural: (random) => {
    const word = random.pick(list('nouns'));
    const note = word.endsWith('ӣ') ? at(list('pluralNote'), 0) : '';
    return { group: 'plural', slots: { word, plural: forms.pluralOf(word), note } };
  },
  possessive: (random) => {
    const word = random.pick(list('nouns').filter((noun) => !/[йиӣъ]$/u.test(noun)));
    return { group: 'possessive', slots: { word, ...forms.possessivesOf(word) } };
  },
  ezafe: (random) => {
    const [noun, quality] = [random.pick(list('described')), random.pick(list('describing'))];
    return { group: 'ezafe', slots: { noun, quality, phrase: `${forms.ezafeOf(noun)} ${quality}` } };
  },
  comparison: (random) => ({ group: 'comparison', slots: { quality: random.pick(list('qualities')) } }),
  present: tense('present', forms.presentOf, 'present'),
  past: tense('past', forms.pastOf, 'past'),
  perfect: tense('perfect', forms.perfectOf, 'past'),
  future: tense('future', forms.futureOf, 'past'),
  continuous: tense('continuous', forms.continuousOf, 'past'),
  negative: (random) => {
    const { past, present } = verb(random);
    const person = random.pick(['first', 'second', 'third', 'firstPlural', 'secondPlural', 'thirdPlural']);
    const table = random.chance(0.5) ? forms.presentOf(present) : forms.pastOf(past);
    const form = knownEntry(table, person);
    return { group: 'negative', slots: { form, negative: `на${form}` } };
  },
  stems: (random) => {
    const { verb: infinitive, past, present } = verb(random);
    return { group: 'stems', slots: { verb: infinitive, past, present } };
  },
  syllables: (random) => {
    const word = random.pick([...list('nouns'), ...list('qualities')].filter((one) => one.length > 3));
    const parts = splitSyllables(word);
    const slots = {
      word,
      syllables: parts.join('-'),
      count: String(parts.length),
      vowels: forms.vowelsOf(word).join(', '),
    };
    return { group: 'syllables', slots };
  },
  letters: (random) => {
    const word = random.pick([...list('nouns'), ...list('qualities')]);
    const spelled = [...word].join(', ');
    const vowels = forms.vowelsOf(word).join(', ');
    return { group: 'letters', slots: { word, spelled, vowels, count: String([...word].length) } };
  },
  alphabetical: (random) => {
    const words = random.shuffle(list('nouns')).slice(0, random.integer(4, 6));
    const sorted = [...words].sort(compareTajik).join(', ');
    return { group: 'alphabetical', slots: { words: words.join(', '), sorted } };
  },
  article: (random) => {
    const word = random.pick(list('nouns').filter((noun) => !/[йъ]$/u.test(noun)));
    const object = `${word.replace(/ӣ$/u, 'и')}ро`;
    return { group: 'article', slots: { word, object, indefinite: forms.indefiniteOf(word) } };
  },
};

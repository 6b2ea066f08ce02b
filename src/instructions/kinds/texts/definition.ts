import { at } from '../../../core/known.ts';
import { type Generator, type Origin, type RawDialogue, sourceOrigin, type Turn } from '../../generator.ts';
import { sampleStream } from '../../random.ts';
import { type Entry, readDictionary } from '../../readers/dictionary.ts';
import { sourcesOf } from '../../source-settings.ts';
import { capitalised } from '../../text/tajik-text.ts';

const forExample = 'Масалан';

/** Words and what they mean, from explanatory dictionaries. */
export const generateDefinitions: Generator = async function* ({ sources, random, wanted }) {
  for (const source of sourcesOf(sources, 'dictionary')) {
    for (const entry of await sampleStream(readDictionary(source.file), wanted * 2, random)) {
      const origin = sourceOrigin(source, `headword ${entry.word}`);
      yield { ...origin, turns: [definitionTurn(entry)] };
      const { opposite, word } = entry;
      if (opposite) yield { ...origin, turns: [{ group: 'opposite', slots: { word, answer: opposite } }] };
      if (random.chance(0.25)) yield* wordForMeaning(entry, origin);
    }
  }
};

/** The turn in which a pupil asks what a word means. */
export function definitionTurn({ word, senses, field }: Entry): Turn {
  const meanings = senses.map(({ meaning }) => meaning);
  const single = meanings.length === 1;
  const example = senses[0].examples.slice(0, 2).join(', ');
  const shown = example ? ` ${forExample}: ${example}.` : '';
  const answer = single
    ? `${capitalised(at(meanings, 0))}.${shown}`
    : meanings.map((meaning, place) => `${place + 1}. ${capitalised(meaning)}.`).join('\n');
  const lowered = single
    ? `${meanings[0]}.${shown}`
    : `${meanings.map((meaning, place) => `${place + 1}) ${meaning}`).join('; ')}.`;
  return field && single
    ? { group: 'term', slots: { word, field, lowered } }
    : { group: 'definition', slots: { word, answer, lowered } };
}

function* wordForMeaning({ word, senses }: Entry, origin: Origin): Iterable<RawDialogue> {
  const { meaning } = senses[0];
  const stem = word.slice(0, Math.max(4, word.length - 3));
  const isGuessable = meaning.split(' ').length >= 4 && !meaning.includes(stem) && !meaning.includes('(');
  if (isGuessable) yield { ...origin, turns: [{ group: 'word-for-meaning', slots: { word, meaning } }] };
}

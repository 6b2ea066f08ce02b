import { numberToWords } from '../../language/index.ts';
import { computedOrigin, type Generator } from '../generator.ts';
import type { Random } from '../random.ts';
import { readPhrasings, type Slots, wordList } from '../text/phrasings.ts';

/** Papers of daily life: what a form asks for, requests, greetings, notices. */
export const generateForms: Generator = function* ({ random }) {
  const phrasings = readPhrasings('form');
  const groups = Object.keys(phrasings.groups).filter((group) => group !== 'field');
  const fields = wordList(phrasings, 'fields').map((line) => line.split(' | '));
  for (let round = 0; ; round += 1) {
    const [field = '', meaning = ''] = random.pick(fields);
    yield {
      ...computedOrigin(`form.yaml, ${field}`),
      turns: [{ group: 'field', slots: { field, meaning } }],
    };
    for (const group of random.shuffle(groups)) {
      const origin = computedOrigin(`form.yaml, ${group}, round ${round}`);
      yield { ...origin, turns: [{ group, slots: slotsOf(random) }] };
    }
  }
};

function slotsOf(random: Random): Slots {
  const phrasings = readPhrasings('form');
  const pick = (list: string) => random.pick(wordList(phrasings, list));
  const isGirl = random.chance(0.5);
  const surname = pick('surnames');
  const amount = random.integer(1, 40) * 50;
  return {
    name: pick(isGirl ? 'girls' : 'boys'),
    surname: isGirl ? `${surname}а` : surname,
    grade: `${random.integer(1, 11)}-«${random.pick(['А', 'Б', 'В'])}»`,
    age: String(random.integer(7, 18)),
    date: `${random.integer(1, 28)}-уми ${pick('months')}`,
    hour: `${random.integer(9, 18)}:${random.pick(['00', '30'])}`,
    weekday: pick('weekdays'),
    reason: pick('reasons'),
    thing: pick('things'),
    place: pick('places'),
    contest: pick('contests'),
    job: pick('jobs'),
    fault: pick('faults'),
    merit: pick('merits'),
    amount: String(amount),
    words: numberToWords(amount),
  };
}

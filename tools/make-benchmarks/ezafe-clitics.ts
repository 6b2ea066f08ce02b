// Makes benchmarks/ezafe-clitics: `npx node tools/make-benchmarks/ezafe-clitics.ts`.
// Rule "ezafe": a noun that leads to its attribute in a sentence of NTREX or SIB-200; wrong are the noun without ezafe,
// with -ро and with -ӣ. Rule "possessive": «китоби ман» in one word; wrong are other persons and wrong joins.
// Rule "ezafe spelt": how a noun is written before its attribute, by its last letter.
import { type Draft, shuffled, takeEvenly, writeItems } from './items.ts';
import { ezafeStem, isBare, isForm, isHeadword, pronouns, sentences } from './sources/sentences.ts';

const seed = 'ezafe-clitics 1';

const ezafe = shuffled(sentences, seed, ({ text }) => text).flatMap(({ words, source }): Draft[] => {
  const places = words.flatMap((word, index) => {
    const stem = ezafeStem(word);
    const next = words[index + 1]?.replace(/[.,]$/u, '');
    const isNoun =
      isBare(next) &&
      (isHeadword(next) || ezafeStem(next) !== undefined) &&
      !pronouns.has(next) &&
      !['ё', 'аст', 'буд', 'шуд', 'нест'].includes(next);
    return stem && isNoun && index > 0 ? [index] : [];
  });
  const place = shuffled(places, words.join(' '), String)[0];
  const stem = place === undefined ? undefined : ezafeStem(words[place] ?? '');
  if (place === undefined || stem === undefined || words.length > 18) return [];
  // тиллоӣ is a word: «медали тиллоии олимпӣ» would be right beside «тиллои».
  if (/[ао]$/u.test(stem) && isHeadword(`${stem}ӣ`)) return [];
  const wrong = [stem, `${stem}ро`, /[аоӣ]$/u.test(stem) ? `${stem}ии` : `${stem}ӣ`];
  // забонӣ is a word, but not one that takes an attribute; китобҳоӣ is none.
  return [{ question: words.with(place, '___').join(' '), right: `${stem}и`, wrong, rule: 'ezafe', source }];
});

const nouns =
  'китоб қалам дафтар падар модар бародар хоҳар духтар писар дӯст муаллим хона бобо амак хола ака додо бозу чашм дил ном шаҳр забон ватан зиндагӣ бародарӣ дӯстӣ мошин курта гӯсфанд асп боғ дарё садо даст'
    .split(' ')
    .filter(isForm);
const owners = ['ман', 'ту', 'ӯ', 'мо', 'шумо', 'онҳо'];
const clitics = ['ам', 'ат', 'аш', 'амон', 'атон', 'ашон'];

function withClitic(noun: string, person: number): string {
  const ending = clitics[person] ?? '';
  if (noun.endsWith('ӣ')) return `${noun.slice(0, -1)}и${ending}`;
  return /[оуӯ]$/u.test(noun) ? `${noun}${ending.replace('а', 'я')}` : noun + ending;
}

const withEzafe = (noun: string) => (noun.endsWith('ӣ') ? `${noun.slice(0, -1)}ии` : `${noun}и`);

const possessive = shuffled(
  nouns.flatMap((noun) => owners.map((owner, person) => ({ noun, owner, person }))),
  seed,
  ({ noun, owner }) => noun + owner,
).map(({ noun, owner, person }): Draft => {
  const right = withClitic(noun, person);
  const others = [1, 2, 3].map((step) => withClitic(noun, (person + step) % 6));
  const badJoin = /[оуӯ]$/u.test(noun)
    ? noun + (clitics[person] ?? '')
    : noun.endsWith('ӣ')
      ? `${noun}${clitics[person]}`
      : noun.endsWith('а')
        ? `${noun}я${(clitics[person] ?? '').slice(1)}`
        : `${noun}и${clitics[person]}`;
  return {
    question: `«${withEzafe(noun)} ${owner}» дар як калима: ___.`,
    right,
    wrong: [badJoin, ...others.slice(0, 2)],
    rule: 'possessive',
    source: 'written for this project',
  };
});

const attributes = ['нав', 'калон', 'зебо', 'мо', 'дӯстам', 'хуб', 'кӯҳна'];
const spelt =
  'зиндагӣ дӯстӣ озодӣ бародарӣ шодӣ моҳӣ қозӣ кишварӣ хона парда дафтар мева дарё бобо дуо садо орзу бозу оҳу паҳлу гесӯ ҳавлӣ бозӣ сабзӣ'
    .split(' ')
    .filter(isForm)
    .flatMap((noun): Draft[] => {
      const stem = noun.slice(0, -1);
      // «кишвари мо», «бози калон» are right beside кишварӣ, бозӣ; so is «дарёии калон» beside дарё.
      const [right, wrong] = noun.endsWith('ӣ')
        ? [`${stem}ии`, [`${noun}и`, noun, isHeadword(stem) || isForm(stem) ? `${noun}ро` : `${stem}и`]]
        : [`${noun}и`, [isHeadword(`${noun}ӣ`) ? `${noun}ро` : `${noun}ии`, noun, `${noun}ӣ`]];
      return attributes.slice(0, 4).map((attribute) => ({
        question: `___ ${attribute}`,
        right,
        wrong,
        rule: 'ezafe spelt',
        source: 'written for this project',
      }));
    });
await writeItems(
  'ezafe-clitics',
  takeEvenly([ezafe, possessive, shuffled(spelt, seed, (draft) => JSON.stringify(draft))], 360),
);

import { measureUnits } from '../../language/index.ts';
import { type Rational, rational } from '../exact/rational.ts';
import { foldWord } from '../reading/fold.ts';

export interface Unit {
  readonly id: string;
  readonly sign: string;
  readonly dimension: string;
  readonly factor: Rational;
}

const units = new Map<string, Unit>();
const bySign = new Map<string, string>();
const byName = new Map<string, string>();
/** Folded signs that stand for one unit only; capitals such as В, А, Н are read as they are written alone. */
const byFoldedSign = new Map<string, string | undefined>();
for (const { id, sign, dimension, factor, names, signs } of measureUnits) {
  if (dimension === undefined) continue;
  const [top = '1', bottom = '1'] = factor.split('/');
  units.set(id, { id, sign, dimension, factor: rational(BigInt(top), BigInt(bottom)) });
  for (const name of [...names, ...signs.filter((one) => /^\p{Ll}{4,}$/u.test(one))])
    byName.set(foldWord(name), id);
  for (const one of signs) {
    bySign.set(one, id);
    const folded = foldWord(one);
    if (one.length === 1 && one === one.toUpperCase() && /\p{L}/u.test(one)) continue;
    byFoldedSign.set(folded, byFoldedSign.has(folded) && byFoldedSign.get(folded) !== id ? undefined : id);
  }
}

export function unitOf(id: string): Unit {
  const unit = units.get(id);
  if (!unit) throw new Error(`There is no unit "${id}".`);
  return unit;
}

/** The unit that a word of a question names, by its letters as typed and folded. */
export function findUnit(folded: string, typed: string | undefined): Unit | undefined {
  const id =
    (typed === undefined ? undefined : bySign.get(typed)) ??
    byName.get(folded) ??
    byFoldedSign.get(folded) ??
    withoutEnding(folded);
  return id === undefined ? undefined : units.get(id);
}

function withoutEnding(folded: string): string | undefined {
  for (const ending of [/(?:хо)?(?:и|ро|ра|аш|у|ю|е|а|р|яш)$/u, /хо(?:и|ро|ю)?$/u, /(?:ва|аю|ию)$/u]) {
    const bare = folded.replace(ending, '');
    for (const one of [bare, `${bare}и`, `${bare}а`]) {
      const id = bare === folded || bare.length < 3 ? undefined : (byName.get(one) ?? byFoldedSign.get(one));
      if (id !== undefined) return id;
    }
  }
  return undefined;
}

const square = '(?:мурабба|муракка|квадрат|квадратни|квадратнии|квадрати|кв)';
const phrases: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`(?<= |^)(кило|санти|детси|милли)?метр(?:и|хои|у)? ${square}(?:и|ро|а|ра)?(?= |$)`, 'gu'),
    '$12',
  ],
  [new RegExp(`(?<= |^)${square} (кило|санти|детси|милли)?метр(?:и|ро|а|ра)?(?= |$)`, 'gu'), '$12'],
  [/(?<= |^)(км|м|дм|см|мм)(?:и)? (?:мурабба|кв|квадрат|квадрати)(?= |$)/gu, '$1²'],
  [
    /(?<= |^)(кило|санти|детси|милли)?метр(?:и|хои|у)? (?:мукааб|куб|куби|мукаб|кубики)(?:и|ро|а|ра)?(?= |$)/gu,
    '$13',
  ],
  [/(?<= |^)(?:куб|кубически|кубическии) (кило|санти|детси|милли)?метр(?:и|ро|а|ра)?(?= |$)/gu, '$13'],
  [/(?<= |^)(км|м|дм|см|мм)(?:и)? (?:куб|куби|мукааб)(?= |$)/gu, '$1³'],
  [/(?<= |^)(?:км|километр|km)(?:и|ро)? (?:\/|дар|ба) (?:як )?(?:соат|ч|сот|h)(?:и)?(?= |$)/gu, 'км/соат'],
  [/(?<= |^)(?:м|метр|m) (?:\/|дар|ба) (?:як )?(?:с|сония|секунд|s)(?:и)?(?= |$)/gu, 'м/с'],
  [/(?<= |^)(?:м|метр) (?:\/|дар) (?:як )?(?:дак|дакика|мин|минут)(?= |$)/gu, 'м/дақ'],
  [/(?<= |^)(?:дарача|градус|°)(?:и|хои)? (?:селси|селсии|селсия|тселси|телсии|тселсии|с)(?= |$)/gu, '°C'],
  [/(?<= |^)(?:дарача|градус|°)(?:и|хои)? (?:фаренгеит|форенгеит|фаренхаит)(?= |$)/gu, '°F'],
  [/(?<= |^)(?:дарача|градус|°)(?:и|хои)? (?:келвин)(?= |$)/gu, 'К'],
  [/(?<= |^)(?:дарача|градус)(?= (?:ба|дар|чанд|=|→) (?:шкалаи )?(?:фаренгеит|келвин|°ф))/gu, '°C'],
  [/(?<= |^)(?:шкалаи) (?=селси|келвин|фаренгеит)/gu, ''],
  [/(?<= |^)°с(?= |$)/gu, '°C'],
  [/(?<= |^)°ф(?= |$)/gu, '°F'],
];
const prefixes: Readonly<Record<string, string>> = {
  '': 'м',
  кило: 'км',
  санти: 'см',
  детси: 'дм',
  милли: 'мм',
};

/**
 * A reading's text with every unit as ‡id: «72 км дар соат» → № ‡kmh.
 * @param typed the words as they were typed, by their folded forms
 */
export function markUnits(text: string, typed: ReadonlyMap<string, string>): string {
  let plain = text;
  for (const [phrase, written] of phrases)
    plain = plain.replace(phrase, (_, first?: string) =>
      written === '$12' || written === '$13'
        ? `${prefixes[first ?? ''] ?? ''}${written === '$12' ? '²' : '³'}`
        : written.replace('$1', first ?? ''),
    );
  return plain
    .split(' ')
    .map((word) => {
      if (/^[№⟦\d]/.test(word)) return word;
      const unit = findUnit(word, typed.get(word) ?? word);
      return unit ? `‡${unit.id}` : word;
    })
    .join(' ');
}

import { overlaps, type Span } from '../reading/find-spans.ts';
import { foldInPlace, foldSource } from '../reading/fold.ts';
import { trimmed } from './labelled.ts';
import { type Asked, type Candidate, sureness, type TypedText } from './typed-text.ts';

/** Labels that ask for something told in a clause of its own. */
const told = new RegExp(
  foldSource('сабаб|мушкил|шикоят|осеб|аломат|фикр|масъала|чӣ шуд|камбудӣ|савол|эзоҳ|зарар'),
  'u',
);

/** What people say around their message: who they are, what they ask for, greetings. */
const aside = new RegExp(
  `(?<!\\p{L})(?:${foldInPlace(
    'сол дорам|сол дорад|салом|ассалом|здравствуйте|привет|узр мехоҳам|мехоҳам|мехостам|хоҳиш|илтимос|лутфан|диҳед|дихед|биёед|фиристед|занг|звоните|номам|ман|муҳтарам|ҳурматманд|азиз|барои ҳамин|бинобар ин|хоҳем|лозим|даркор|усто|ташаккур|рухсат|намеояд|наомад|намеравад|омада наметавон|набуд|кор меравам|кор рафтан|озод кунед|қабул кунед|сокини|прошу|таваллуд|телефон|рақам|синфи|метавонед|дарс озод',
  )})(?!\\p{L})|\\?`,
  'u',
);
/** A clause says something: it ends in a verb, or in «аст», «ҳаст», «нест». */
const says =
  /(?:аст|нест|буд|шуд|кард|гирифт|сухт|шикаст|хурд|дид|афтод|гузашт|рафт|омад|монд|тамом|ад|анд|ам|ем|ед|понравилось|на лечение .+)$/u;

/**
 * For the only field that asks for something told: the only clause in which nothing else was found and that is no
 * request. Two such fields or two such clauses are a doubt, and nothing is filled.
 */
export function unclaimedClauses(
  fields: readonly Asked[],
  taken: readonly Candidate[],
  typed: TypedText,
): { asked: Asked; candidate: Candidate }[] {
  const [asked, other] = fields.filter(({ label }) => told.test(label));
  if (!asked || other) return [];
  const others = [
    ...taken,
    ...typed.spans.filter(({ kind }) => kind !== 'number'),
    ...typed.names,
    ...typed.addresses,
  ];
  const open = typed.clauses
    .map((clause) => beside(clause, others, typed))
    .filter((clause): clause is Span => {
      if (clause === undefined) return false;
      const said = typed.folded.slice(clause.start, clause.end);
      return said.includes(' ') && !aside.test(said) && says.test(said) && clause.end - clause.start <= 120;
    });
  const [only, more] = open;
  return only && !more ? [{ asked, candidate: { ...only, score: sureness.only - 1 } }] : [];
}

/** The rest of a clause behind (or before) what was found at its edge; nothing where something stands in its middle. */
function beside(clause: Span, others: readonly Span[], { text }: TypedText): Span | undefined {
  let one: Span | undefined = clause;
  for (const found of others) {
    if (!one || !overlaps(found, one)) continue;
    if (found.start <= one.start + 4) one = trimmed(text, found.end, one.end);
    else if (found.end >= one.end - 1) one = trimmed(text, one.start, found.start);
    else return undefined;
  }
  return one && trimmed(text, one.start, one.end);
}

import { overlaps, type Span } from '../reading/find-spans.ts';
import { foldSource } from '../reading/fold.ts';
import { nounPhrase } from '../reading/phrases.ts';
import { towns } from '../reading/towns.ts';
import { cached } from './labelled.ts';
import { type Asked, type Candidate, spansOf, sureness, type TypedText } from './typed-text.ts';

type Role = 'from' | 'to' | 'country' | 'village' | 'town' | 'in';
const roles: readonly (readonly [RegExp, Role])[] = (
  [
    ['аз куҷо|^аз$|нуқтаи рафт', 'from'],
    ['ба куҷо|^ба$|нуқтаи расид|самт', 'to'],
    ['давлат|кишвар|мамлакат|шаҳрванд', 'country'],
    ['деҳа', 'village'],
    ['шаҳр|шуъба|филиал|зодгоҳ|ҷойи нашр|ноҳия|вилоят', 'town'],
  ] as const
).map(([source, role]) => [new RegExp(foldSource(source), 'u'), role]);

const leads: Readonly<Record<Role, readonly string[]>> = {
  from: ['аз'],
  to: ['ба', 'то'],
  country: ['давлати', 'давлат', 'кишвари', 'аз'],
  village: ['деҳаи', 'дар деҳаи'],
  town: ['шуъбаи', 'филиали', 'шаҳри', 'дар шаҳри', 'шаҳр', 'дар', 'чопи'],
  in: ['дар', 'назди'],
};
const countries =
  'тоҷикистон|ӯзбекистон|қазоқистон|қирғизистон|туркманистон|русия|россия|афғонистон|эрон|чин|хитой|туркия|ҳиндустон|покистон|олмон|америка|фаронса|англия|белорус|украина|корея|ҷопон';
const notPlace =
  /^(?:шумо|мо|ман|он|ин|синфи|маҳфили|номи|раками|муддати|хамин|номи|харидани|соати|чои|бонки?|кор|мактаб меоя|духтур|дарди|он чо|мактаб)(?![\p{L}])/u;

/** Places by «аз», «ба», «дар» and by what kind of place the label asks for. */
export function placeCandidates(asked: Asked, typed: TypedText): Candidate[] {
  const role = roles.find(([pattern]) => pattern.test(asked.label))?.[1] ?? 'in';
  if (role === 'country') {
    const named = [...typed.folded.matchAll(cached(`(?:${countries})(?=ро|и|)`))].map(
      ({ index, 0: word }) => ({
        start: index,
        end: index + word.length,
        score: sureness.cued,
      }),
    );
    if (named.length > 0) return named.slice(0, 1);
  }
  const found: Candidate[] = [];
  for (const [index, lead] of leads[role].entries()) {
    for (const match of typed.folded.matchAll(cached(`${lead}(?= )`))) {
      const phrase = nounPhrase(typed.text, match.index + lead.length + 1);
      if (!phrase || notPlace.test(typed.folded.slice(phrase.start))) continue;
      if (role === 'from' || role === 'to' || role === 'in') {
        const address = typed.addresses.find((one) => one.start === phrase.start);
        const whole = address && address.end > phrase.end ? address : phrase;
        if (isPlace(whole, typed, role)) found.push({ ...whole, score: sureness.cued - index });
      } else if (isPlace(phrase, typed, role)) {
        const isTown =
          /^\p{Lu}/u.test(typed.text.slice(phrase.start)) ||
          cached(`(?:${towns})`).test(typed.folded.slice(phrase.start, phrase.end));
        const shown = role === 'town' && lead === 'дар' && !isTown ? undefined : phrase;
        if (shown) found.push({ ...shown, score: sureness.cued - index * 5 });
      }
    }
    if (found.length > 0) break;
  }
  if (found.length === 0 && role === 'town') {
    const named = [...typed.folded.matchAll(cached(`(?:${towns})`))];
    const [town, other] = named;
    if (town && !other && /^\p{Lu}/u.test(typed.text.slice(town.index)))
      return [{ start: town.index, end: town.index + town[0].length, score: sureness.only }];
  }
  if (found.length === 0) return named(asked, typed);
  return found;
}

/** «цехи 4», «Деҳа Сарой», «Ҷой: …»: a place that begins with its own noun or with the label. */
function named({ heads, label }: Asked, typed: TypedText): Candidate[] {
  const nouns = heads.filter((head) => head !== 'ходиса');
  const own = /чои|чой|макон/u.test(label) ? [...nouns, 'цехи', 'коргохи', 'анбори', 'утоки'] : nouns;
  if (own.length === 0) return [];
  const pattern = new RegExp(`(?<![\\p{L}])(?:${own.join('|')})(?: |: )`, 'gu');
  return [...typed.folded.matchAll(pattern)].slice(0, 1).flatMap((match) => {
    const isNoun = /и $/u.test(match[0]);
    const phrase = nounPhrase(typed.text, isNoun ? match.index : match.index + match[0].length);
    return phrase && isPlace(phrase, typed, 'in') ? [{ ...phrase, score: sureness.phrase }] : [];
  });
}

function isPlace(phrase: Span, typed: TypedText, role: Role): boolean {
  if (
    spansOf(typed, 'date', 'time', 'money', 'phone').some(
      (span) => overlaps(span, phrase) && span.start <= phrase.start,
    )
  )
    return false;
  if (typed.names.some((name) => name.start === phrase.start && name.end - name.start > 6 && role !== 'in'))
    return false;
  if (/^\d/u.test(typed.text.slice(phrase.start))) return false;
  const written = typed.text.slice(phrase.start, phrase.end);
  if (role === 'in') return true;
  if (role === 'from' || role === 'to') {
    const after = typed.folded.slice(phrase.end, phrase.end + 30);
    // «ба маҳфил равам» is no journey where small letters stand alone and no verb of going follows.
    return (
      /^\p{Lu}/u.test(written) ||
      / /u.test(written) ||
      /^,? ?(?:мерав|равам|баред|то|ба|расон|оварда)/u.test(after) ||
      written.length > 3
    );
  }
  return true;
}

/** An address; with two address fields «аз» and «ба» tell which. */
export function addressCandidates(asked: Asked, all: readonly Asked[], typed: TypedText): Candidate[] {
  const role = roles.find(([pattern]) => pattern.test(asked.label))?.[1];
  const rivals = all.filter(({ kind }) => kind === 'address').length;
  if (rivals > 1 && (role === 'from' || role === 'to')) return placeCandidates(asked, typed);
  const [only, ...more] = typed.addresses;
  if (only && more.length === 0) return [{ ...only, score: sureness.phrase }];
  return [];
}

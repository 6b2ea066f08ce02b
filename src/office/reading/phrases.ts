import type { Span } from './find-spans.ts';
import { cue, foldInPlace } from './fold.ts';

/** Words at which a noun phrase ends. */
const stop = new Set(
  foldInPlace(
    'аз ба дар то бо барои ва ё ки ҳам ро ман мо шумо ин он лутфан ҳастам ҳастем аст ҳаст нест мешавад шуд шудааст мегардад мегузарад баргузор сар оғоз меояд меоям меравам меравем равам равем лозим даркор мехоҳам мехоҳем зиндагӣ мехонам мехонад мехонд таҳсил кор мекунам мекунад дорам дорад дорем буд будам баред баранд биёред биёед расонед гум мондааст мефурӯшам фурӯхта чоп васл занг имрӯз пагоҳ фардо дирӯз дишаб соати рӯзи санаи телефон тел рақамам номам суроға суроғаам шуданд ҳозир нафар баста қатъ меёбад меравад мебарояд бояд гиред супоред пешниҳод муроҷиат эълон кард кардааст истироҳат мешаванд мекунанд ҷойгир воқеъ дода диҳед',
  ).split(' '),
);

/**
 * The noun phrase that begins at `start`: words joined by izofat (бозори Корвон, мактаби рақами 5), numbers and
 * capitals that continue, a quoted name. Nothing where no word is there.
 */
export function nounPhrase(text: string, start: number): Span | undefined {
  // Only the phrase itself is folded: a text of many phrases is read in one pass.
  const folded = (from: number, to: number) => foldInPlace(text.slice(from, to));
  const token = /[«“"][^»”"]{1,60}[»”"]|№ ?\d+|[\p{L}\p{M}\p{N}]+(?:[-–][\p{L}\p{M}\p{N}]+)*/uy;
  let place = skipSpaces(text, start);
  let end: number | undefined;
  const begin = place;
  let goesOn = true;
  let before = '';
  while (place < text.length) {
    token.lastIndex = place;
    const match = token.exec(text);
    if (match === null) break;
    const word = match[0];
    const plain = foldInPlace(word);
    const isCapital = /^[\p{Lu}«“"]/u.test(word);
    const isNumber = /^(?:№|\p{N})/u.test(word);
    const isNumbered = isNumber && /(?:раками|№|и)$/u.test(before);
    // «кӯчаҳои Сино ва Рӯдакӣ»
    const pair = /^ва (?=\p{Lu})/u.exec(text.slice(match.index));
    if (pair && end !== undefined && /хои /u.test(folded(begin, end)) && /^\p{Lu}/u.test(before)) {
      place = match.index + pair[0].length;
      continue;
    }
    if (end !== undefined && !goesOn && !(isCapital && /^\p{Lu}/u.test(before)) && !isNumbered) break;
    if (goesOn && end !== undefined && /^ба номи \p{L}/u.test(folded(match.index, match.index + 10))) {
      place = match.index + 'ба номи '.length;
      before = 'и';
      continue;
    }
    if (stop.has(plain) && !(isCapital && !isSentenceStart(text, match.index) && plain.length > 3)) break;
    end = match.index + word.length;
    before = word;
    // An adjective in -ӣ ends the chain; an izofat -и continues.
    goesOn = /[иИ]$/u.test(word) && !/(?:рафтани|ман|мо)$/u.test(plain) && word.length > 2;
    place = end;
    if (/^[ \u00A0]+[\p{L}\p{N}№«“"]/u.test(text.slice(place, place + 3))) place = skipSpaces(text, place);
    else break;
  }
  return end === undefined ? undefined : { start: begin, end: withoutObjectMark(text, begin, end) };
}

/** «чатри сурхро» names «чатри сурх». */
function withoutObjectMark(text: string, start: number, end: number): number {
  const word = text.slice(start, end);
  return /\p{L}{3}ро$/u.test(word) && !/(?:бозоро|назоро)$/u.test(word) ? end - 2 : end;
}

function skipSpaces(text: string, place: number): number {
  let at = place;
  while (at < text.length && /[ \u00A0]/u.test(text.charAt(at))) at += 1;
  return at;
}

function isSentenceStart(text: string, place: number): boolean {
  const sentenceStart = /(?<=^|[.!?]\s*)/uy;
  sentenceStart.lastIndex = place;
  return sentenceStart.test(text);
}

const addressHead =
  'кӯчаҳои|хобгоҳи|общежитияи|ул\\.|улица|кӯчаи|хиёбони|микрорайони|маҳаллаи|бинои|хонаи|деҳаи|ҷамоати|шаҳраки|гузари|ҳуҷраи|ноҳияи|шаҳри|вилояти';

/** Postal addresses: «кӯчаи Айнӣ, бинои 12, хонаи 5». A town alone is none. */
export function findAddresses(text: string): Span[] {
  const folded = foldInPlace(text);
  const found: Span[] = [];
  const pattern = cue(`(?:назди |дар )?(?:${addressHead})(?= )`);
  for (const match of folded.matchAll(pattern)) {
    const begin = match[0].startsWith('дар ') ? match.index + 4 : match.index;
    const last = found.at(-1);
    if (last && begin < last.end) continue;
    const end = addressPart(text, folded, begin);
    if (end === undefined) continue;
    if (!isAddress(text.slice(begin, end), match[0])) continue;
    if (last && /^,? ?$/u.test(text.slice(last.end, begin)))
      found[found.length - 1] = { start: last.start, end };
    else found.push({ start: begin, end });
  }
  return found.filter(
    ({ start, end }) => !/^(?:шахри|вилояти|нохияи|дехаи) \S+$/u.test(folded.slice(start, end)),
  );
}

/** «бинои мо», «хонаи 2 ҳуҷрагӣ» are no addresses: a house has a number or a name. */
function isAddress(written: string, head: string): boolean {
  if (!/(?:бинои|хонаи|хучраи) ?$/u.test(head)) return true;
  return /[\d«“"№]|\s\p{Lu}/u.test(written) && !/хуҷра|ҳуҷра|хучра/iu.test(written);
}

function addressPart(text: string, folded: string, begin: number): number | undefined {
  const phrase = nounPhrase(text, begin);
  if (phrase === undefined) return undefined;
  let { end } = phrase;
  // A name may continue in small letters (исмоили сомони), then a number: «45», «, 45», «-45».
  for (;;) {
    const next =
      /^,? ?(?:хонаи |бинои |№ ?)?\d+(?:[-/]?[а-яё])?(?![\p{L}\p{N}:]|\.\p{N}| ?(?:сом|рӯз|руз|нафар|дона|сол|январ|феврал|март|апрел|ма[йи]|июн|июл|август|сентябр|октябр|ноябр|декабр))/u.exec(
        folded.slice(end),
      );
    if (next === null || /^,? ?\d{7,}/u.test(next[0]) || /^,? ?\d{2,3}[ -]\d/u.test(folded.slice(end)))
      return end;
    end += next[0].length;
  }
}

/** Sentences, and the parts of sentences between commas, semicolons and dashes. */
export function findClauses(text: string): Span[] {
  const clauses: Span[] = [];
  for (const match of text.matchAll(/(?:[^.!?;,\n]|[.,](?=\p{N})|\.(?=\p{L}))+/gu)) {
    const lead = /^\s*/u.exec(match[0])?.[0].length ?? 0;
    const start = match.index + lead;
    const end = match.index + match[0].trimEnd().length;
    if (end > start) clauses.push({ start, end });
  }
  return clauses;
}

import { readFileSync } from 'node:fs';
import type { Span } from './find-spans.ts';
import { foldInPlace } from './fold.ts';

let loaded: ReadonlySet<string> | undefined;

/** First names, folded. The list was written for this project. */
function firstNames(): ReadonlySet<string> {
  loaded ??= new Set(
    readFileSync(new URL('../data/first-names.txt', import.meta.url), 'utf8')
      .split(/\s+/u)
      .filter((name) => name !== '')
      .map(foldInPlace),
  );
  return loaded;
}

interface Word extends Span {
  readonly written: string;
  readonly folded: string;
  readonly isCapital: boolean;
}

const familyEnding = /(?:ов|ова|ев|ева|зода|иен|пур|дуст|зод|ян)$/u;
// Words with such endings that are no names.
const notFamily = new Set(
  'партов палов чилов оков дев парда афтов мактаб китоб чавоб хисоб инкилоб калов наздев фарзанд шахзода фарзандзода офтов гирдоб пулов'.split(
    ' ',
  ),
);
const patronymic = /(?:ович|евич|овна|евна)$/u;
/** What a name after it belongs to: кӯчаи Айнӣ, ба номи Рӯдакӣ. */
const placeNoun =
  /(?:чашни|иди|рузи|кучаи|хиебони|боги|театри|мактаби|литсеи|гимназияи|маидони|касри|китобхонаи|донишгохи|мехмонхонаи|бозори|истгохи|махаллаи|дехаи|шахри|нохияи|вилояти|чамоати|варзишгохи|беморхонаи)[ ]+$|[«“"]$/u;
/** The noun and the spaces behind it. */
const longestPlaceNoun = 30;
const notFirst = new Set(
  'сохиб насабам арус домод шохид корманд фармоишгар паспорт ном вазифа сохибхона хонандаи падарам модарам падараш модараш бародарам хоҳарам хохарам хонум ҷаноби чаноби ман мо шумо салом дар аз ба барои номам номи духтарам писарам хонанда бемор модараш падараш муаллим лутфан масъул муаллиф ному синфи китоби тел телефон мехмон дехкон дехаи соли сабаб хоники билет онхо ин он максади чои маош маълумотнома сана шахри давлат ба хати ва ё адабиети устод духтури директори мудири раиси ронанда синф фамилия насаб сокини волидаин мизоч рузи'.split(
    ' ',
  ),
);

/** People's names: a known first name with its family name, or a capital word beside a family name. */
export function findNames(text: string): Span[] {
  const words = [...text.matchAll(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu)].map(
    ({ 0: written, index }): Word => ({
      written,
      folded: foldInPlace(written),
      start: index,
      end: index + written.length,
      isCapital: /^\p{Lu}/u.test(written),
    }),
  );
  const folded = foldInPlace(text);
  const names: Span[] = [];
  for (let place = 0; place < words.length; place += 1) {
    const length = nameLength(words, place, text);
    const [first, last] = [words[place], words[place + length - 1]];
    if (length === 0 || first === undefined || last === undefined) continue;
    if (!placeNoun.test(folded.slice(Math.max(0, first.start - longestPlaceNoun), first.start)))
      names.push({ start: first.start, end: last.end });
    place += length - 1;
  }
  return names;
}

function nameLength(words: readonly Word[], place: number, text: string): number {
  const touching = (index: number) => {
    const [one, other] = [words[index], words[index + 1]];
    return one && other && /^[ \u00A0]$/u.test(text.slice(one.end, other.start)) ? other : undefined;
  };
  const one = words[place];
  if (one === undefined) return 0;
  const two = touching(place);
  const three = two && touching(place + 1);
  if (isFirst(one) && two && isFamilyName(two, one)) return three && isThird(three) ? 3 : 2;
  if (isFamilyName(one, two) && two && isFirst(two)) return three && isThird(three) ? 3 : 2;
  const isBeforeName = two && isSureFamily(two) && three && isFirst(three);
  if (isBeforeName && !isFirst(one)) return 0;
  // «Соҳиб Баротов Файз»: of three capitals the family name in the middle belongs to what follows.
  const isFollowed = three?.isCapital && !isThird(three) && !patronymic.test(three.folded);
  if (one.isCapital && two && isSureFamily(two) && isFollowed && !firstNames().has(one.folded)) return 0;
  if (one.isCapital && !notFirst.has(one.folded) && two && isSureFamily(two) && two.isCapital) return 2;
  if (
    isSureFamily(one) &&
    one.isCapital &&
    two?.isCapital &&
    !notFirst.has(two.folded) &&
    two.folded.length > 2
  )
    return 2;
  return isFirst(one) && (one.isCapital || !isOrdinary.has(one.folded)) ? 1 : 0;
}

// First names that are ordinary words too: they count only with a family name or a capital.
const isOrdinary = new Set(
  foldInPlace(
    'лола баҳор умед орзу ватан вафо давлат озода чаман чинор ширин раъно субҳон қурбон қамар ҷумъа ҳадя ёр карим азиз мурод гули наврӯз навруз зебо одина суман садаф шодӣ ҷӯра рамазон раҷаб сафар адолат саломат шарофат бону паймон меҳрубон ҳикмат шариф мумтоз афсона сино али мария парвона ёдгор хирадманд комил олим олима ҷамила валӣ саодат нусрат исмат сангин парӣ муслима шероз имом нодир нодира ҳаким табассум ситора мӯсо исо мастон темур зиёда',
  ).split(' '),
);

const isFirst = ({ folded, isCapital }: Word) =>
  !notFirst.has(folded) &&
  (firstNames().has(folded) ||
    (isCapital && /(?:чон|бек|хон|шо|гул|мурод|улло|иддин)$/u.test(folded) && folded.length > 5));
const isSureFamily = ({ folded }: Word) =>
  folded.length > 4 && familyEnding.test(folded) && !notFamily.has(folded);
const isThird = (word: Word) => patronymic.test(word.folded) || (word.isCapital && isSureFamily(word));

/** A word beside a first name: a family ending, or a capital (Рустам Назарӣ, Сангак Олим). */
function isFamilyName(word: Word, first: Word | undefined): boolean {
  if (isSureFamily(word)) return true;
  return (
    word.isCapital &&
    first?.isCapital === true &&
    word.folded.length > 3 &&
    /[иа]$|чон$/u.test(word.folded) &&
    /[ӣ]$/iu.test(word.written)
  );
}

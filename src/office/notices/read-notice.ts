import { splitSentences } from '../../language/index.ts';
import { findSpans, overlaps, type Span, type TypedSpan } from '../reading/find-spans.ts';
import { cue, foldInPlace, foldSource } from '../reading/fold.ts';
import { findAddresses, nounPhrase } from '../reading/phrases.ts';
import { towns } from '../reading/towns.ts';

/** What a notice says, as pieces of its own text. */
export interface Notice {
  /** At most five sentences, in the order of the notice. */
  readonly summary: readonly Span[];
  /** Days and times of day. */
  readonly dates: readonly TypedSpan[];
  readonly places: readonly Span[];
  readonly sums: readonly Span[];
  /** Sentences that ask the reader to do something, or forbid it. */
  readonly actions: readonly Span[];
}

const summarySentences = 5;
const placeNouns =
  'мактаби|кӯчаи|толори|боғи|бозори|китобхонаи|майдони|қасри|осорхонаи|дармонгоҳи|беморхонаи|литсейи|маҳаллаи|шуъбаи|утоқи|вокзали|варзишгоҳи|маркази|ҳукумати|суди|истгоҳи|роҳи|бинои|деҳаи|ноҳияи|шаҳри|мағозаи|фурӯшгоҳи|донишгоҳи|донишкадаи|коллеҷи|клиникаи|поликлиникаи|идораи|бонки|театри|масҷиди|боғчаи|меҳмонхонаи|стадиони|ошхонаи|гимназияи|хонаи|раёсати|мақомоти|почтаи|дорухонаи|қароргоҳи|вилояти|ҷамоати|хиёбони|шаҳраки|синфи|кабинети|дафтари|маҷмааи|комплекси|қабулгоҳи|шӯъбаи|сараи|саройи|микрорайони|филармонияи|синамои|факултети|чорроҳаи|вазорати|кӯчаҳои|маҳаллаҳои|филиали|фурудгоҳи|дафтари|кумитаи|ҷамъияти|парки|ҳавзи|сомонаи|шӯрои|мактабҳои|дармонгоҳҳои|лабораторияи|амфитеатри|коргоҳи|шуъбахонаи|раёсат|боғчаи|деҳаҳои|бозорҳои|корхонаи|корпуси|ошёнаи|ағбаи|дараи|водии|соҳили|ҳавлии|даромадгоҳи|баромадгоҳи|тирезаи|мизи|қуттии|хазинаи|анбори|кассаи|котиботи|майдончаи|хобгоҳи|литсейҳои|кӯпруки|пули|мавзеи|чойхонаи|тарабхонаи|осоишгоҳи|лагери|минтақаи|марказҳои|терминали|платформаи|дӯкони|сартарошхонаи|кӯдакистони|хоҷагии|котибот(?= )|ҳамаи дармонгоҳҳо|ҳамаи мактабҳо|фурӯшгоҳҳои';
const placeStart = cue(`(?:${placeNouns})(?= )`);
const lead = cue('(?:дар|ба|то|назди|аз|дар назди|ба назди)(?= )');
const inPlace = cue('дар(?= )');
/** «дар корпуси асосӣ»: what izofat joins behind «дар» is a place, but for words that tell of time and manner. */
const inJoined = cue('дар [\\p{L}]{3,}и(?= [\\p{L}«“"№\\d])');
const nearby = cue('(?:назди|наздикии|рӯ ба рӯи|паҳлуи|паси|пеши)(?= )');
const journey = cue(`(?:сафари|сайри|роҳи|автобуси|поезди|чиптаи)(?= (?:${towns})(?![\\p{L}]))`);
const toTown = cue(`(?:ба|аз|то)(?= (?:${towns})(?![\\p{L}]))`);
const asks = [
  cue(
    'хоҳиш мекун(?:ем|ам)|хоҳишманд(?:ем|ам)|даъват (?:мекунем|менамоем)|бояд|лозим(?: аст|аст)|зарур(?: аст)?|даркор(?: аст)?|ҳатмӣ(?: аст|ст)?|ҳатмист|манъ (?:аст|мебошад|карда мешавад)|вазифадор(?:ед|анд)?|мумкин нест|иҷозат нест|фаромӯш накун(?:ед|анд)|шарт (?:аст|мебошад)',
  ),
];
const imperative = /(?<![\p{L}])(?!ме|наме|хаст|буд|шудед|дошт|гуфт|омад)[\p{L}]+(?:ед|етон|ид)(?![\p{L}])/gu;
const pastOrNoun =
  /(?:[^н]дед|[рфсх]тед|мед|умед|навед|сафед|чаовед|боид|наид|шахид|чадид|хуршед|чамшед|саид|мурид|ваид|рашид|нопадид|кашид|расид|рид)$/u;
const stillImperative = /(?:фиристед|истед|бандед|гардед|хандед|писандед|диҳед|дихед|надихед)$/u;
const jussive = cue(
  '(?:на)?(?:кунанд|намоянд|шаванд|бошанд|биёранд|оранд|гиранд|супоранд|диҳанд|оянд|биёянд|раванд|нависанд|гузоранд|гузаранд|пӯшанд|баранд|бигиранд|пардозанд|расонанд|дошта бошанд|фиристанд|зананд|монанд|омода созанд|созанд|нигоҳ доранд|биёяд|биёранд|муроҷиат (?:кунад|намояд)|занг занад)',
);
/** «Ҳар хонанда як бел биёрад.» */
const each = cue(
  '^ҳар (?:кас|оила|хонавода|хонанда|сокин|иштирокчӣ|корманд|як|падару модар)[^.!?]* (?:биёрад|орад|биёяд|ояд|супорад|гирад|диҳад|нависад|пардозад|гузорад|равад|кунад|намояд|пӯшад|созад|шавад|бошад)',
);
const greeting =
  /^(?:салом|мухтарам|азиз|хурматманд|хамкасбони|сокинони мухтарам|диккат|эълон|огохинома)[^.!?]*[!.:]?$/u;

/** Reads a notice. Everything is cut from the text; nothing is invented. */
export function readNotice(text: string): Notice {
  const folded = foldInPlace(text);
  const spans = findSpans(text);
  const sentences = sentenceSpans(text);
  const dates = spans.filter(({ kind }) => kind === 'date' || kind === 'time');
  const sums = spans.filter(({ kind }) => kind === 'money');
  const places = findPlaces(
    text,
    folded,
    spans.filter(({ kind }) => kind !== 'number'),
  );
  const actions = sentences.filter(({ start, end }) => isAction(folded.slice(start, end)));
  const holds = (list: readonly Span[], sentence: Span) => list.some((one) => overlaps(one, sentence));
  const telling = sentences.filter(({ start, end }) => !greeting.test(folded.slice(start, end)));
  const scored = telling.map((sentence, index) => ({
    sentence,
    score:
      (index === 0 ? 3 : 0) +
      (holds(actions, sentence) ? 2 : 0) +
      (holds(dates, sentence) ? 2 : 0) +
      (holds(sums, sentence) ? 1.5 : 0) +
      (holds(places, sentence) ? 1 : 0) -
      index * 0.01,
  }));
  const summary = scored
    .sort((one, other) => other.score - one.score)
    .slice(0, summarySentences)
    .map(({ sentence }) => sentence)
    .sort((one, other) => one.start - other.start);
  return { summary, dates, places, sums, actions };
}

/** The texts of a notice's pieces, each once: what `soro notice --json` prints. */
export function noticeTexts(text: string): Record<keyof Notice, string[]> {
  const notice = readNotice(text);
  const texts = (list: readonly Span[]) => [...new Set(list.map(({ start, end }) => text.slice(start, end)))];
  return {
    summary: texts(notice.summary),
    dates: texts(notice.dates),
    places: texts(notice.places),
    sums: texts(notice.sums),
    actions: texts(notice.actions),
  };
}

/** The sentences of a text by their offsets. */
export function sentenceSpans(text: string): Span[] {
  let from = 0;
  return splitSentences(text).flatMap((sentence) => {
    const start = text.indexOf(sentence, from);
    if (start < 0) return [];
    from = start + sentence.length;
    return [{ start, end: from }];
  });
}

function isAction(sentence: string): boolean {
  if (asks.some((pattern) => sentence.search(pattern) >= 0) || sentence.search(jussive) >= 0) return true;
  if (sentence.search(each) >= 0) return true;
  return [...sentence.matchAll(imperative)].some(
    ([word]) => stillImperative.test(word) || !pastOrNoun.test(word),
  );
}

function findPlaces(text: string, folded: string, spans: readonly Span[]): Span[] {
  const found: Span[] = findAddresses(text);
  const add = (span: Span | undefined) => {
    if (!span || /(?:^| )(?:дигар|худ|якум)$/u.test(folded.slice(span.start, span.end))) return;
    if (span.end - span.start < 3 || found.some((one) => overlaps(one, span))) return;
    if (spans.some((one) => overlaps(one, span) && one.start <= span.start)) return;
    found.push(span);
  };
  for (const match of folded.matchAll(lead)) {
    const start = match.index + match[0].length + 1;
    placeStart.lastIndex = 0;
    const head = placeStart.exec(folded.slice(start, start + 40));
    if (head?.index === 0) add(nounPhrase(text, start));
  }
  for (const match of folded.matchAll(placeStart)) {
    const phrase = nounPhrase(text, match.index);
    const rest = phrase && text.slice(match.index + match[0].length, phrase.end).trim();
    if (rest && /^(?:[\p{Lu}«“"№\d]|рақами|раками)/u.test(rest)) add(phrase);
  }
  for (const match of folded.matchAll(inPlace)) {
    const start = match.index + match[0].length + 1;
    if (/^[\p{Lu}«“"]/u.test(text.slice(start, start + 1)) && !monthAhead.test(folded.slice(start)))
      add(nounPhrase(text, start));
  }
  for (const match of folded.matchAll(toTown)) {
    const start = match.index + match[0].length + 1;
    if (/^\p{Lu}/u.test(text.slice(start))) add(nounPhrase(text, start));
  }
  for (const match of folded.matchAll(inJoined)) {
    const start = match.index + 'дар '.length;
    if (!noPlace.test(folded.slice(start, start + 30))) add(nounPhrase(text, start));
  }
  for (const match of folded.matchAll(nearby)) {
    const phrase = nounPhrase(text, match.index + match[0].length + 1);
    if (phrase) add({ start: match.index, end: phrase.end });
  }
  for (const match of folded.matchAll(journey)) {
    const start = match.index + match[0].length + 1;
    if (/^\p{Lu}/u.test(text.slice(start))) add(nounPhrase(text, start));
  }
  return found.sort((one, other) => one.start - other.start);
}

/** What stands behind «дар» and tells when, how or about what. */
const noPlace = cue(
  '^(?:моҳи|соли|рӯзи|рӯзҳои|соати|соатҳои|ҳафтаи|асри|шаби|фасли|айёми|замони|вақти|аснои|лаҳзаи|муддати|давоми|зарфи|охири|аввали|миёнаи|арафаи|оғози|анҷоми|ҷараёни|мавриди|асоси|сурати|натиҷаи|бораи|бобати|хусуси|ҳаққи|ҳолати|доираи|қатори|муқобили|ҳузури|назари|фикри|байни|хотири|ёди|шакли|забони|синни|иҷрои|асари|робитаи|пайравии|мусобиқаи|озмуни|имтиҳони|маҷлиси|ҷамъомади|вохӯрии|кори|баробари|ивази|сояи|партави|рафти|мавсими|таътили|намозҳои|дарси|санаи|нимаи|чорабинии)(?= )',
  'u',
);

const monthAhead = new RegExp(
  `^(?:${foldSource('моҳи|соли|рӯзи|соати|ин|он|ҳама|мавриди|асоси|сурати|давоми|муддати|натиҷаи|бораи')})(?![\\p{L}])`,
  'u',
);

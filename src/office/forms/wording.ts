import { escapePattern } from '../../core/escape.ts';
import { overlaps, type Span } from '../reading/find-spans.ts';
import { cue, foldInPlace, foldSource } from '../reading/fold.ts';
import { nounPhrase } from '../reading/phrases.ts';
import { trimmed } from './labelled.ts';
import { type Asked, type Candidate, sureness, type TypedText } from './typed-text.ts';

/** How far a value goes from its cue. */
type Reach = 'noun' | 'whole' | 'phrase' | 'clause' | 'group' | 'before' | 'holder';

interface Concept {
  readonly label: RegExp;
  readonly cues: readonly (readonly [pattern: RegExp, reach: Reach])[];
}

const institution =
  '(?:мактаби|литсейи|литсей|гимназияи|донишгоҳи|донишкадаи|коллеҷи|омӯзишгоҳи|боғчаи|кӯдакистони|мактаб-интернати)';
const colours =
  '(?:сиёҳ|сафед|сурх|кабуд|сабз|зард|норинҷӣ|бунафш|гулобӣ|қаҳваранг|қаҳвагӣ|хокистарӣ|нуқрагин|нуқраранг|тиллоранг|тиллоӣ|осмонӣ|ранга|зарду сурх)';
const tongue =
  '(?:тоҷикӣ|русӣ|англисӣ|ӯзбекӣ|форсӣ|арабӣ|олмонӣ|туркӣ|чинӣ|фаронсавӣ|қирғизӣ|хитоӣ|немисӣ|кореягӣ)';
const problem =
  '(?:нест|намекунад|намесӯзад|намеояд|намебаранд|намебарад|намебинад|вайрон|шикаста?|мечакад|мечаконад|мечаканад|хомӯш|намегирад|намерасад|кор намекунад|канда|чиркин|бадбӯй|баланд мебарорад|намедиҳад|намехонад|суст|қатъ|намешавад|намесӯзанд|тарқид|дард мекунад|сулфа|пур шуда|намегузорад)';
const occupation =
  '(?:мудири|сардори|роҳбари|директори|омӯзгори|муаллими|муаллимаи|ронандаи|табиби|духтури)? ?(?:сармуҳандис|муҳандис|муҳосиб|ҳисобдор|ҳисобчӣ|бухгалтер|инженер|муаллима|муаллим|омӯзгор|тарбиятгар|ҳамшира|духтур|табиб|ошпаз|пешхизмат|фурӯшанда|продавец|кассир|ронанда|водител|посбон|фаррош|боғбон|котиба|котиб|лаборант|барномасоз|дӯзанда|сартарош|дуредгар|электрик|барқчӣ|сантехник|тарҷумон|таржумон|тарроҳ|меъмор|пайвандгар|китобдор|анборчӣ|коргар|бинокор|устои|усто|журналист|рӯзноманигор|ҳуқуқшинос|иқтисодчӣ|деҳқон|чӯпон|нонвой|сухандон|анбор|мактаб|автобус)(?:ам|и мактаб)?';
const concepts: readonly Concept[] = (
  [
    [
      'сабаб|чаро',
      [
        ['зеро(?: ки)?|чунки|барои он ки|сабаб(?:аш|и он)?:?', 'clause'],
        ['на лечение|по причине|из-за', 'group'],
        ['ба хотири|бо сабаби|ба сабаби|бинобар|аз сабаби', 'group'],
      ],
    ],
    [
      'мақсад|ҳадаф|барои чӣ|пешниҳод мешавад|барои кадом',
      [
        ['ба(?= [^.,]{2,40} пешниҳод)', 'phrase'],
        [
          '(?:эътимод|боварӣ) (?:мекунам|дорам),? (?:ки|то)?|ваколат медиҳ(?:ам|ад),? ки|эътимод мекунад,? ки',
          'clause',
        ],
        ['ба(?= [^.,]{2,40} маълумотнома)', 'phrase'],
        ['мақсади қарз|мақсадам|мақсад|ҳадаф(?:ам)?:?', 'clause'],
        ['барои(?! ман| мо|и)', 'group'],
      ],
    ],
    [
      'касб|вазифа|шуғл|мансаб',
      [
        [
          '(?:ба )?вазифаи(?! ман| холӣ)|ба кори|ба (?=[\\p{L}]+ (?:ниёз|кор ҳаст|эҳтиёҷ))|ба ҳайси|работу|работать|требуется',
          'phrase',
        ],
        [`${occupation}`, 'holder'],
        ['касбам|касби ман|касбаш|касб|вазифаам|вазифаи ман|вазифаш|ҳамчун|ба сифати|шуғлам', 'phrase'],
        ['ман(?= [\\p{L}]+ ҳастам)', 'phrase'],
      ],
    ],
    ['ҷойи кор|корхона|ташкилот', [['ҷойи корам|ҷои корам|дар(?= [^.,]{3,50} кор мекун)', 'phrase']]],
    ['мактаб|муассисаи таълим|ҷойи таҳсил|донишгоҳ', [[`${institution}`, 'noun']]],
    [
      'таҳсилот|маълумот\\b|маълумоти',
      [
        ['таҳсилот(?:ам)?|маълумотам', 'phrase'],
        [
          '(?:донишгоҳи|коллеҷи|омӯзишгоҳи|донишкадаи|литсейи|мактаби) [^.,]{2,40}ро(?= хатм| тамом)',
          'holder',
        ],
      ],
    ],
    ['забон', [[`${tongue}(?:(?:, | ва |у )${tongue})*`, 'holder']]],
    ['ранг', [[`${colours}`, 'holder']]],
    [
      'мушкил|шикоят|масъала|нуқсон|камбудӣ|чӣ шуд|вайрон',
      [
        ['аз(?= [^.,]{3,30} шикоят)', 'phrase'],
        ['аз(?= дарди )', 'phrase'],
        [`[^.,;:!?]*${problem}[^.,;:!?]*`, 'holder'],
      ],
    ],
    [
      'хоҳиш|чӣ мехоҳед|дархост|таклиф',
      [['мехоҳ(?:ам|ем),? ки|хоҳиш мекун(?:ам|ем),? ки|лутфан,?', 'clause']],
    ],
    [
      'ашё|чӣ мефур|маҳсулот|мол|чиз',
      [
        ['# ?(?:дона|та|ҷуфт|кило|кг|порс)(?= [\\p{L}])', 'phrase'],
        [
          'мефурӯш(?:ам|ем)|фурӯхта мешавад|гум шуд(?:анд|ааст)?|гум кард(?:а?ам|ем)|монд(?:а?ам|анд|ааст)?|афтод(?:ааст)?|фармоиш (?:диҳам|медиҳам)|(?:ба )?[^.,]* ?расонед|биёред|фиристед|мехоҳам|лозим|даркор|барои # нафар',
          'before',
        ],
      ],
    ],
    [
      'тамға|марка|модел',
      [
        ['тамғаи [\\p{L}]+|тамғааш|маркааш|модели|маркаи', 'phrase'],
        ['«[^»]+»|["“][^”"]+[”"]|[a-z][a-z0-9-]+(?: [a-z0-9-]+)?', 'holder'],
      ],
    ],
    ['^бор$|бор:|^бор ', [['мебарем|мебарам|мекашон(?:ем|ам)|бурдан лозим', 'before']]],
    [
      'тиҷорат|бизнес',
      [
        ['тиҷоратам|бизнес', 'phrase'],
        ['дорам', 'before'],
      ],
    ],
    [
      'маҳфил|курс|дастаи',
      [
        ['маҳфили', 'phrase'],
        ['курси', 'phrase'],
      ],
    ],
    ['ширкат|корхона|ташкилот', [['ширкати|корхонаи|ташкилоти|фирмаи|ҶДММ', 'noun']]],
    ['соатҳои кор|вақти кор', [['аз (?:соати )?# то (?:соати )?#', 'whole']]],
    ['чорабин|тадбир|маҷлис|мусобиқа', [['баргузор|мегузарад|мешавад', 'before']]],
    [
      'шиноснома|паспорт',
      [
        ['(?<=шиноснома(?:ам|аш|и ман)?:? (?:рақами |№ ?)?)(?:[\\p{L}]{1,2} ?|\\d{2} )?\\d{6,9}', 'whole'],
        ['[\\p{L}]{1,2} ?\\d{6,9}', 'whole'],
      ],
    ],
    ['^синф', [['(?<=синфи )#(?:[- ]?уми?)?(?:[- ]?[«"]?[а-д][»"]?)?(?![\\p{L}])', 'holder']]],
    [
      'номи китоб|китоб$',
      [
        ['китоби|номи китоб', 'phrase'],
        ['«[^»]+»|[“"][^”"]+[”"]', 'holder'],
      ],
    ],
    [
      'навъ|намуд|хел',
      [
        ['навъи [\\p{L}]+|навъаш|намудаш', 'phrase'],
        ['# ?(?:дона|та|дастагул)', 'phrase'],
      ],
    ],
  ] as const
).map(([label, cues]) => ({
  label: new RegExp(foldSource(label), 'u'),
  cues: cues.map(([source, reach]) => [
    /^[«[]/u.test(source) ? new RegExp(foldSource(source), 'gu') : cue(source),
    reach,
  ]),
}));

/** Fields of free words: by what their label asks for. Nothing where no cue is in the message. */
export function wordingCandidates(asked: Asked, typed: TypedText): Candidate[] {
  const concept = concepts.find(({ label }) => label.test(asked.label));
  for (const [index, [pattern, reach]] of (concept?.cues ?? []).entries()) {
    const found = [...typed.folded.matchAll(pattern)].flatMap((match) => {
      const span = cutValue(match.index, match.index + match[0].length, reach, typed);
      return span
        ? [
            {
              ...span,
              score: (reach === 'phrase' || reach === 'clause' ? sureness.cued : sureness.phrase) - index,
            },
          ]
        : [];
    });
    if (found.length > 0) return found.slice(0, reach === 'phrase' ? 2 : 1);
  }
  if (/касб|вазифа|шугл|мансаб/u.test(asked.label)) return appositions(typed);
  const named = namedAtClause(asked, typed);
  if (named) return [named];
  const [head] = asked.heads;
  if (head === undefined || concept !== undefined) return [];
  // «тахассусам муҳосиб»: the label with a possessive ending, then its value.
  const own = new RegExp(`(?<![\\p{L}])${escapePattern(head)}(?:и ман|ам|аш|амон) `, 'gu');
  return [...typed.folded.matchAll(own)].flatMap((match) => {
    const phrase = nounPhrase(typed.text, match.index + match[0].length);
    return phrase ? [{ ...phrase, score: sureness.cued }] : [];
  });
}

/** «бор семент, вазнаш 1500 кг»: a clause that begins with the label, then its value. */
function namedAtClause({ heads, label }: Asked, typed: TypedText): Candidate | undefined {
  const [head] = heads;
  if (head === undefined) return undefined;
  const pattern = new RegExp(
    `(?:^|[.,;!?] ?)${escapePattern(head)}(?:и|хо)?(?:и ман|ам|аш|амон)? (?:ин ки |– |- )?(?=[\\p{L}«])`,
    'gu',
  );
  const [match, other] = [...typed.folded.matchAll(pattern)];
  if (!match || other) return undefined;
  const start = match.index + match[0].length;
  const length = /[.,;!?\n](?=\s|$)/u.exec(typed.text.slice(start))?.index ?? typed.text.length - start;
  const span = trimmed(typed.text, start, start + length);
  if (span && /^(?:надор|нест|гум шуд|мухлат|лозим|даркор)/u.test(typed.folded.slice(span.start)))
    return undefined;
  if (span && /раками|шиноснома/u.test(label) && !/\d/u.test(typed.text.slice(span.start, span.end)))
    return undefined;
  return span && span.end - span.start <= 90 ? { ...span, score: sureness.cued - 2 } : undefined;
}

/** «Умед Ғафуров, ронанда»: one short phrase after the only name. */
function appositions({ text, names, spans }: TypedText): Candidate[] {
  const [name, other] = names;
  if (name === undefined || other !== undefined) return [];
  const after = /^, ?(?=\p{Ll})/u.exec(text.slice(name.end));
  const phrase = after && nounPhrase(text, name.end + after[0].length);
  if (!phrase || !/^(?:[,.]|$)/u.test(text.slice(phrase.end)) || spans.some((span) => overlaps(span, phrase)))
    return [];
  return [{ ...phrase, score: sureness.only }];
}

function cutValue(start: number, end: number, reach: Reach, typed: TypedText): Span | undefined {
  const { text } = typed;
  if (reach === 'whole') return { start, end };
  if (reach === 'noun') return nounPhrase(text, start);
  if (reach === 'holder') return outsideFound(trimmed(text, start, end), typed);
  if (reach === 'phrase') return withoutLeadingMark(text, end);
  if (reach === 'before') return subjectBefore(start, typed);
  const rest = text.slice(end);
  const stop =
    reach === 'clause'
      ? /(?:[.!?](?=\s|$)|[;\n]|, (?=\p{Lu})| аст(?=[ .,]))/u
      : /(?:[.!?](?=\s|$)|[,;:\n]| ба маблағи| ба муддати| \d| (?:як|ду|се|чор|панҷ|панч|даҳ|дах) (?:рӯз|руз|соат|ҳафта))/u;
  const length = stop.exec(rest)?.index ?? rest.length;
  return outsideFound(trimmed(text, end, end + length), typed);
}

function withoutLeadingMark(text: string, end: number): Span | undefined {
  const lead = /^[ :–—-]*/u.exec(text.slice(end))?.[0].length ?? 0;
  const phrase = nounPhrase(text, end + lead);
  return phrase && phrase.end - phrase.start > 2 ? phrase : undefined;
}

/** The clause's words before its verb, without the time, place and person that are in front. */
function subjectBefore(verb: number, typed: TypedText): Span | undefined {
  const { text, folded } = typed;
  const begin = Math.max(
    ...[...folded.slice(0, verb).matchAll(/[.!?:;,]\s|^/gu)].map((match) => match.index + match[0].length),
  );
  let start = begin;
  const skip =
    /^(?:ман|мо|лутфан|илтимос|дируз|имруз|пагох|дар [\p{L} «»№\d]+? (?=[\p{L}]+ом(?: |$))|аз|салом)\s+/u;
  for (;;) {
    const inside = [...typed.spans, ...typed.addresses].find(
      (span) => span.start <= start && span.end > start,
    );
    const word = skip.exec(folded.slice(start, verb));
    const place = /^дар /u.test(folded.slice(start, verb)) ? nounPhrase(text, start + 4) : undefined;
    if (inside && inside.end < verb) start = inside.end;
    else if (place && place.end < verb) start = place.end;
    else if (word) start += word[0].length;
    else break;
    start += /^[\s,]*/u.exec(text.slice(start))?.[0].length ?? 0;
  }
  let end = verb;
  const behind = / дар [^,.]*$/u.exec(folded.slice(start, verb));
  if (behind) end = start + behind.index;
  const cut = typed.spans.find((span) => span.kind !== 'number' && span.start > start && span.start < end);
  if (cut) end = cut.start;
  const span = trimmed(text, start, end);
  if (!span) return undefined;
  const written = folded.slice(span.start, span.end);
  if (/^(?:он|ин|ин чо|кор|хама|чи|дарс|баргузор|сар|шуру)$/u.test(written) || span.end - span.start > 50)
    return undefined;
  return /[\p{L}]{3}ро$/u.test(written)
    ? { start: span.start, end: span.end - 2 }
    : outsideFound(span, typed);
}

/** A clause without the address, date, name or telephone at its ends. */
function outsideFound(span: Span | undefined, typed: TypedText): Span | undefined {
  let one = span;
  const others = [...typed.spans.filter(({ kind }) => kind !== 'number'), ...typed.addresses, ...typed.names];
  for (let turn = 0; one && turn < 6; turn += 1) {
    const current: Span = one;
    const lead = /^(?:аз|дар|ба|ки|ман|мушкил|ва|назди|ин тараф|инчониб)\s+/u.exec(
      typed.folded.slice(current.start, current.end),
    );
    const clash = others.find((other) => overlaps(other, current));
    const atStart =
      clash && clash.start <= current.start + (lead?.[0].length ?? 0) && clash.end < current.end;
    const atEnd = clash && clash.end >= current.end - 3 && clash.start > current.start;
    if (atStart) one = trimmed(typed.text, clash.end, current.end);
    else if (atEnd) one = trimmed(typed.text, current.start, clash.start);
    else if (lead && /^(?:ки|ва|ман|ин тараф|инчониб)\s/u.test(lead[0]))
      one = trimmed(typed.text, current.start + lead[0].length, current.end);
    else break;
  }
  const loose = one && / (?:аз|ба|дар|то|ва|барои|рузи|санаи)$/u.exec(typed.folded.slice(one.start, one.end));
  if (one && loose) one = trimmed(typed.text, one.start, one.start + loose.index);
  return one && one.end - one.start >= 2 ? one : undefined;
}

/** A choice that is in the message, whole or as the start of a word; nothing where two do. */
export function choiceCandidates({ field, label }: Asked, typed: TypedText): Candidate[] {
  // «Гӯсфандам»: whose animal it is; «чашмам» chooses no doctor.
  const endings = /хаивон|чорво/u.test(label) ? 'и|ро|ам|аш|амон|амро' : 'и|ро';
  const found = (field.choices ?? []).flatMap((choice) => {
    const folded = foldInPlace(choice);
    if (folded.length < 3) return [];
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])${escapePattern(folded)}(?=(?:${endings})?(?![\\p{L}]))`,
      'gu',
    );
    return [...typed.folded.matchAll(pattern)].map(({ index }) => ({
      choice,
      start: index,
      end: index + choice.length,
    }));
  });
  const longest = found.filter(
    (one) =>
      !found.some(
        (other) => other !== one && other.choice.length > one.choice.length && overlaps(one, other),
      ),
  );
  const chosen = new Set(longest.map(({ choice }) => choice));
  const [first] = longest;
  if (first === undefined || chosen.size !== 1) return [];
  return [{ start: first.start, end: first.end, score: sureness.phrase }];
}

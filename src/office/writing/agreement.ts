import type { TextChange } from './text-change.ts';

const endings: Readonly<Record<string, string>> = {
  ман: 'ам',
  ту: 'ӣ',
  мо: 'ем',
  шумо: 'ед',
  онҳо: 'анд',
  ӯ: 'ад',
  вай: 'ад',
};
const verb =
  /(?<![\p{L}])(?<stem>(?:на)?ме(?!д\p{L}{0,2}$)\p{L}{2,}?)(?<ending>ам|ад|ем|ед|анд|ӣ)(?=[.!?]*$)/u;
const towns =
  'Душанбе|Хуҷанд|Кӯлоб|Бохтар|Хоруғ|Ваҳдат|Ҳисор|Турсунзода|Норак|Роғун|Панҷакент|Истаравшан|Исфара|Конибодом|Самарқанд|Бухоро|Тошканд|Маскав';
const regions = 'Суғд|Хатлон|Рашт|Рӯдакӣ|Варзоб|Файзобод|Данғара|Восеъ|Фархор|Ёвон|Айнӣ|Ишкошим|Мурғоб';

/** The verb's ending after its pronoun, izofat before a name, and «забони тоҷикӣ»: only in plain sentences. */
export function agreementChanges(text: string): TextChange[] {
  return [...verbEndings(text), ...izofat(text)];
}

function verbEndings(text: string): TextChange[] {
  const changes: TextChange[] = [];
  for (const match of text.matchAll(/[^.!?\n]+[.!?]*/gu)) {
    const lead = /^\s*/u.exec(match[0])?.[0].length ?? 0;
    const sentence = match[0].slice(lead).trimEnd();
    // One clause, a few words, one verb: nothing else can be the verb's subject.
    if (
      /[,;:«»"—–]| ки | то | агар | ва ман | ва ту | ва ӯ | ва мо /u.test(sentence) ||
      sentence.split(' ').length > 8
    )
      continue;
    const pronoun =
      /^(?<word>Ман|Ту|Мо|Шумо|Онҳо|Ӯ|Вай|ман|ту|мо|шумо|онҳо|ӯ|вай) (?!ва |ҳам |ро |барин |худ |бо |ба ту )/u
        .exec(sentence)
        ?.groups?.word?.toLowerCase();
    const found = verb.exec(sentence);
    const wanted = pronoun === undefined ? undefined : endings[pronoun];
    const { stem, ending } = found?.groups ?? {};
    if (!found || wanted === undefined || stem === undefined || ending === undefined || ending === wanted)
      continue;
    if ((sentence.match(/(?<![\p{L}])(?:на)?ме\p{L}{3,}/gu) ?? []).length !== 1) continue;
    // «Вай мегӯянд» and «ӯ меоянд» are polite forms.
    if (wanted === 'ад' && (ending === 'анд' || ending === 'ед')) continue;
    // «Ту меравед» mixes polite and plain address: a hint would need the writer.
    if ((pronoun === 'ту' && ending === 'ед') || (pronoun === 'шумо' && ending === 'анд')) continue;
    if (/[аоуеи]$/u.test(stem) && !/[ӣя]/u.test(ending)) continue;
    changes.push({
      offset: match.index + lead + found.index,
      before: found[0],
      after: stem + wanted,
      kind: 'agreement',
      reason: `Бо «${pronoun}» феъл бо «-${wanted}» меояд.`,
    });
  }
  return changes;
}

function izofat(text: string): TextChange[] {
  const changes: TextChange[] = [];
  const reason = 'Байни исм ва номи он «-и» (изофа) лозим аст.';
  const before = new RegExp(
    `(?<![\\p{L}-])(?:[Шш]аҳр(?= (?:${towns})(?![\\p{L}-]))|(?:[Нн]оҳия|[Вв]илоят)(?= (?:${regions})(?![\\p{L}-])))`,
    'gu',
  );
  for (const match of text.matchAll(before)) {
    changes.push({ offset: match.index, before: match[0], after: `${match[0]}и`, kind: 'izofat', reason });
  }
  for (const match of text.matchAll(
    /(?<![\p{L}-])(забон)(?= (?:тоҷикӣ|русӣ|англисӣ|модарӣ|давлатӣ|форсӣ)(?![\p{L}]))/giu,
  ))
    changes.push({ offset: match.index, before: match[0], after: `${match[0]}и`, kind: 'izofat', reason });
  for (const match of text.matchAll(
    /(?<![\p{L}-])(Ҷумҳурӣ)(?= (?:Тоҷикистон|Ӯзбекистон|Қазоқистон|Исломии))/gu,
  ))
    changes.push({ offset: match.index, before: match[0], after: 'Ҷумҳурии', kind: 'izofat', reason });
  return changes;
}

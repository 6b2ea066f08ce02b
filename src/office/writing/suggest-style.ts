import type { styleKinds } from '../contract/texts.ts';
import { sentenceSpans } from '../notices/read-notice.ts';
import { foldInPlace, foldSource } from '../reading/fold.ts';
import { withoutOverlaps } from '../reading/replace-spans.ts';

/** Something about style: shown, never changed by itself. */
export interface StyleSuggestion {
  readonly offset: number;
  readonly before: string;
  readonly after: string | null;
  readonly kind: (typeof styleKinds)[number];
  readonly reason: string;
}

/** From here on a sentence is hard to follow. */
const longSentenceWords = 30;

/** Turns of phrase taken over from Russian word by word, and Russian words that have a Tajik one. */
const calques: readonly (readonly [RegExp, string, string])[] = (
  [
    ['дар қатори аввал', 'пеш аз ҳама', 'Тақлиди «в первую очередь».'],
    ['аз нуқтаи назари ман', 'ба фикри ман', 'Тақлиди «с моей точки зрения».'],
    ['ба таври кофӣ', 'басанда', 'Соддатар гуфтан мумкин аст.'],
    ['роли калон мебозад', 'нақши калон дорад', 'Тақлиди «играет большую роль».'],
    ['нақши муҳим мебозад', 'аҳамияти калон дорад', 'Тақлиди «играет важную роль».'],
    ['қабули қарор', 'қарор кардан', 'Соддатар бо феъл.'],
    ['дар ҳолати ҳозира', 'ҳозир', 'Тақлиди «в настоящее время».'],
    ['дар айни замон', 'ҳозир', 'Соддатар гуфтан мумкин аст.'],
    ['ба худ ҷалб мекунад', 'ҷалб мекунад', '«ба худ» зиёдатист.'],
    ['телефон кардан', 'занг задан', 'Ба тоҷикӣ «занг задан» мегӯянд.'],
    ['телефон кард', 'занг зад', 'Ба тоҷикӣ «занг задан» мегӯянд.'],
    ['телефон мекунам', 'занг мезанам', 'Ба тоҷикӣ «занг задан» мегӯянд.'],
    ['экзамен', 'имтиҳон', 'Калимаи тоҷикӣ ҳаст.'],
    ['справка', 'маълумотнома', 'Калимаи тоҷикӣ ҳаст.'],
    ['отпуск', 'рухсатӣ', 'Калимаи тоҷикӣ ҳаст.'],
    ['зарплата', 'маош', 'Калимаи тоҷикӣ ҳаст.'],
    ['собрание', 'маҷлис', 'Калимаи тоҷикӣ ҳаст.'],
    ['заявление', 'ариза', 'Калимаи тоҷикӣ ҳаст.'],
    ['документҳо', 'ҳуҷҷатҳо', 'Калимаи тоҷикӣ ҳаст.'],
    ['документ', 'ҳуҷҷат', 'Калимаи тоҷикӣ ҳаст.'],
    ['адрес', 'суроға', 'Калимаи тоҷикӣ ҳаст.'],
    ['магазин', 'мағоза', 'Калимаи тоҷикӣ ҳаст.'],
    ['конечно', 'албатта', 'Калимаи тоҷикӣ ҳаст.'],
    ['потому что', 'чунки', 'Калимаи тоҷикӣ ҳаст.'],
    ['вообще', 'умуман', 'Калимаи тоҷикӣ ҳаст.'],
    ['значит', 'яъне', 'Калимаи тоҷикӣ ҳаст.'],
    ['просто', 'танҳо', 'Калимаи тоҷикӣ ҳаст.'],
    ['хотя бы', 'ақаллан', 'Калимаи тоҷикӣ ҳаст.'],
    ['только', 'фақат', 'Калимаи тоҷикӣ ҳаст.'],
    ['уже', 'аллакай', 'Калимаи тоҷикӣ ҳаст.'],
    ['почти', 'қариб', 'Калимаи тоҷикӣ ҳаст.'],
    ['срочно', 'зуд', 'Калимаи тоҷикӣ ҳаст.'],
  ] as const
).map(([found, after, reason]) => [
  new RegExp(`(?<!\\p{L})${foldSource(found)}(?!\\p{L})`, 'gu'),
  after,
  reason,
]);

/** Long sentences, Russian turns of phrase, and a word that stands three times in one sentence. */
export function suggestStyle(text: string): StyleSuggestion[] {
  const folded = foldInPlace(text);
  const found: StyleSuggestion[] = [];
  for (const { start, end } of sentenceSpans(text)) {
    const words = [...text.slice(start, end).matchAll(/[\p{L}\p{M}]+/gu)];
    if (words.length > longSentenceWords)
      found.push({
        offset: start,
        before: text.slice(start, end),
        after: null,
        kind: 'long-sentence',
        reason: `Ҷумла ${words.length} калима дорад. Онро ба ду ё се ҷумла ҷудо кардан мумкин аст.`,
      });
    const counts = new Map<string, number>();
    for (const [word] of words) {
      const key = word.toLowerCase();
      if (key.length < 5) continue;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count === 3)
        found.push({
          offset: start,
          before: text.slice(start, end),
          after: null,
          kind: 'repetition',
          reason: `Калимаи «${key}» дар як ҷумла се бор омадааст.`,
        });
    }
  }
  const turns = calques.flatMap(([pattern, after, reason]) =>
    [...folded.matchAll(pattern)].map(({ 0: written, index: start }) => ({
      start,
      end: start + written.length,
      after,
      reason,
    })),
  );
  for (const { start, end, after, reason } of withoutOverlaps(turns))
    found.push({ offset: start, before: text.slice(start, end), after, kind: 'calque', reason });
  return found.sort((one, other) => one.offset - other.offset);
}

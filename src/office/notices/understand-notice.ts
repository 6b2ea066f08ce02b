import { wordsToNumber } from '../../language/index.ts';
import type { UnderstoodNotice } from '../contract/notices.ts';
import type { Piece } from '../contract/shared.ts';
import type { Span } from '../reading/find-spans.ts';
import { foldInPlace } from '../reading/fold.ts';
import { hardWords } from './hard-words.ts';
import { plainVersion } from './plain-version.ts';
import { type CalendarDay, readDay } from './read-day.ts';
import { readNotice } from './read-notice.ts';

/** Reads a notice. `today` completes days without a year: the next such day is meant. */
export function understandNotice(text: string, today: CalendarDay): UnderstoodNotice {
  const notice = readNotice(text);
  const piece = ({ start, end }: Span): Piece => ({ start, end, text: text.slice(start, end) });
  return {
    title: titleOf(text),
    summary: notice.summary.map(piece),
    actions: notice.actions.map(piece),
    dates: notice.dates.map((span) => {
      const written = piece(span);
      const isTime = span.kind === 'time';
      const day = isTime ? undefined : readDay(written.text, today);
      return {
        ...written,
        kind: isTime ? 'time' : 'date',
        day: day ? isoDay(day) : null,
        time: isTime ? (readTime(written.text) ?? null) : null,
      };
    }),
    places: notice.places.map(piece),
    sums: notice.sums.map((span) => ({ ...piece(span), amount: readAmount(piece(span).text) ?? null })),
    words: hardWords(text),
    plain: plainVersion(text),
  };
}

const isoDay = ({ year, month, day }: CalendarDay) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The first line, where it stands as a heading: short, alone, without a full stop. */
function titleOf(text: string): Piece | null {
  const match = /^\s*(?<title>[^\n]{3,90}?)[ \t]*\n/u.exec(text);
  const title = match?.groups?.title;
  if (match === null || title === undefined || /[.,;:]$/u.test(title)) return null;
  const start = match[0].indexOf(title);
  return { start, end: start + title.length, text: title };
}

const afternoon = /бегох|шом|пас аз нисфирузи|баъ?ди нисфирузи/u;

/** The hour at which a time begins: «соати 14:00 то 16:00» → 14:00, «соати ҳафти бегоҳ» → 19:00. */
export function readTime(written: string): string | undefined {
  const folded = foldInPlace(written);
  const figures = /(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?/u.exec(folded)?.groups;
  const word = /соати (?<word>\p{L}+)/u.exec(written)?.groups?.word;
  const hour = figures
    ? Number(figures.hour)
    : Number(wordsToNumber((word ?? '').replace(/и$/u, ''))?.text ?? Number.NaN);
  const minute = Number(figures?.minute ?? '0');
  if (!Number.isInteger(hour) || hour > 24 || minute > 59) return undefined;
  const whole = afternoon.test(folded) && hour < 12 ? hour + 12 : hour;
  return `${String(whole % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The figure of a sum: «1 200 сомонӣ» → 1200, «се ҳазор сомонӣ» → 3000. */
export function readAmount(written: string): number | undefined {
  const figures = /(?<whole>\d{1,3}(?:[ \u00A0]\d{3})+|\d+)(?:[.,](?<part>\d+))?(?<thousand> ?ҳазор)?/u.exec(
    written,
  )?.groups;
  if (figures) {
    const amount = Number(`${figures.whole?.replace(/\D/gu, '')}.${figures.part ?? '0'}`);
    return figures.thousand === undefined ? amount : amount * 1000;
  }
  const words = /^(?<words>.+?) (?:сомон|доллар|рубл|евро|дирам)/u.exec(written)?.groups?.words;
  const read = words === undefined ? undefined : wordsToNumber(words);
  const amount = read === undefined ? Number.NaN : Number(read.text);
  return Number.isFinite(amount) ? amount : undefined;
}

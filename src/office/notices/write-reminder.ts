import { overlaps } from '../reading/find-spans.ts';
import { hashText } from '../reading/hash-text.ts';
import { type CalendarDay, readDay } from './read-day.ts';
import { readNotice, sentenceSpans } from './read-notice.ts';

/**
 * An iCalendar file (RFC 5545) with an event on each day that a notice names: the sentence is its title, an alarm
 * rings a day before. Nothing where the notice names no day.
 * @param now stamped into the file, UTC
 */
export function writeReminder(text: string, now: Date): string | undefined {
  const today = { year: now.getUTCFullYear(), month: now.getUTCMonth() + 1, day: now.getUTCDate() };
  const sentences = sentenceSpans(text);
  const events = readNotice(text).dates.flatMap((span) => {
    const day = readDay(text.slice(span.start, span.end), today);
    const sentence = sentences.find((one) => overlaps(one, span));
    if (!day || !sentence) return [];
    return [{ day, title: text.slice(sentence.start, sentence.end) }];
  });
  if (events.length === 0) return undefined;
  const stamp = `${now.toISOString().replace(/[-:]/gu, '').slice(0, 15)}Z`;
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Soro//notices//TG'];
  for (const { day, title } of events) {
    const start = compact(day);
    lines.push(
      'BEGIN:VEVENT',
      `UID:${hashText(`${start}\n${title}`)}@soro`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${start}`,
      `SUMMARY:${escapeText(title)}`,
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escapeText(title)}`,
      'TRIGGER:-P1D',
      'END:VALARM',
      'END:VEVENT',
    );
  }
  lines.push('END:VCALENDAR');
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

const compact = ({ year, month, day }: CalendarDay) =>
  `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;

const escapeText = (text: string) => text.replace(/[\\;,]/gu, '\\$&').replace(/\r?\n/gu, '\\n');

/** Lines are at most 75 octets; a longer one continues after a line end and a space. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

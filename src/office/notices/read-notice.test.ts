import { describe, expect, it } from 'vitest';
import { readDay } from './read-day.ts';
import { noticeTexts } from './read-notice.ts';
import { writeReminder } from './write-reminder.ts';

const notice =
  'Падару модарони азиз! Рӯзи ҷумъа, 15 март, соати 14:00 дар мактаби №12 маҷлис мешавад. Барои таъмир 150 сомонӣ биёред. Ташаккур.';

describe('noticeTexts', () => {
  it('finds day, hour, place, sum and what to do, in the words of the notice', () => {
    const { dates, places, sums, actions } = noticeTexts(notice);
    expect(dates.join(' ')).toContain('15 март');
    expect(dates.join(' ')).toContain('14:00');
    expect(places).toEqual(['мактаби №12']);
    expect(sums).toEqual(['150 сомонӣ']);
    expect(actions).toEqual(['Барои таъмир 150 сомонӣ биёред.']);
  });

  it('takes no past tense for a request', () => {
    expect(noticeTexts('Шумо дирӯз омадед ва гуфтед.').actions).toEqual([]);
  });
});

describe('readDay', () => {
  const today = { year: 2026, month: 12, day: 1 };
  it('takes the next such day, and the last of a span', () => {
    expect(readDay('аз 10 то 20 июн', today)).toEqual({ year: 2027, month: 6, day: 20 });
    expect(readDay('05.12.2026', today)).toEqual({ year: 2026, month: 12, day: 5 });
  });
  it('knows no 31 June', () => {
    expect(readDay('31 июн', today)).toBeUndefined();
  });
});

describe('writeReminder', () => {
  it('has an event for the day and lines of at most 75 octets', () => {
    const file = writeReminder(notice, new Date('2026-12-01T08:00:00Z')) ?? '';
    expect(file).toContain('DTSTART;VALUE=DATE:20270315');
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });
  it('is nothing where no day is named', () => {
    expect(writeReminder('Салом ба ҳама.', new Date(0))).toBeUndefined();
  });
});

import { noticeTexts } from './read-notice.ts';

/** What a notice says, for people: its main sentences, what to do, when, where, how much. In the notice's own words. */
export function describeNotice(text: string): string {
  const { summary, actions, dates, places, sums } = noticeTexts(text);
  const parts = [`Мазмуни кӯтоҳ:\n${summary.map((sentence) => `• ${sentence}`).join('\n')}`];
  if (actions.length > 0)
    parts.push(`Чӣ бояд кард:\n${actions.map((sentence) => `• ${sentence}`).join('\n')}`);
  if (dates.length > 0) parts.push(`Кай: ${dates.join('; ')}`);
  if (places.length > 0) parts.push(`Куҷо: ${places.join('; ')}`);
  if (sums.length > 0) parts.push(`Маблағ: ${sums.join('; ')}`);
  return parts.join('\n');
}

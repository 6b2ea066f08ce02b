import { fill } from '../language/plural.ts';
import type { AuditEntry } from '../staff/types.ts';
import { auditTexts } from './audit-texts.ts';

/** Who did it: a name; a pupil by the name that they have now; else what is known. */
export function auditActor({ actor, action, subjectName }: AuditEntry): string {
  const words = auditTexts.value;
  if (!actor) return action === 'log-in-failed' ? words.somebody : words.server;
  if (actor.name !== '') return actor.name;
  const own = ['join', 'log-in', 'pin-changed'].includes(action) ? subjectName : null;
  return own === null ? words.roles[actor.role] : `${words.roles[actor.role]} «${own}»`;
}

/** Ids of the server: they say nothing to a person. */
const idPattern = /^[\w-]{16,40}$/u;

/** What was done, as a sentence in the language of the page, without codes and ids. */
export function auditSentence({ action, subject, subjectName, detail, detailName }: AuditEntry): string {
  const words = auditTexts.value;
  const name = subjectName ?? (idPattern.test(subject) ? words.gone : subject);
  const [n = ''] = detail.match(/\d+/u) ?? [];
  return fill(words.sentences[action], {
    name: name === '' ? words.somebody : name,
    detail: detailName ?? (idPattern.test(detail) ? words.gone : detail),
    n,
  });
}

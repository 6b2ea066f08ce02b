import { createHmac } from 'node:crypto';
import { followedSettings } from '../../answers/followed-settings.ts';
import { classOfPerson } from '../../classes/class.ts';
import { opensAt } from '../../classes/opening-hours.ts';
import { rulesOf } from '../../classes/rules.ts';
import { questionCharacters } from '../../contract/conversations.ts';
import { pinPictures } from '../../contract/people.ts';
import type { Mode } from '../../contract/session.ts';
import { readFact, serverSecret } from '../../facts.ts';
import { hasAccounts, type Person } from '../../people/person.ts';
import type { Session } from '../../people/sessions.ts';
import type { School } from '../../school.ts';

/** What the server expects of whoever calls now. */
export function modeOf(school: School): Mode {
  if (hasAccounts(school.store)) return 'school';
  return school.loopbackOnly ? 'open' : 'set-up';
}

/** What `x-soro-csrf` must carry: the session's own token, or one for whoever is not logged in. */
export function csrfToken({ store }: School, session: Session | undefined): string {
  if (session) return session.csrf;
  return createHmac('sha256', serverSecret(store)).update('nobody').digest('base64url');
}

/** Everything a page needs when it starts. */
export function sessionView(school: School, session: Session | undefined, person: Person | undefined) {
  const found = person && classOfPerson(school.store, person);
  const opens = found ? opensAt(found.settings.hours, school.clock()) : null;
  return {
    mode: modeOf(school),
    csrf: csrfToken(school, session),
    conversations: person !== undefined,
    school: { name: readFact(school.store, 'school-name') ?? '' },
    model: { id: school.engine.model.id, contextSizeTokens: school.engine.model.contextSizeTokens },
    pinPictures,
    limits: { questionCharacters },
    person: person
      ? {
          id: person.id,
          role: person.role,
          name: person.role === 'local' ? '' : person.name,
          script: person.script,
          language: person.language,
          mustChangePassword: person.mustChangePassword,
        }
      : null,
    class: found
      ? {
          id: found.id,
          name: found.name,
          teacherMayRead: found.settings.teacherMayRead,
          tutor: followedSettings(school)?.tutor === false ? 'off' : found.settings.tutor,
          subjects: found.settings.subjects,
          retentionDays: found.settings.retentionDays,
          rules: rulesOf(found).version,
          open: opens === null,
          opensAt: opens,
        }
      : null,
  };
}

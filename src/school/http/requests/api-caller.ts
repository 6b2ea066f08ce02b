import { type Caller, localCaller, type ResolveCaller } from '../../../chat/index.ts';
import { findKey } from '../../people/api-keys.ts';
import type { School } from '../../school.ts';
import { modeOf } from '../replies/session-view.ts';

/**
 * Who may use the OpenAI-compatible API: whoever sits at the machine before there are accounts, later who has a key.
 * A session does not open it: what a class sets (hours, hints) holds in conversations only.
 */
export function resolveApiCaller(school: School): ResolveCaller {
  return (request): Caller | undefined => {
    if (modeOf(school) === 'open') return localCaller;
    const key = findKey(school, request.headers.get('authorization') ?? undefined);
    // A program gets a pupil's place in the queue, so that it never holds up a lesson.
    return key && { owner: `key/${key.id}`, role: 'pupil', scopes: [...key.scopes, 'models'] };
  };
}

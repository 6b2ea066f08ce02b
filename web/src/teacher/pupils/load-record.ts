import { request } from '../../server/request.ts';
import type { Conversation, Message } from '../../server/types.ts';

/** The part of a pupil's export that is read by people. */
export interface Record {
  readonly conversations: readonly (Pick<Conversation, 'id' | 'title' | 'createdAt'> & {
    readonly messages: readonly Message[];
  })[];
}

/**
 * What is kept about a pupil, as the file to download has it.
 * @throws ServerError
 */
export function loadRecord(pupilId: string): Promise<Record> {
  return request<Record>('GET', `/api/pupils/${encodeURIComponent(pupilId)}/export`);
}

import type { ConversationService } from '../../server/conversation-service.ts';
import { schoolService } from '../../server/school-service.ts';
import { keepsConversations } from '../../server/session.ts';

/** Where this server keeps conversations. */
export async function service(): Promise<ConversationService> {
  if (keepsConversations.value) return schoolService;
  return (await import('../../server/completions-service.ts')).completionsService;
}

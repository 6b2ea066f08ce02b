import { texts } from '../../language/language.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ConversationList } from './conversation-list.tsx';

/** The list of conversations over a narrow page. */
export function ListDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={texts.value.conversations} class="drawer" onClose={onClose}>
      <ConversationList onChosen={onClose} />
    </Dialog>
  );
}

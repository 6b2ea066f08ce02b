import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import type { Message } from '../../server/types.ts';
import { variantsOf } from '../conversation/message-tree.ts';
import { isBusy, messages, showVariant } from '../conversation/open-conversation.ts';

/** `2 аз 3` with arrows, where a question has other wordings or other answers. */
export function Variants({ message }: { message: Message }) {
  const variants = variantsOf(messages.value, message);
  if (variants.length < 2) return null;
  const words = texts.value;
  const place = variants.findIndex(({ id }) => id === message.id);
  const step = (by: number) => {
    const target = variants[place + by];
    if (target) showVariant(target.id);
  };
  return (
    <span class="variants">
      <IconButton
        icon="left"
        label={words.earlierVariant}
        disabled={isBusy.value || place === 0}
        onClick={() => step(-1)}
      />
      <span>{fill(words.variant, { n: place + 1, of: variants.length })}</span>
      <IconButton
        icon="right"
        label={words.laterVariant}
        disabled={isBusy.value || place === variants.length - 1}
        onClick={() => step(1)}
      />
    </span>
  );
}

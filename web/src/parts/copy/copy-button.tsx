import { useSignal } from '@preact/signals';
import { texts } from '../../language/language.ts';
import { IconButton } from '../icon-button.tsx';
import { copyText } from './copy-text.ts';

const confirmationMs = 2000;

/** Copies a text, and says for a moment that it has. */
export function CopyButton({ text }: { text: () => string }) {
  const copied = useSignal(false);
  const words = texts.value;
  return (
    <>
      <IconButton
        icon={copied.value ? 'check' : 'copy'}
        label={words.copy}
        onClick={async () => {
          copied.value = await copyText(text());
          setTimeout(() => {
            copied.value = false;
          }, confirmationMs);
        }}
      />
      <span class="hidden" role="status">
        {copied.value ? words.copied : ''}
      </span>
    </>
  );
}

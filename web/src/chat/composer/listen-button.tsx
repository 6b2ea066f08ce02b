import { useEffect } from 'preact/hooks';
import { texts } from '../../language/language.ts';
import { Icon } from '../../parts/icons.tsx';
import { canListen, isListening, listen, lookForListening, stopListening } from './listening.ts';

/** Writes what is said; absent where the device cannot. */
export function ListenButton({ onText }: { onText: (text: string) => void }) {
  const words = texts.value;
  useEffect(() => void lookForListening(), []);
  if (!canListen.value) return null;
  const label = isListening.value ? words.stopListening : words.listen;
  return (
    <button
      type="button"
      class="listen"
      aria-label={label}
      title={label}
      aria-pressed={isListening.value}
      onClick={() => (isListening.value ? stopListening() : listen(onText))}
    >
      <Icon name={isListening.value ? 'stop' : 'listen'} />
    </button>
  );
}

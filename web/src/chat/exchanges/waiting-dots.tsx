import { texts } from '../../language/language.ts';

/** Three dots that breathe: something is on its way. */
export function WaitingDots() {
  return (
    <p class="waiting">
      <span class="hidden">{texts.value.writing}</span>
      <i />
      <i />
      <i />
    </p>
  );
}

import type { Signal } from '@preact/signals';
import type { TaskReply } from '../../../../src/office/contract/index.ts';
import { taskTexts } from '../task-texts.ts';
import { accept } from './apply-changes.ts';

type Check = TaskReply<'check'>;

/** A correction, or a suggestion of style that says what could stand instead. */
export type Offer = (Check['changes'][number] | Check['suggestions'][number]) & { readonly after: string };

interface ChangeListProps {
  readonly offers: readonly Offer[];
  readonly accepted: Signal<readonly Offer[]>;
}

/** Each change with its kind and its reason; a tap makes it or undoes it. */
export function ChangeList({ offers, accepted }: ChangeListProps) {
  const words = taskTexts.value;
  return (
    <ul class="pieces changes">
      {offers.map((offer) => {
        const isMade = accepted.value.includes(offer);
        const hasWords = offer.before.trim() !== '' && offer.after.trim() !== '';
        return (
          <li key={`${offer.offset} ${offer.kind}`}>
            <button
              type="button"
              aria-pressed={isMade}
              onClick={() => {
                accepted.value = isMade
                  ? accepted.value.filter((one) => one !== offer)
                  : accept(accepted.value, offer);
              }}
            >
              <span class="change-kind">
                {isMade ? '✓ ' : ''}
                {words.kinds[offer.kind]}
              </span>
              {hasWords && (
                <span class="change-words" lang="tg">
                  <del>{offer.before}</del> → <ins>{offer.after}</ins>
                </span>
              )}
              <span class="hint" lang="tg">
                {offer.reason}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What of the style could be better, where only the writer knows how. */
export function StyleNotes({ notes }: { notes: Check['suggestions'] }) {
  const words = taskTexts.value;
  if (notes.length === 0) return null;
  return (
    <>
      <h3>{words.style}</h3>
      <ul class="style-notes">
        {notes.map(({ offset, before, kind, reason }) => (
          <li key={`${offset} ${kind} ${before}`}>
            <span class="change-kind">{words.kinds[kind]}</span>
            <span lang="tg">«{before.length > 90 ? `${before.slice(0, 90)}…` : before}»</span>
            <span class="hint" lang="tg">
              {reason}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

import type { Language, TaskReply } from '../../../../src/office/contract/index.ts';
import { fill } from '../../language/plural.ts';
import { CopyButton } from '../../parts/copy/copy-button.tsx';
import { taskTexts } from '../task-texts.ts';

interface TranslationViewProps {
  readonly found: TaskReply<'translate'>;
  readonly from: Language;
  readonly to: Language;
}

/** What was found, where it comes from, and what is missing. */
export function TranslationView({ found, from, to }: TranslationViewProps) {
  const words = taskTexts.value;
  const { kind, text, unknown, faults, similar } = found;
  return (
    <section class="said translation" aria-live="polite" aria-label={words.translated}>
      <h2>{words.translated}</h2>
      <p class="hint">{words.translationKinds[kind]}</p>
      {(kind === 'sentence' || kind === 'model') && (
        <>
          <p class="plain-version" lang={to}>
            {text}
          </p>
          <CopyButton text={() => text} />
        </>
      )}
      {kind === 'words' && (
        <dl class="hard-words">
          {found.words.map(({ word, others }, index) => (
            <div key={index}>
              <dt lang={from}>{word}</dt>
              <dd lang={to}>{others.length > 0 ? others.join(', ') : '?'}</dd>
            </div>
          ))}
        </dl>
      )}
      {unknown.length > 0 && <p class="note">{fill(words.unknownWords, { words: unknown.join(', ') })}</p>}
      {faults.length > 0 && (
        <>
          <h3>{words.faults}</h3>
          <ul class="style-notes">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </>
      )}
      {similar.length > 0 && (
        <>
          <h3>{words.similar}</h3>
          <ul class="style-notes">
            {similar.map(({ source, target, likeness }) => (
              <li key={`${source}${target}`}>
                <span class="change-kind">{Math.floor(100 * likeness)} %</span>
                <span lang={from}>{source}</span>
                <span lang={to}>{target}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

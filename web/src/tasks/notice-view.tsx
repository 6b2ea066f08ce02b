import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Piece, TaskReply } from '../../../src/office/contract/index.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { cutText, type TextSpan } from '../text/cut-text.ts';
import { saveTaskFile } from './task-client.ts';
import { taskTexts } from './task-texts.ts';

interface NoticeViewProps {
  readonly text: string;
  readonly notice: TaskReply<'notice'>;
}

/** What a notice says: each piece leads to its place in the text. */
export function NoticeView({ text, notice }: NoticeViewProps) {
  const words = taskTexts.value;
  const chosen = useSignal<TextSpan | undefined>(undefined);
  const action = useAction();
  const typed = [...notice.dates, ...notice.places, ...notice.sums];
  return (
    <div class="task-columns">
      <div class="source">
        <h2>{words.source}</h2>
        <p class="hint">{words.sourceHint}</p>
        <Source text={text} typed={typed} chosen={chosen} />
      </div>
      <section class="said" aria-live="polite">
        {notice.title && <h2 lang="tg">{notice.title.text}</h2>}
        <Pieces title={words.actions} pieces={notice.actions} chosen={chosen} />
        <Pieces title={words.dates} pieces={notice.dates} chosen={chosen} />
        {notice.dates.some(({ day }) => day !== null) && (
          <button
            type="button"
            class="button quiet small"
            onClick={() => void action.run(() => saveTaskFile('reminder', 'soro.ics', { text }))}
          >
            {words.reminder}
          </button>
        )}
        <ErrorNote error={action.error.value} words={words.errors} />
        <Pieces title={words.places} pieces={notice.places} chosen={chosen} />
        <Pieces title={words.sums} pieces={notice.sums} chosen={chosen} />
        <Pieces title={words.summary} pieces={notice.summary} chosen={chosen} />
        {notice.words.length > 0 && (
          <>
            <h3>{words.words}</h3>
            <dl class="hard-words">
              {notice.words.map(({ start, word, meaning, ru, en }) => (
                <div key={start}>
                  <dt lang="tg">{word}</dt>
                  <dd>
                    <span lang="tg">{meaning}</span>
                    {ru.length > 0 && <span lang="ru"> · {ru.join(', ')}</span>}
                    {en.length > 0 && <span lang="en"> · {en.join(', ')}</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </>
        )}
        {notice.plain.changes.length > 0 && (
          <>
            <h3>{words.plain}</h3>
            <p class="plain-version" lang="tg">
              {notice.plain.text}
            </p>
          </>
        )}
      </section>
    </div>
  );
}

interface PiecesProps {
  readonly title: string;
  readonly pieces: readonly Piece[];
  readonly chosen: Signal<TextSpan | undefined>;
}

function Pieces({ title, pieces, chosen }: PiecesProps) {
  return (
    <>
      <h3>{title}</h3>
      {pieces.length === 0 && <p class="hint">{taskTexts.value.notFound}</p>}
      <ul class="pieces">
        {pieces.map((piece) => (
          <li key={piece.start}>
            <button
              type="button"
              lang="tg"
              aria-pressed={chosen.value === piece}
              onClick={() => {
                chosen.value = piece;
              }}
            >
              {piece.text}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

interface SourceProps {
  readonly text: string;
  readonly typed: readonly TextSpan[];
  readonly chosen: Signal<TextSpan | undefined>;
}

function Source({ text, typed, chosen }: SourceProps) {
  const box = useRef<HTMLElement>(null);
  const here = chosen.value;
  useEffect(() => {
    const place = box.current?.querySelector<HTMLElement>('.here');
    // Only the box is moved: the list that was tapped stays where it is.
    if (box.current && place) box.current.scrollTop = place.offsetTop - box.current.clientHeight / 3;
  }, [here]);
  return (
    <section
      ref={box}
      class="source-text"
      lang="tg"
      aria-label={taskTexts.value.source}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      {cutText(text, here ? [...typed, here] : typed).map(({ text: part, start, spans }) =>
        spans.length === 0 ? (
          part
        ) : (
          <mark key={start} class={here && spans.includes(here) ? 'here' : undefined}>
            {part}
          </mark>
        ),
      )}
    </section>
  );
}

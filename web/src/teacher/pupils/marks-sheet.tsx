import { useSignal } from '@preact/signals';
import { timeText } from '../../language/durations.ts';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { ConfirmedButton } from '../../staff/confirmed-button.tsx';
import { CorrectionDialog } from '../../staff/correction-dialog.tsx';
import { Loaded } from '../../staff/loaded.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import type { Mark, SchoolClass } from '../../staff/types.ts';
import { useResource } from '../../staff/use-resource.ts';
import { workTexts } from '../../staff/work-texts.ts';
import { AnswerText } from '../../text/answer-text.tsx';

const everyMs = 10_000;

/** The answers that pupils called wrong, those without a correction first: what the teacher has to correct. */
export function MarksSheet({ own }: { own: SchoolClass }) {
  const words = workTexts.value;
  const marks = useResource('GET /api/classes/:id/marks', { everyMs, input: { path: { id: own.id } } });
  const action = useAction();
  const remove = (answerId: string) =>
    action.run(async () => {
      await call('DELETE /api/classes/:id/marks/:answerId', { path: { id: own.id, answerId } });
      await marks.load();
    });
  return (
    <>
      <p>{words.marksText}</p>
      <ErrorNote error={action.error.value} />
      <Loaded resource={marks}>
        {({ marks: list }) =>
          list.length === 0 ? (
            <p class="quiet-text">{words.noMarks}</p>
          ) : (
            list.map((mark) => (
              <MarkView
                key={mark.answerId}
                own={own}
                mark={mark}
                onCorrected={() => void marks.load()}
                onRemove={() => void remove(mark.answerId)}
              />
            ))
          )
        }
      </Loaded>
    </>
  );
}

interface MarkViewProps {
  readonly own: SchoolClass;
  readonly mark: Mark;
  readonly onCorrected: () => void;
  readonly onRemove: () => void;
}

function MarkView({ own, mark, onCorrected, onRemove }: MarkViewProps) {
  const words = workTexts.value;
  const correcting = useSignal(false);
  const { answerId, conversationId, question, answer, pupil, createdAt, correction } = mark;
  return (
    <article class="kept-correction">
      <h2 lang="tg">{question}</h2>
      <div lang="tg">
        <AnswerText text={answer} />
      </div>
      {correction && (
        <section class="correction" lang="tg">
          <h3>{texts.value.correction}</h3>
          <AnswerText text={correction.text} />
        </section>
      )}
      <p class="kept-by">
        <span>{fill(words.markedBy, { name: pupil.nickname, time: timeText(createdAt) })}</span>
        {correction && <span>{words.isCorrected}</span>}
      </p>
      <p class="row-actions">
        <IconButton
          icon="wrong"
          label={staffTexts.value.correct}
          withWords={true}
          class="worded"
          onClick={() => {
            correcting.value = true;
          }}
        />
        <ConfirmedButton
          icon="check"
          label={words.markDone}
          withWords={true}
          question={words.markDoneQuestion}
          onConfirm={onRemove}
        />
        {conversationId !== null && (
          <a
            class="link"
            href={`/#/classes/${encodeURIComponent(own.id)}/read/${encodeURIComponent(conversationId)}`}
          >
            {words.wholeConversation}
          </a>
        )}
      </p>
      {correcting.value && (
        <CorrectionDialog
          answer={{ id: answerId, text: answer, correction }}
          onCorrected={onCorrected}
          onClose={() => {
            correcting.value = false;
          }}
        />
      )}
    </article>
  );
}

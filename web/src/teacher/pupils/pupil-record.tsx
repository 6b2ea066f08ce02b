import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { timeText } from '../../language/durations.ts';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { PrintSheet } from '../../staff/print/print-sheet.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import type { Pupil, SchoolClass } from '../../staff/types.ts';
import { workTexts } from '../../staff/work-texts.ts';
import { AnswerText } from '../../text/answer-text.tsx';
import { loadRecord, type Record } from './load-record.ts';

interface PupilRecordProps {
  readonly own: SchoolClass;
  readonly pupil: Pupil;
  readonly onClose: () => void;
}

/** What is kept about a pupil, to be read and printed; the same as the file with the data holds. */
export function PupilRecord({ own, pupil, onClose }: PupilRecordProps) {
  const words = workTexts.value;
  const record = useSignal<Record | undefined>(undefined);
  const action = useAction();
  useEffect(() => {
    void action.run(async () => {
      record.value = await loadRecord(pupil.id);
    });
  }, []);
  const content = record.value && <RecordText own={own} pupil={pupil} record={record.value} />;
  return (
    <Dialog title={fill(words.record, { name: pupil.nickname })} class="wide-dialog" onClose={onClose}>
      <p class="hint">{words.recordHint}</p>
      <ErrorNote error={action.error.value} />
      {content ?? (!action.error.value && <p class="quiet-text">{staffTexts.value.loading}</p>)}
      <div class="buttons">
        <button type="button" class="button" disabled={!content} onClick={() => print()}>
          {staffTexts.value.print}
        </button>
        <button type="button" class="button quiet" onClick={onClose}>
          {texts.value.close}
        </button>
      </div>
      {content && (
        <PrintSheet>
          <h1>{fill(words.record, { name: pupil.nickname })}</h1>
          {content}
        </PrintSheet>
      )}
    </Dialog>
  );
}

interface RecordTextProps {
  readonly own: SchoolClass;
  readonly pupil: Pupil;
  readonly record: Record;
}

function RecordText({ own, pupil, record }: RecordTextProps) {
  const words = workTexts.value;
  return (
    <div class="record" lang="tg">
      <p>
        {own.name} · {fill(words.joinedAt, { time: timeText(pupil.createdAt) })}
      </p>
      {record.conversations.length === 0 && <p>{words.recordEmpty}</p>}
      {record.conversations.map(({ id, title, createdAt, messages }) => (
        <section key={id}>
          <h3>
            {title || staffTexts.value.untitled} · {timeText(createdAt)}
          </h3>
          {messages.map((message) => (
            <div key={message.id}>
              <p>
                <strong>{message.role === 'user' ? words.asked : words.answered}:</strong>
              </p>
              <AnswerText text={message.text} />
              {message.role === 'assistant' && message.correction && (
                <>
                  <p>
                    <strong>{words.correction}:</strong>
                  </p>
                  <AnswerText text={message.correction.text} />
                </>
              )}
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

import { timeText } from '../language/durations.ts';
import { fill } from '../language/plural.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { call } from '../server/call.ts';
import { ConfirmedButton } from '../staff/confirmed-button.tsx';
import { Loaded } from '../staff/loaded.tsx';
import { StaffLayout } from '../staff/staff-layout.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import { useResource } from '../staff/use-resource.ts';
import { AnswerText } from '../text/answer-text.tsx';
import { SendHome } from './send-home.tsx';

/** Everything that teachers have corrected, and the file from which a model learns it. */
export function CorrectionsPage() {
  const words = staffTexts.value;
  const corrections = useResource('GET /api/corrections', { everyMs: 15_000 });
  const action = useAction();
  const remove = (id: string) =>
    action.run(async () => {
      await call('DELETE /api/corrections/:id', { path: { id } });
      await corrections.load();
    });
  return (
    <StaffLayout
      title={words.corrections}
      places={[
        { place: 'classes', label: words.classes },
        { place: 'classes/items', label: words.items },
        { place: 'classes/corrections', label: words.corrections },
      ]}
      current="classes/corrections"
    >
      <p>{words.correctionsText}</p>
      <ErrorNote error={action.error.value} />
      <Loaded resource={corrections}>
        {({ corrections: list }) => (
          <>
            {list.length === 0 ? (
              <p class="quiet-text">{words.nothing}</p>
            ) : (
              <p>
                <a class="button quiet" href="/api/corrections/export" download>
                  {words.download}
                </a>
              </p>
            )}
            {list.map((one) => (
              <article key={one.id} class="kept-correction" lang="tg">
                <h2>{one.question}</h2>
                <details>
                  <summary>{words.wrongAnswer}</summary>
                  <AnswerText text={one.answer} />
                </details>
                <div class="correction">
                  <AnswerText text={one.text} />
                </div>
                {one.note && <p class="hint">{one.note}</p>}
                <SendHome correction={one} onChanged={corrections.load} />
                <p class="kept-by">
                  <span>
                    {fill(words.correctedBy, {
                      name: one.teacher?.name ?? '–',
                      time: timeText(one.createdAt),
                    })}
                  </span>
                  <ConfirmedButton
                    icon="trash"
                    label={words.remove}
                    target={one.question}
                    withWords={true}
                    question={one.text}
                    onConfirm={() => void remove(one.id)}
                  />
                </p>
              </article>
            ))}
          </>
        )}
      </Loaded>
    </StaffLayout>
  );
}

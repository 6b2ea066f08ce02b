import type { SchoolTest } from '../../../../src/school/contract/index.ts';
import { timeText } from '../../language/durations.ts';
import { language } from '../../language/language.ts';
import { fill, plural } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { go } from '../../routes.ts';
import { call } from '../../server/call.ts';
import { ConfirmedButton } from '../../staff/confirmed-button.tsx';
import { Loaded } from '../../staff/loaded.tsx';
import { StaffLayout } from '../../staff/staff-layout.tsx';
import { useResource } from '../../staff/use-resource.ts';
import { taskTexts } from '../task-texts/task-texts.ts';
import '../tasks.css';
import { LiveSheet } from './live-sheet.tsx';
import { PaperSheet } from './paper-sheet.tsx';
import { ResultsSheet } from './results-sheet.tsx';

interface TestPagesProps {
  readonly classId: string;
  readonly id: string;
  readonly sheet: string;
}

/** One test: who is where, results, paper. */
export function TestPages({ classId, id, sheet }: TestPagesProps) {
  const words = taskTexts.value;
  const test = useResource('GET /api/tests/:id', { everyMs: 15_000, input: { path: { id } } });
  const base = `classes/${encodeURIComponent(classId)}/test/${encodeURIComponent(id)}`;
  return (
    <StaffLayout
      title={test.value.value?.test.title ?? '…'}
      back={{ place: `classes/${encodeURIComponent(classId)}/tests`, label: words.tests }}
      places={[
        { place: `${base}/live`, label: words.live },
        { place: `${base}/results`, label: words.resultsTitle },
        { place: `${base}/paper`, label: words.paper },
      ]}
      current={`${base}/${sheet}`}
    >
      <Loaded resource={test}>
        {({ test: one }) => {
          if (sheet === 'results') return <ResultsSheet id={id} />;
          if (sheet === 'paper') return <PaperSheet id={id} classId={classId} />;
          return (
            <>
              <Head test={one} onChange={test.load} />
              <LiveSheet id={id} />
            </>
          );
        }}
      </Loaded>
    </StaffLayout>
  );
}

function Head({ test, onChange }: { test: SchoolTest; onChange: () => Promise<void> }) {
  const words = taskTexts.value;
  const action = useAction();
  const { settings, itemCount, started, finished, id, classId } = test;
  const isOpen = settings.closesAt > Date.now();
  return (
    <>
      <p>
        {plural(language.value, itemCount, words.questionCount)} · {timeText(settings.opensAt)} –{' '}
        {timeText(settings.closesAt)} · {fill(words.started, { started, finished })}
      </p>
      <ErrorNote error={action.error.value} />
      <div class="buttons">
        {isOpen && (
          <ConfirmedButton
            icon="stop"
            withWords
            label={words.end}
            question={words.endQuestion}
            onConfirm={() =>
              void action.run(async () => {
                const closesAt = Math.max(Date.now(), settings.opensAt + 1);
                await call('PATCH /api/tests/:id', { path: { id }, body: { settings: { closesAt } } });
                await onChange();
              })
            }
          />
        )}
        <ConfirmedButton
          icon="trash"
          withWords
          label={words.remove}
          question={words.removeQuestion}
          onConfirm={() =>
            void action.run(async () => {
              await call('DELETE /api/tests/:id', { path: { id } });
              go(`classes/${encodeURIComponent(classId)}/tests`);
            })
          }
        />
      </div>
    </>
  );
}

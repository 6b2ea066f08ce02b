import { useSignal } from '@preact/signals';
import { timeText } from '../../language/durations.ts';
import { language } from '../../language/language.ts';
import { fill, plural } from '../../language/plural.ts';
import { go } from '../../routes.ts';
import { Loaded } from '../../staff/loaded.tsx';
import type { SchoolClass } from '../../staff/types.ts';
import { useResource } from '../../staff/use-resource.ts';
import { taskTexts } from '../task-texts/task-texts.ts';
import '../tasks.css';
import { NewTest } from './new-test.tsx';

/** The tests of a class, and a new one. */
export function TestsSheet({ own }: { own: SchoolClass }) {
  const words = taskTexts.value;
  const tests = useResource('GET /api/classes/:id/tests', {
    everyMs: 15_000,
    input: { path: { id: own.id } },
  });
  const isNew = useSignal(false);
  const base = `classes/${encodeURIComponent(own.id)}/test`;
  return (
    <Loaded resource={tests}>
      {({ tests: list }) => (
        <>
          {list.length > 0 && (
            <ul class="cards">
              {list.map((one) => (
                <li key={one.id}>
                  <a class="card" href={`/#/${base}/${encodeURIComponent(one.id)}`}>
                    <strong lang="tg">{one.title}</strong>
                    <span>
                      {plural(language.value, one.itemCount, words.questionCount)} ·{' '}
                      {timeText(one.settings.opensAt)}
                    </span>
                    <span>{fill(words.started, { started: one.started, finished: one.finished })}</span>
                  </a>
                </li>
              ))}
            </ul>
          )}
          {isNew.value ? (
            <NewTest
              classId={own.id}
              onMade={(made) => go(`${base}/${encodeURIComponent(made.id)}`)}
              onCancel={() => {
                isNew.value = false;
              }}
            />
          ) : (
            <button
              type="button"
              class="button"
              onClick={() => {
                isNew.value = true;
              }}
            >
              {words.newTest}
            </button>
          )}
        </>
      )}
    </Loaded>
  );
}

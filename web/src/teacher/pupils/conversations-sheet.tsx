import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { timeText } from '../../language/durations.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { staffTexts } from '../../staff/staff-texts.ts';
import type { PupilConversation, SchoolClass } from '../../staff/types.ts';

/** The pupils' conversations, where the class allows it and the pupils know it. */
export function ConversationsSheet({ own }: { own: SchoolClass }) {
  const words = staffTexts.value;
  const list = useSignal<readonly PupilConversation[] | undefined>(undefined);
  const more = useSignal(false);
  const action = useAction();
  const load = () =>
    action.run(async () => {
      const shown = list.value ?? [];
      const last = shown[shown.length - 1];
      const page = await call('GET /api/classes/:id/conversations', {
        path: { id: own.id },
        query: { limit: 50, before: last?.id },
      });
      list.value = [...shown, ...page.conversations];
      more.value = page.more;
    });
  useEffect(() => {
    if (own.settings.teacherMayRead) void load();
  }, []);
  if (!own.settings.teacherMayRead) return <p class="rules">{words.mayNotRead}</p>;
  return (
    <>
      <ErrorNote error={action.error.value} />
      {list.value?.length === 0 && <p class="quiet-text">{words.nothing}</p>}
      <ul class="plain-list linked">
        {(list.value ?? []).map((one) => (
          <li key={one.id}>
            <a href={`/#/classes/${encodeURIComponent(own.id)}/read/${encodeURIComponent(one.id)}`} lang="tg">
              <strong>{one.title || words.untitled}</strong>
              <span>
                {one.pupil.nickname} · {timeText(one.updatedAt)}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {more.value && (
        <button type="button" class="button quiet" onClick={() => void load()}>
          {words.more}
        </button>
      )}
    </>
  );
}

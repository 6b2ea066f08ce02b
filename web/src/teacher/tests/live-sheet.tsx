import { fill } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { Loaded } from '../../staff/loaded.tsx';
import { Table } from '../../staff/table.tsx';
import { useResource } from '../../staff/use-resource.ts';
import { taskTexts } from '../task-texts/task-texts.ts';

const everyMs = 4000;
const longSilenceSeconds = 40;

/** Who is where in a test. */
export function LiveSheet({ id }: { id: string }) {
  const words = taskTexts.value;
  const live = useResource('GET /api/tests/:id/live', { everyMs, input: { path: { id } } });
  const action = useAction();
  const reopen = (pupilId: string) =>
    action.run(async () => {
      const body = { pupilId, extraMinutes: 5 };
      live.value.value = await call('POST /api/tests/:id/reopen', { path: { id }, body });
    });
  return (
    <>
      <ErrorNote error={action.error.value} />
      <Loaded resource={live}>
        {({ pupils }) => (
          <Table
            label={words.live}
            rows={pupils}
            idOf={({ pupilId }) => pupilId}
            columns={[
              { title: words.pupil, cell: ({ nickname }) => <span lang="tg">{nickname}</span> },
              {
                title: words.state,
                cell: ({ state, silentSeconds }) => (
                  <>
                    {words.states2[state]}
                    {silentSeconds !== null && silentSeconds > longSilenceSeconds && (
                      <small class="warning">{fill(words.silent, { n: silentSeconds })}</small>
                    )}
                  </>
                ),
              },
              { title: words.place, cell: ({ place }) => (place === 0 ? '–' : place) },
              { title: words.answered, cell: ({ answered }) => answered },
              {
                title: words.left,
                cell: ({ remainingSeconds: left }) =>
                  left === null ? '–' : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`,
              },
              {
                title: words.reopen,
                cell: ({ state, pupilId, nickname }) =>
                  state === 'submitted' || state === 'time-over' ? (
                    <button
                      type="button"
                      class="button quiet small"
                      aria-label={`${words.reopen}: ${nickname}`}
                      onClick={() => void reopen(pupilId)}
                    >
                      {words.reopen}
                    </button>
                  ) : (
                    '–'
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </>
  );
}

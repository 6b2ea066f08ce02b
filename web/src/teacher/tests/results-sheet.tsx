import { fill } from '../../language/plural.ts';
import { Loaded } from '../../staff/loaded.tsx';
import { Table } from '../../staff/table.tsx';
import { useResource } from '../../staff/use-resource.ts';
import { taskTexts } from '../task-texts/task-texts.ts';

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** Results by pupil (in the order of names), by question, by topic. */
export function ResultsSheet({ id }: { id: string }) {
  const words = taskTexts.value;
  const results = useResource('GET /api/tests/:id/results', { everyMs: 15_000, input: { path: { id } } });
  return (
    <Loaded resource={results}>
      {({ pupils, items, topics }) => (
        <>
          <h2>{words.byPupil}</h2>
          <Table
            label={words.byPupil}
            rows={pupils}
            idOf={({ pupilId }) => pupilId}
            columns={[
              { title: words.pupil, cell: ({ nickname }) => <span lang="tg">{nickname}</span> },
              { title: words.state, cell: ({ state }) => words.states2[state] },
              {
                title: words.right,
                cell: ({ right, shares, state }) =>
                  state === 'not-started' ? '–' : `${right} / ${shares.length}`,
              },
              {
                title: words.share,
                cell: ({ share, state }) => (state === 'not-started' ? '–' : percent(share)),
              },
              {
                title: words.used,
                cell: ({ minutes, late, notCounted }) => (
                  <>
                    {String(minutes).replace('.', ',')}
                    {late > 0 && <small class="warning">{fill(words.late, { n: late })}</small>}
                    {notCounted > 0 && (
                      <small class="warning">{fill(words.notCounted, { n: notCounted })}</small>
                    )}
                  </>
                ),
              },
            ]}
          />
          <h2>{words.byTopic}</h2>
          <Table
            label={words.byTopic}
            rows={topics}
            idOf={({ subject, topic }) => `${subject} ${topic}`}
            columns={[
              { title: words.topic, cell: ({ subject, topic }) => <span lang="tg">{topic ?? subject}</span> },
              { title: words.items, cell: (one) => one.items },
              { title: words.right, cell: ({ share }) => percent(share) },
            ]}
          />
          <h2>{words.byItem}</h2>
          <p class="hint">{words.discriminationHint}</p>
          <Table
            label={words.byItem}
            rows={items.map((item, place) => ({ ...item, place: place + 1 }))}
            idOf={({ place }) => String(place)}
            columns={[
              {
                title: words.question,
                cell: ({ place, question, right }) => (
                  <span lang="tg">
                    {place}. {question} <strong>{right}</strong>
                  </span>
                ),
              },
              {
                title: words.difficulty,
                cell: ({ difficulty }) => (difficulty === null ? '–' : percent(difficulty)),
              },
              {
                title: words.discrimination,
                cell: ({ discrimination }) =>
                  discrimination === null ? '–' : discrimination.toFixed(2).replace('.', ','),
              },
              {
                title: words.given,
                whole: true,
                cell: ({ given }) => (
                  <ul class="given" lang="tg">
                    {given.slice(0, 6).map(({ text, count, isRight }) => (
                      <li key={text}>
                        {isRight ? '✓ ' : ''}
                        {text}: {count}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

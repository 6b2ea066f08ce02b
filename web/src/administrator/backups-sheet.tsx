import { timeText } from '../language/durations.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { call } from '../server/call.ts';
import { Loaded } from '../staff/loaded.tsx';
import { sizeText } from '../staff/size-text.ts';
import { staffTexts } from '../staff/staff-texts.ts';
import { Table } from '../staff/table.tsx';
import { useResource } from '../staff/use-resource.ts';

/** Copies of everything that is kept, made while the server runs. */
export function BackupsSheet() {
  const words = staffTexts.value;
  const backups = useResource('GET /api/backups');
  const action = useAction();
  const make = () =>
    action.run(async () => {
      await call('POST /api/backups');
      await backups.load();
    });
  return (
    <>
      <p>{words.backupsText}</p>
      <p>
        <button type="button" class="button" disabled={action.isRunning.value} onClick={() => void make()}>
          {words.makeBackup}
        </button>
      </p>
      <ErrorNote error={action.error.value} />
      <Loaded resource={backups}>
        {({ backups: list }) => (
          <Table
            label={words.backups}
            rows={list}
            idOf={({ name }) => name}
            columns={[
              { title: words.time, cell: ({ createdAt }) => timeText(createdAt) },
              { title: words.size, cell: ({ sizeBytes }) => sizeText(sizeBytes) },
              {
                title: words.actions,
                whole: true,
                cell: ({ name, verified }) => (
                  <span class="row-actions">
                    <span>{verified ? words.verified : words.notVerified}</span>
                    <a
                      class="link"
                      href={`/api/backups/${encodeURIComponent(name)}`}
                      download
                      aria-label={`${words.download}: ${name}`}
                    >
                      {words.download}
                    </a>
                  </span>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </>
  );
}

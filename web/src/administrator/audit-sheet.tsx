import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { timeText } from '../language/durations.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { call } from '../server/call.ts';
import { staffTexts } from '../staff/staff-texts.ts';
import { Table } from '../staff/table.tsx';
import type { AuditEntry } from '../staff/types.ts';
import { auditActor, auditSentence } from './audit-sentence.ts';

/** Who did what, newest first. */
export function AuditSheet() {
  const words = staffTexts.value;
  const entries = useSignal<readonly AuditEntry[] | undefined>(undefined);
  const more = useSignal(false);
  const action = useAction();
  const load = () =>
    action.run(async () => {
      const shown = entries.value ?? [];
      const last = shown[shown.length - 1];
      const page = await call('GET /api/audit', { query: { limit: 50, before: last?.id } });
      entries.value = [...shown, ...page.entries];
      more.value = page.more;
    });
  useEffect(() => {
    void load();
  }, []);
  return (
    <>
      <ErrorNote error={action.error.value} />
      {entries.value && (
        <Table
          label={words.audit}
          rows={entries.value}
          idOf={({ id }) => id}
          columns={[
            { title: words.time, cell: ({ at }) => timeText(at) },
            { title: words.who, cell: auditActor },
            {
              title: words.what,
              whole: true,
              cell: auditSentence,
            },
          ]}
        />
      )}
      {more.value && (
        <button type="button" class="button quiet" onClick={() => void load()}>
          {words.more}
        </button>
      )}
    </>
  );
}

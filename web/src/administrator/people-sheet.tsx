import { useSignal } from '@preact/signals';
import { timeText } from '../language/durations.ts';
import { fill } from '../language/plural.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { call } from '../server/call.ts';
import { person } from '../server/session.ts';
import { AddForm } from '../staff/add-form.tsx';
import { ConfirmedButton } from '../staff/confirmed-button.tsx';
import { ImportForm } from '../staff/import-form.tsx';
import { Loaded } from '../staff/loaded.tsx';
import { ShownOnce } from '../staff/shown-once.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import { Table } from '../staff/table.tsx';
import type { Named, Teacher } from '../staff/types.ts';
import { useAddresses } from '../staff/use-addresses.ts';
import { useResource } from '../staff/use-resource.ts';
import { workTexts } from '../staff/work-texts.ts';
import { StaffSlips } from './staff-slips.tsx';

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly password: string;
}

/** An administrator is told everything about the staff, a teacher names only. */
const isWhole = (one: Named | Teacher): one is Teacher => 'classes' in one;

/** A table as it may be filled in. */
const template = [
  ['ном', 'синфҳо'],
  ['Зарина Раҳимова', '"7-А;7-Б"'],
];

/** Teachers and administrators. */
export function PeopleSheet() {
  const words = staffTexts.value;
  const teachers = useResource('GET /api/teachers');
  const address = useAddresses()?.addresses[0] ?? location.origin;
  const shown = useSignal<readonly Shown[]>([]);
  const action = useAction();
  const show = async (made: readonly Shown[]) => {
    shown.value = made;
    await teachers.load();
  };
  const add = async (name: string) => {
    const body = { name };
    const made = await call('POST /api/teachers', { body });
    await show([{ ...made.teacher, password: made.password }]);
  };
  const importTeachers = async (csv: string, headingMayLack: boolean) => {
    const body = { csv, headingMayLack };
    await show((await call('POST /api/teachers/import', { body })).teachers);
  };
  const act = (work: () => Promise<unknown>) =>
    void action.run(async () => {
      await work();
      await teachers.load();
    });
  const renewPassword = async (teacher: Teacher) => {
    const made = await call('POST /api/teachers/:id/password', { path: { id: teacher.id } });
    shown.value = [{ ...teacher, password: made.password }];
  };
  return (
    <>
      <ErrorNote error={action.error.value} />
      <Loaded resource={teachers}>
        {({ teachers: list }) => (
          <Table
            label={words.teachers}
            rows={list.filter(isWhole)}
            idOf={({ id }) => id}
            columns={[
              { title: words.name, cell: ({ name }) => name },
              { title: words.role, cell: ({ role }) => words.roles[role] },
              {
                title: words.classes,
                cell: ({ classes }) => classes.map(({ name }) => name).join(', ') || '–',
              },
              {
                title: words.lastSeen,
                cell: ({ lastSeenAt }) => (lastSeenAt === null ? words.never : timeText(lastSeenAt)),
              },
              {
                title: words.actions,
                whole: true,
                cell: (teacher) => (
                  <span class="row-actions">
                    <button
                      type="button"
                      class="link"
                      disabled={teacher.id === person.value?.id}
                      onClick={() =>
                        act(() =>
                          call('PATCH /api/teachers/:id', {
                            path: { id: teacher.id },
                            body: { role: otherRole(teacher) },
                          }),
                        )
                      }
                    >
                      {teacher.role === 'teacher' ? words.makeAdministrator : words.makeTeacher}
                    </button>
                    <ConfirmedButton
                      icon="again"
                      label={words.newPassword}
                      target={teacher.name}
                      withWords={true}
                      question={fill(words.newPasswordQuestion, { name: teacher.name })}
                      onConfirm={() => act(() => renewPassword(teacher))}
                    />
                    <ConfirmedButton
                      icon="trash"
                      label={words.remove}
                      target={teacher.name}
                      withWords={true}
                      question={fill(words.removeTeacherQuestion, { name: teacher.name })}
                      onConfirm={() =>
                        act(() => call('DELETE /api/teachers/:id', { path: { id: teacher.id } }))
                      }
                    />
                  </span>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <AddForm label={words.newTeacher} button={words.add} onAdd={add} />
      <ImportForm hint={workTexts.value.pasteTeachers} template={template} onImport={importTeachers} />
      {shown.value.length > 0 && (
        <ShownOnce
          title={words.password}
          printed={<StaffSlips shown={shown.value} address={address} />}
          onClose={() => {
            shown.value = [];
          }}
        >
          <Table
            label={words.password}
            rows={shown.value}
            idOf={({ id }) => id}
            columns={[
              { title: words.name, cell: ({ name }) => name },
              { title: words.password, cell: ({ password }) => <code>{password}</code> },
            ]}
          />
        </ShownOnce>
      )}
    </>
  );
}

const otherRole = ({ role }: Teacher) => (role === 'teacher' ? 'administrator' : 'teacher');

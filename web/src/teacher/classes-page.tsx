import { language } from '../language/language.ts';
import { plural } from '../language/plural.ts';
import { go } from '../routes.ts';
import { call } from '../server/call.ts';
import { AddForm } from '../staff/add-form.tsx';
import { Loaded } from '../staff/loaded.tsx';
import { StaffLayout } from '../staff/staff-layout.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import { useResource } from '../staff/use-resource.ts';
import { codeText } from './printing/code-text.ts';

/** The teacher's classes, and a new one. */
export function ClassesPage() {
  const words = staffTexts.value;
  const classes = useResource('GET /api/classes', { everyMs: 15_000 });
  const create = async (name: string) => {
    const made = await call('POST /api/classes', { body: { name } });
    go(`classes/${encodeURIComponent(made.id)}/settings`);
  };
  return (
    <StaffLayout
      title={words.classes}
      places={[
        { place: 'classes', label: words.classes },
        { place: 'classes/items', label: words.items },
        { place: 'classes/corrections', label: words.corrections },
      ]}
      current="classes"
    >
      <Loaded resource={classes}>
        {({ classes: list }) =>
          list.length === 0 ? (
            <p class="quiet-text">{words.noClasses}</p>
          ) : (
            <ul class="cards">
              {list.map((one) => (
                <li key={one.id}>
                  <a class="card" href={`/#/classes/${encodeURIComponent(one.id)}`}>
                    <strong>{one.name}</strong>
                    <span>{plural(language.value, one.pupilCount, words.pupilCount)}</span>
                    <span class="code">{codeText(one.code)}</span>
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <AddForm label={words.newClass} hint={words.classNameHint} button={words.create} onAdd={create} />
    </StaffLayout>
  );
}

import { Icon } from '../parts/icons.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import { useResource } from '../staff/use-resource.ts';
import { workTexts } from '../staff/work-texts.ts';

/** What follows the set-up, until it is done: teachers, a class, a backup. */
export function NextSteps({ hasBackup }: { hasBackup: boolean }) {
  const words = workTexts.value;
  const people = useResource('GET /api/teachers').value.value;
  const classes = useResource('GET /api/classes').value.value;
  if (!people || !classes) return null;
  const steps = [
    { place: 'school/people', text: words.steps.people, isDone: people.teachers.length > 1 },
    { place: 'classes', text: words.steps.classes, isDone: classes.classes.length > 0 },
    { place: 'school/backups', text: words.steps.backups, isDone: hasBackup },
  ];
  if (steps.every(({ isDone }) => isDone)) return null;
  return (
    <section class="next-steps" aria-label={words.nextSteps}>
      <h2>{words.nextSteps}</h2>
      <ol>
        {steps.map(({ place, text, isDone }) => (
          <li key={place}>
            <a href={`/#/${place}`}>{text}</a>
            {isDone && (
              <span class="step-done">
                <Icon name="check" /> {words.done}
              </span>
            )}
          </li>
        ))}
      </ol>
      <p class="hint">{staffTexts.value.backupsText}</p>
    </section>
  );
}

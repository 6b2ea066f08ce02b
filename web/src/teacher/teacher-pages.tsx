import { route } from '../routes.ts';
import { ClassPages } from './class-pages.tsx';
import { ClassesPage } from './classes-page.tsx';
import { CorrectionsPage } from './corrections-page.tsx';
import { ReadPage } from './read-page.tsx';

/** `#/classes`, `#/classes/corrections`, `#/classes/ID/SHEET`, `#/classes/ID/read/CONVERSATION`. */
export function TeacherPages() {
  const [, id, sheet = 'overview', conversationId] = route.value;
  if (id === undefined) return <ClassesPage />;
  if (id === 'corrections') return <CorrectionsPage />;
  if (sheet === 'read' && conversationId) return <ReadPage classId={id} conversationId={conversationId} />;
  return <ClassPages key={id} id={id} sheet={sheet} />;
}

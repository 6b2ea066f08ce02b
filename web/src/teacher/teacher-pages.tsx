import { route } from '../routes.ts';
import { ClassPages } from './class-pages.tsx';
import { ClassesPage } from './classes-page.tsx';
import { CorrectionsPage } from './corrections-page.tsx';
import { ClassCard } from './printing/class-card.tsx';
import { ReadPage } from './read-page.tsx';

/** `#/classes`, `#/classes/corrections`, `#/classes/ID/SHEET`, `#/classes/ID/card`, `#/classes/ID/read/CONVERSATION`. */
export function TeacherPages() {
  const [, id, sheet = 'overview', conversationId] = route.value;
  if (id === undefined) return <ClassesPage />;
  if (id === 'corrections') return <CorrectionsPage />;
  if (sheet === 'card') return <ClassCard key={id} id={id} />;
  if (sheet === 'read' && conversationId) return <ReadPage classId={id} conversationId={conversationId} />;
  return <ClassPages key={id} id={id} sheet={sheet} />;
}

import { lazyPage } from '../parts/lazy-page.tsx';
import { route } from '../routes.ts';
import { ClassPages } from './class-pages.tsx';
import { ClassesPage } from './classes-page.tsx';
import { CorrectionsPage } from './corrections-page.tsx';
import { ClassCard } from './printing/class-card.tsx';
import { ReadPage } from './read-page.tsx';

const ItemsPage = lazyPage(async () => (await import('./items/items-page.tsx')).ItemsPage);
const TestPages = lazyPage<{ classId: string; id: string; sheet: string }>(
  async () => (await import('./tests/test-pages.tsx')).TestPages,
);

/** `#/classes/items`, `#/classes/ID/test/TEST/SHEET`, `#/classes`, `#/classes/corrections`, `#/classes/ID/SHEET`, `#/classes/ID/card`, `#/classes/ID/read/CONVERSATION`. */
export function TeacherPages() {
  const [, id, sheet = 'overview', inside, part = 'live'] = route.value;
  if (id === undefined) return <ClassesPage />;
  if (id === 'corrections') return <CorrectionsPage />;
  if (sheet === 'card') return <ClassCard key={id} id={id} />;
  if (id === 'items') return <ItemsPage />;
  if (sheet === 'read' && inside) return <ReadPage classId={id} conversationId={inside} />;
  if (sheet === 'test' && inside) return <TestPages key={inside} classId={id} id={inside} sheet={part} />;
  return <ClassPages key={id} id={id} sheet={sheet} />;
}

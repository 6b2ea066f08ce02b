import { useEffect } from 'preact/hooks';
import { lazyPage } from '../parts/lazy-page.tsx';
import { Loaded } from '../staff/loaded.tsx';
import { StaffLayout } from '../staff/staff-layout.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import type { SchoolClass } from '../staff/types.ts';
import { useResource } from '../staff/use-resource.ts';
import { workTexts } from '../staff/work-texts.ts';
import { OverviewSheet } from './overview-sheet.tsx';
import { ConversationsSheet } from './pupils/conversations-sheet.tsx';
import { MarksSheet } from './pupils/marks-sheet.tsx';
import { PupilsSheet } from './pupils/pupils-sheet.tsx';
import { SettingsSheet } from './settings/settings-sheet.tsx';

/** A class changes while its page is open: by another teacher, by pupils who join. */
const everyMs = 15_000;
const sheets = ['overview', 'pupils', 'practice', 'tests', 'conversations', 'marks', 'settings'] as const;

const PracticeSheet = lazyPage<{ own: SchoolClass }>(
  async () => (await import('./practice-sheet.tsx')).PracticeSheet,
);
const TestsSheet = lazyPage<{ own: SchoolClass }>(
  async () => (await import('./tests/tests-sheet.tsx')).TestsSheet,
);

/** One class: overview, pupils, conversations, marked answers, settings. */
export function ClassPages({ id, sheet }: { id: string; sheet: string }) {
  const words = staffTexts.value;
  const own = useResource('GET /api/classes/:id', { everyMs, input: { path: { id } } });
  useEffect(() => {
    // One sheet changes what another shows: how many pupils there are, who may read.
    void own.load();
  }, [sheet]);
  const base = `classes/${encodeURIComponent(id)}`;
  const places = sheets.map((name) => ({
    place: `${base}/${name}`,
    label: name === 'marks' ? workTexts.value.marks : words[name],
  }));
  return (
    <StaffLayout
      title={own.value.value?.name ?? '…'}
      back={{ place: 'classes', label: words.allClasses }}
      places={places}
      current={`${base}/${sheet}`}
    >
      <Loaded resource={own}>
        {(one) => {
          if (sheet === 'pupils') return <PupilsSheet own={one} />;
          if (sheet === 'practice') return <PracticeSheet own={one} />;
          if (sheet === 'tests') return <TestsSheet own={one} />;
          if (sheet === 'conversations') return <ConversationsSheet own={one} />;
          if (sheet === 'marks') return <MarksSheet own={one} />;
          if (sheet === 'settings')
            return (
              <SettingsSheet
                own={one}
                onChange={(changed) => {
                  own.value.value = changed;
                }}
              />
            );
          return <OverviewSheet own={one} />;
        }}
      </Loaded>
    </StaffLayout>
  );
}

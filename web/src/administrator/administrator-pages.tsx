import { route } from '../routes.ts';
import { session } from '../server/session.ts';
import { StaffLayout } from '../staff/staff-layout.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import { AuditSheet } from './audit-sheet.tsx';
import { BackupsSheet } from './backups-sheet.tsx';
import { KeysSheet } from './keys-sheet.tsx';
import { machineTexts } from './machine/machine-texts.ts';
import { ModelsSheet } from './machine/models-sheet.tsx';
import { UpdatesSheet } from './machine/updates-sheet.tsx';
import { PeopleSheet } from './people-sheet.tsx';
import { SystemSheet } from './system-sheet.tsx';

const sheets = {
  system: SystemSheet,
  people: PeopleSheet,
  models: ModelsSheet,
  updates: UpdatesSheet,
  keys: KeysSheet,
  backups: BackupsSheet,
  audit: AuditSheet,
};

/** `#/school/SHEET`: the server, people, models, updates, keys, backups, the log of actions. */
export function AdministratorPages() {
  const words = { ...staffTexts.value, ...machineTexts.value };
  const wanted = route.value[1] ?? '';
  const sheet = Object.keys(sheets).includes(wanted) ? (wanted as keyof typeof sheets) : 'system';
  const Sheet = sheets[sheet];
  const places = (Object.keys(sheets) as (keyof typeof sheets)[]).map((name) => ({
    place: `school/${name}`,
    label: words[name],
  }));
  return (
    <StaffLayout
      title={session.value?.school.name || words.school}
      places={places}
      current={`school/${sheet}`}
    >
      <Sheet />
    </StaffLayout>
  );
}

// What the school's server sends to teachers and administrators, by the page's names.
export type {
  ApiKey,
  AuditEntry,
  Backup,
  ClassSettings,
  FollowedSettings,
  KeptCorrection,
  MachineJob,
  MachineModel,
  Mark,
  Named,
  Overview,
  Pupil,
  PupilConversation,
  PupilWithPin,
  SchoolClass,
  Staff as Teacher,
  SystemState,
  Updates,
} from '../../../src/school/contract/index.ts';

import type { ClassSettings } from '../../../src/school/contract/index.ts';

export type Hours = ClassSettings['hours'][number];

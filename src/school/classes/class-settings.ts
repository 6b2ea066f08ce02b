import type { ClassSettings } from '../contract/class-settings.ts';

/** What a new class has, and what a setting that a later Soro adds is at first. */
export const defaultClassSettings: ClassSettings = {
  hours: [],
  tutor: 'off',
  hintsBeforeAnswer: 2,
  practiceTutor: { isOn: false, hints: 3, attempts: 4, reveals: true },
  subjects: [],
  systemText: '',
  retentionDays: 90,
  teacherMayRead: false,
  books: [],
  onlyFromBooks: false,
  tools: true,
};

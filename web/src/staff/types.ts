import type { Conversation } from '../server/types.ts';

/** What the server sends to teachers and administrators. */
export interface ClassSettings {
  readonly hours: readonly Hours[];
  readonly tutor: 'off' | 'hints-first';
  readonly hintsBeforeAnswer: number;
  readonly subjects: readonly string[];
  readonly systemText: string;
  readonly retentionDays: number;
  readonly teacherMayRead: boolean;
}

export interface Hours {
  /** 1 is Monday. */
  readonly days: readonly number[];
  /** `08:00` */
  readonly from: string;
  readonly to: string;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface SchoolClass {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly joining: boolean;
  readonly pupilCount: number;
  readonly teachers: readonly Named[];
  readonly settings: ClassSettings;
}

export interface Pupil {
  readonly id: string;
  readonly nickname: string;
  readonly lastSeenAt: number | null;
  readonly online: boolean;
  readonly lockedUntil: number | null;
}

export interface PupilWithPin extends Pupil {
  readonly pin: readonly string[];
}

export interface Overview {
  readonly waiting: readonly {
    readonly pupilId: string;
    readonly nickname: string;
    readonly position: number | null;
    readonly sinceSeconds: number;
  }[];
  readonly writing: readonly { readonly pupilId: string; readonly nickname: string }[];
  readonly online: number;
  readonly questionsToday: number;
  readonly questionsWeek: number;
  readonly topics: readonly { readonly word: string; readonly pupils: number; readonly questions: number }[];
}

export interface PupilConversation extends Conversation {
  readonly pupil: { readonly id: string; readonly nickname: string };
}

export interface KeptCorrection {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly text: string;
  readonly note: string | null;
  readonly createdAt: number;
  readonly teacher: Named | null;
}

export interface Teacher {
  readonly id: string;
  readonly name: string;
  readonly role: 'teacher' | 'administrator';
  readonly lastSeenAt: number | null;
  readonly lockedUntil: number | null;
  readonly classes: readonly Named[];
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly start: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
}

export interface SystemState {
  readonly version: string;
  readonly startedAt: number;
  readonly model: { readonly id: string };
  readonly update?: {
    readonly version: string;
    readonly state: 'available' | 'downloading' | 'ready' | 'failed';
  } | null;
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number };
  readonly database: {
    readonly sizeBytes: number;
    readonly conversations: number;
    readonly messages: number;
    readonly people: number;
  };
  readonly memory: { readonly rssBytes: number };
  readonly addresses: readonly string[];
  readonly clock: { readonly trusted: boolean };
  readonly lastBackupAt: number | null;
  readonly answers: { readonly waiting: number; readonly writing: number };
}

export interface Backup {
  readonly name: string;
  readonly sizeBytes: number;
  readonly createdAt: number;
  readonly verified: boolean;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly actor: { readonly id: string; readonly name: string; readonly role: string } | null;
  readonly action: string;
  readonly subject: string | null;
  readonly detail: unknown;
}

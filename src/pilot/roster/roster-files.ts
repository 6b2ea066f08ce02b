import { z } from 'zod';

const idSchema = z.string().min(1, 'It is empty.').max(255);
const optional = z.string().optional();
const common = {
  sourcedId: idSchema,
  /** Empty in bulk files; active or tobedeleted in delta files. */
  status: z.enum(['', 'active', 'tobedeleted']).optional(),
  dateLastModified: optional,
};
const date = z.iso.date('A date is YYYY-MM-DD.');

/** The rows of OneRoster 1.2's files that a school needs; what else a file may hold is allowed by name and not read. */
export const rosterSchemas = {
  orgs: z.object({
    ...common,
    name: z.string().min(1, 'It is empty.'),
    type: z.enum(['department', 'school', 'district', 'local', 'state', 'national']),
  }),
  academicSessions: z.object({
    ...common,
    title: z.string().min(1, 'It is empty.'),
    type: z.enum(['gradingPeriod', 'semester', 'schoolYear', 'term']),
    startDate: date,
    endDate: date,
    schoolYear: z.string().regex(/^\d{4}$/, 'A year has four digits.'),
  }),
  classes: z.object({
    ...common,
    title: z.string().min(1, 'It is empty.'),
    schoolSourcedId: idSchema,
    termSourcedIds: z.string(),
  }),
  users: z.object({
    ...common,
    enabledUser: z.enum(['true', 'false']),
    username: z.string().min(1, 'It is empty.'),
    givenName: z.string(),
    familyName: z.string(),
  }),
  enrollments: z.object({
    ...common,
    classSourcedId: idSchema,
    schoolSourcedId: idSchema,
    userSourcedId: idSchema,
    role: z.enum(['administrator', 'proctor', 'student', 'teacher']),
  }),
} as const;

export type RosterFile = keyof typeof rosterSchemas;
export const rosterFiles = Object.keys(rosterSchemas) as readonly RosterFile[];
export type RosterRow<File extends RosterFile> = z.output<(typeof rosterSchemas)[File]>;

/** Columns of OneRoster 1.2 that Soro has no use for: addresses, telephones, passwords, parents. They are never kept. */
export const unreadColumns: Readonly<Record<RosterFile, readonly string[]>> = {
  orgs: ['identifier', 'parentSourcedId'],
  academicSessions: ['parentSourcedId'],
  classes: [
    'grades',
    'courseSourcedId',
    'classCode',
    'classType',
    'location',
    'subjects',
    'subjectCodes',
    'periods',
    'resources',
  ],
  users: [
    ...[
      'userIds',
      'middleName',
      'identifier',
      'email',
      'sms',
      'phone',
      'agentSourcedIds',
      'grades',
      'password',
    ],
    ...['userMasterIdentifier', 'resourceSourcedIds', 'preferredGivenName', 'preferredMiddleName'],
    ...['preferredFamilyName', 'primaryOrgSourcedId', 'pronouns'],
  ],
  enrollments: ['primary', 'beginDate', 'endDate'],
};

/** Files that the standard has beside those above. */
export const unreadFiles = [
  ...[
    'categories',
    'classResources',
    'courses',
    'courseResources',
    'demographics',
    'lineItems',
    'lineItemLearningObjectiveIds',
  ],
  ...[
    'lineItemScoreScales',
    'resources',
    'results',
    'resultLearningObjectiveIds',
    'resultScoreScales',
    'roles',
    'scoreScales',
  ],
  ...['userProfiles', 'userResources'],
];

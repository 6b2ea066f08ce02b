import type { BodyOf, PracticeItem, ReplyOf } from '../../../src/school/contract/index.ts';

// What the school's server says of practice and tests, by the page's names.
export type {
  Feedback,
  Practice,
  PracticeItem,
  Sheet,
  ShownItem,
  Today,
} from '../../../src/school/contract/index.ts';

export type TutorTurn = NonNullable<PracticeItem['tutor']>;
export type PracticeBody = Omit<BodyOf<'POST /api/practice/answers'>, 'clientId'>;
export type TestAnswerBody = Omit<BodyOf<'POST /api/my-tests/:id/answers'>, 'clientId'>;
export type TestAnswerReply = ReplyOf<'POST /api/my-tests/:id/answers'>;
export type OwnTest = ReplyOf<'GET /api/my-tests'>['tests'][number];

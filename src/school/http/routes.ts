import { administrationRoutes } from './administration-routes.ts';
import { answerRoutes } from './answer-routes.ts';
import { classRoutes } from './class-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { pupilRoutes } from './pupil-routes.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './session-routes.ts';

/** Every route below `/api`. A fixed path stands before one with a parameter in its place. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...conversationRoutes,
  ...answerRoutes,
  ...classRoutes,
  ...pupilRoutes,
  ...administrationRoutes,
];

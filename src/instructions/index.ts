export { type Example, exampleSchema, examplesFile, type Message, messageSchema } from './example.ts';
export {
  type SolvedExercise,
  solvedExercise,
  solvedExerciseNames,
} from './kinds/computed/solved-exercise.ts';
export { askModel, type Endpoint, type Prompt, type Usage } from './teacher/client.ts';

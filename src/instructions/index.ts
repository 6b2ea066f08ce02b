export { type Example, exampleSchema, examplesFile, type Message, messageSchema } from './example.ts';

export { answerWithTool } from './answer-with-tool.ts';
export { districts } from './geography/geography.ts';
export { toRoman } from './numerals/roman.ts';
export { tools } from './registry.ts';
export { type Tool, type ToolAnswer, type ToolContext, type ToolName, toolNames } from './tool.ts';
export {
  type Entry,
  entrySchema,
  findForeign,
  findWord,
  schoolWordsFolder,
  useSchoolWords,
  wordBookEntries,
} from './words/word-book.ts';

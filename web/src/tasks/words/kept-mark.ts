/** Under this name the device remembers that it keeps the word book. */
export const keptMark = 'soro-words-kept';

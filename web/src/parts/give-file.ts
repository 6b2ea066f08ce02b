/** Browsers ask for the file some time after the click. */
const keptMs = 60_000;

/** Gives the person a file to keep. */
export function giveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}

import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';

/**
 * Paragraphs of real text: the beginning of every text file of the shared data and of the project's
 * sample, about `sizeBytes` in all; none when neither is there.
 */
export async function realTexts(sizeBytes: number): Promise<string[]> {
  const folders = [
    join(sharedFolder(), 'data/text/open'),
    join(sharedFolder(), 'data/text/research'),
    join(projectFolder, 'data/sample'),
  ];
  const files: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isFile() && /\.(txt|jsonl|html)$/.test(entry.name)) {
        files.push(join(entry.parentPath, entry.name));
      }
    }
  }
  const texts: string[] = [];
  const each = Math.ceil(sizeBytes / Math.max(1, files.length));
  for (const file of files.sort()) {
    const whole = await beginning(file, each);
    // By line, and the file's beginning in one piece: line breaks are tokens too.
    texts.push(...whole.split('\n'), whole.slice(0, 4000));
  }
  return texts.filter((text) => text !== '');
}

async function beginning(file: string, sizeBytes: number): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sizeBytes), 0, sizeBytes, 0);
    return new TextDecoder().decode(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

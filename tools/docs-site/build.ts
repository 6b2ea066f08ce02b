// The docs as pages that need no server and nothing from elsewhere: `npm run docs [FOLDER]` writes work/docs-site.
// Open index.html, put the folder on a stick or behind any file server.
import { resolve } from 'node:path';
import { projectFolder } from '../../src/core/configuration.ts';
import { buildDocsSite } from './docs-site.ts';

const folder = resolve(process.argv[2] ?? `${projectFolder}/work/docs-site`);
const { pages, sections } = await buildDocsSite(folder);
console.log(`${pages} pages, ${sections} sections to search: ${folder}/index.html`);

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { parseGuide } from './parse.ts';

const PREFIX = 'virtual:guide/';
const folder = join(import.meta.dirname, '..', '..', 'docs', 'guide');

/** `virtual:guide/en` is the guide in English as parsed chapters: the client carries no Markdown and no parser. */
export function guidePlugin(): Plugin {
  return {
    name: 'branchline-guide',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const file = join(folder, `${id.slice(PREFIX.length + 1)}.md`);
      this.addWatchFile(file);
      const chapters = parseGuide(await readFile(file, 'utf8'));
      return `export const chapters = ${JSON.stringify(chapters)};`;
    },
  };
}

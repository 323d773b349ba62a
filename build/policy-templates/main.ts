import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { adml } from './adml.ts';
import { admx } from './admx.ts';
import { templateTexts } from './texts.ts';

const folder = join(import.meta.dirname, '..', '..', 'dist', 'policy-templates');

/** Writes what goes into a domain's `PolicyDefinitions`, folder for folder. */
const files = {
  'Branchline.admx': admx(),
  'zh-CN/Branchline.adml': adml(templateTexts['zh-CN']),
  'en-US/Branchline.adml': adml(templateTexts['en-US']),
};
for (const [name, content] of Object.entries(files)) {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  console.log(path);
}

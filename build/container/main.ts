import { join } from 'node:path';
import { stageNode } from './stage.ts';

/** For deploy/Containerfile: `node build/container/main.ts FOLDER`, after `npm run build`. */
const [out] = process.argv.slice(2);
if (out === undefined) {
  process.stderr.write('Name the folder in which to put the node together.\n');
  process.exitCode = 1;
} else {
  await stageNode(join(import.meta.dirname, '..', '..'), out);
}

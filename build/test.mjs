// `npm test`. Plain JavaScript for any Node from 20 on; the rest is build/test/main.ts on the project's own Node.
import { runOnProjectNode } from './bootstrap/run.mjs';

await runOnProjectNode('build/test/main.ts');

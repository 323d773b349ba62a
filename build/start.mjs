// `npm start`. Plain JavaScript for any Node from 20 on; the rest is build/start/main.ts on the project's own Node.
import { runOnProjectNode } from './bootstrap/run.mjs';

await runOnProjectNode('build/start/main.ts');

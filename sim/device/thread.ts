import { parentPort } from 'node:worker_threads';
import { takeTime } from './quiet.ts';

// Before the replica is loaded: it must not have seen the realm's own timers.
const time = takeTime();
if (parentPort === null) throw new Error('a device runs in a thread');
const port = parentPort;
const { Program } = await import('./program.ts');
const program = new Program(time);
port.on('message', (envelope) => {
  program.obey(envelope).then((report) => port.postMessage({ id: envelope.id, report }));
});
port.postMessage({ id: 0, ready: true });

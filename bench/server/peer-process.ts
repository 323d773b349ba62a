import { fork } from 'node:child_process';
import { once } from 'node:events';
import { installPeers, PEERS } from '../harness/peers.ts';

export interface Peer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** A server of `bench/peers` in a process of its own; it prints its port when it is ready. */
export async function startPeer(script: string): Promise<Peer> {
  await installPeers();
  const server = fork(`${PEERS}${script}`, { silent: true });
  server.stderr?.pipe(process.stderr);
  const ended = once(server, 'exit');
  const said = once(server.stdout ?? server, 'data') as Promise<[Buffer]>;
  const [port] = await Promise.race([
    said,
    ended.then(() => {
      throw new Error(`${script} ended`);
    }),
  ]);
  return {
    origin: `http://127.0.0.1:${String(port).trim()}`,
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}

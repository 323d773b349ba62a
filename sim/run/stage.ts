import { DeviceThread } from '../device/handle.ts';
import { SimDatabase } from '../world/database.ts';
import { ServerNode } from '../world/node.ts';
import type { Stage } from './simulate.ts';

/** Devices of a run at most, and a spare one that is synced afresh. */
const THREADS = 6;

export async function openStage(
  databaseUrl: string,
  bundle: URL,
): Promise<Stage & { close(): Promise<void> }> {
  const clock = { now: () => 0 };
  const date = () => new Date(clock.now());
  const database = await SimDatabase.of(databaseUrl);
  const nodes = [
    await ServerNode.start('N1', databaseUrl, date),
    await ServerNode.start('N2', databaseUrl, date),
  ];
  const threads = await Promise.all(Array.from({ length: THREADS }, () => DeviceThread.start(bundle)));
  return {
    database,
    nodes,
    threads,
    clock,
    async close() {
      for (const thread of threads) await thread.end();
      for (const node of nodes) await node.stop();
      await database.end();
    },
  };
}

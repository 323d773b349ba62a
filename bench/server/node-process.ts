import { pino } from 'pino';
import { startServer } from '#sync-server/server.ts';

/** One node in a process of its own, so that what it takes is told from what the bench takes. Ends with its parent. */
const server = await startServer({
  databaseUrl: process.env.DATABASE_URL ?? '',
  logger: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
  requestsPerMinute: 100_000_000,
});
process.on('message', () => {
  globalThis.gc?.();
  process.send?.('collected');
});
process.once('disconnect', () => {
  server.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
process.send?.(server.url);

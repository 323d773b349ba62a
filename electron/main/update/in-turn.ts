import { UpdateFailed } from './refused.ts';

/**
 * Asks one server after the other, in their order, until one can be reached. All of them are nodes of one bank: what one
 * refuses the next would refuse as well.
 *
 * @throws UpdateFailed `unreachable` when none can be reached
 */
export async function askInTurn<Answer>(
  servers: readonly string[],
  ask: (server: string) => Promise<Answer>,
): Promise<Answer> {
  for (const server of servers) {
    try {
      return await ask(server);
    } catch (error) {
      if (!(error instanceof UpdateFailed) || error.reason !== 'unreachable') throw error;
    }
  }
  throw new UpdateFailed('unreachable');
}

import { databaseFault } from '../db/faults.ts';
import type { Client } from '../db/pool.ts';
import { type StampResult, stampBatch } from './stamp-batch.ts';

const AT_ONCE = 500;

/** A batch that fails is taken apart, so that one bad change goes to the dead letters and the rest to the feed. */
export async function stampOneByOne(client: Client, now: Date): Promise<StampResult> {
  let consumed = 0;
  let deadLetters = 0;
  for (let i = 0; i < AT_ONCE; i++) {
    try {
      const result = await stampBatch(client, 1, now);
      if (result.consumed === 0) break;
      consumed += 1;
      deadLetters += result.deadLetters;
    } catch (error) {
      if (databaseFault(error) === 'unavailable') throw error;
      await client.query(
        `with bad as (
           delete from change_log where seq = (select min(seq) from change_log)
           returning seq, table_name, id, customer_id)
         insert into feed_dead_letters (seq, table_name, id, customer_id, reason)
         select seq, table_name, id, customer_id, 'could not be stamped' from bad`,
      );
      deadLetters += 1;
    }
  }
  return { consumed, deadLetters };
}

import type { Pool } from '../db/pool.ts';
import type { AuditKey } from '../identity/audit-key.ts';
import { type HeadRow, headOf, isSignedBy, type SignedHead } from './head.ts';
import { appendHeads, headFileOf, lastHeadIn } from './head-file.ts';

/** Heads of one write. */
const BATCH = 500;

/**
 * Copies signed heads out of the database, into a file that is only added to. Every node with a folder copies all of
 * them, whoever signed, so that each folder is whole by itself and one that was away catches up.
 */
export class HeadCopies {
  readonly #folder: string;
  readonly #nodeName: string;
  #generation: number | undefined;
  #last: SignedHead | undefined;

  constructor(folder: string, nodeName: string) {
    this.#folder = folder;
    this.#nodeName = nodeName;
  }

  /** The newest head that is on the disk. */
  get last(): SignedHead | undefined {
    return this.#last;
  }

  /**
   * Copies what is new; gives the number of heads copied. A head whose signature does not hold is not copied, and
   * nothing after it. Rejects where the folder cannot be written.
   */
  async copy(pool: Pool, key: Pick<AuditKey, 'publicKey'>): Promise<number> {
    const file = headFileOf(this.#folder, this.#nodeName, await this.#follow(pool));
    let copied = 0;
    for (;;) {
      const found = await pool.query<HeadRow>(
        `select * from audit_heads where number > $1 order by number limit ${BATCH}`,
        [this.#last?.number ?? 0],
      );
      const heads = found.rows.map(headOf);
      const bad = heads.findIndex((head) => !isSignedBy(key.publicKey, head));
      const whole = bad === -1 ? heads : heads.slice(0, bad);
      if (whole.length > 0) await appendHeads(file, whole, key.publicKey);
      this.#last = whole.at(-1) ?? this.#last;
      copied += whole.length;
      if (whole.length < BATCH) return copied;
    }
  }

  /**
   * Goes on with this node's newest file, or with a new one where the database does not have that file's last head: it
   * was put back to a backup. The old file stays as it is, for it shows what was lost.
   */
  async #follow(pool: Pool): Promise<number> {
    let generation = this.#generation ?? (await this.#newest());
    if (this.#last !== undefined) {
      const same = await pool.query('select 1 from audit_heads where number = $1 and signature = $2', [
        this.#last.number,
        this.#last.signature,
      ]);
      if (same.rowCount === 0) {
        generation += 1;
        this.#last = undefined;
      }
    }
    this.#generation = generation;
    return generation;
  }

  async #newest(): Promise<number> {
    let generation = 1;
    let next = await lastHeadIn(headFileOf(this.#folder, this.#nodeName, generation));
    for (
      ;
      next !== undefined;
      next = await lastHeadIn(headFileOf(this.#folder, this.#nodeName, generation + 1))
    ) {
      if (this.#last !== undefined) generation += 1;
      this.#last = next;
    }
    return generation;
  }
}

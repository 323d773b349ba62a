import type { Page } from './bank.ts';

/** One way to keep the replica, behind the few things the benches ask of all of them. */
export interface Subject {
  /** Stores a page and its checkpoint. May resolve before they are durable. */
  store(page: Page): Promise<void>;
  /** Resolves when everything is handed to the disk. */
  settled(): Promise<void>;
  /** The 100 customers that came last. @returns how many there were */
  firstList(): Promise<number>;
  /** 100 customers of a branch, newest first. */
  branchPage(branchId: string): Promise<number>;
  /** Customers of a branch that came in some years. */
  countRange(branchId: string): Promise<number>;
  /** Changes a task and notes it in the outbox, durably, and reads it back. Throws where it is not seen. */
  edit(taskId: string, round: number): Promise<void>;
  someTask(): Promise<string>;
  close(): Promise<void>;
}

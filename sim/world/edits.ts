import type { EditInput } from '#renderer/replica/api/edits.ts';
import type { Username } from './bank.ts';

/** An edit that a device said to be saved. */
export interface SavedEdit {
  mutationId: string;
  documentId: string;
  author: Username;
  device: string;
  input: EditInput;
  /** The device's replicas lost so far: an edit's row is on its list as long as no more were. */
  replica: number;
  /**
   * Given up with the machine's own past: a whole machine, journal included, was put back to before it, or does not
   * know any more who it was when it sealed it.
   */
  undone: boolean;
}

/** What the simulator has seen of edits. */
export class EditBook {
  readonly saved = new Map<string, SavedEdit>();
  /** Known to the server at some time, and gone with a restored backup after their author had the outcome. */
  readonly lostByRestore = new Set<string>();
  readonly #names = new Map<string, string>();

  add(edit: SavedEdit): string {
    this.saved.set(edit.mutationId, edit);
    this.#names.set(edit.mutationId, `e${this.saved.size}`);
    return this.nameOf(edit.mutationId);
  }

  nameOf(mutationId: string): string {
    return this.#names.get(mutationId) ?? 'e?';
  }
}

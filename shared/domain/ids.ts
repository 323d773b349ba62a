import { v5, v7 } from 'uuid';

/** A new document or mutation id: time-ordered, made on the device, final. */
export function newId(): string {
  return v7();
}

const NAMESPACE = '0b7c9f1e-6a35-5d0c-9d8e-5b8d2b0f4a11';

/** The same id for the same name, always: seeds and imports give a row the id it had the last time. */
export function stableId(name: string): string {
  return v5(name, NAMESPACE);
}

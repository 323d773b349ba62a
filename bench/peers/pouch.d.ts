interface LocalDatabase {
  replicate: { from(url: string, options: { batch_size: number }): Promise<{ docs_written: number }> };
  close(): Promise<void>;
}
export const PouchDB: new (name: string) => LocalDatabase;

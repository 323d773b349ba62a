import { build } from 'esbuild';

/** The code of a Worker, as the product's build makes it. */
export async function bundle(entry: URL): Promise<string> {
  const built = await build({
    entryPoints: [entry.pathname],
    bundle: true,
    minifyWhitespace: true,
    minifySyntax: true,
    format: 'esm',
    target: 'es2024',
    write: false,
    // PouchDB's dependencies look for Node's.
    define: { global: 'globalThis' },
  });
  const [file] = built.outputFiles;
  if (file === undefined) throw new Error('nothing was built');
  return file.text;
}

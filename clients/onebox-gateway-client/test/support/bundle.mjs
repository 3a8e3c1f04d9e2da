import { gzipSync } from 'node:zlib';

import { buildSync } from 'esbuild';

/** The bundle of a module whose imports are found from a folder, minified, and its size gzipped. */
export function bundleOf(contents, folder) {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['@apollo/*', '@urql/*', 'rxjs', 'wonka', 'msw'],
  });
  const { text } = outputFiles[0];
  return { text, gzipped: gzipSync(text).length };
}

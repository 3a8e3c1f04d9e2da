/** Draws docs/diagrams/*.dot as SVG files beside them. With `--check` it writes nothing, and fails where one is not fresh. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { Graphviz } from '@hpcc-js/wasm-graphviz';

const folder = new URL('../docs/diagrams/', import.meta.url);
const graphviz = await Graphviz.load();
for (const name of readdirSync(folder).filter((file) => file.endsWith('.dot'))) {
  const svg = graphviz.dot(readFileSync(new URL(name, folder), 'utf8'));
  const file = new URL(name.replace(/dot$/, 'svg'), folder);
  if (!process.argv.includes('--check')) writeFileSync(file, svg);
  else if (readFileSync(file, 'utf8') !== svg) {
    throw new Error(`docs/diagrams/${name} was changed after its SVG: npm run docs:print`);
  }
}

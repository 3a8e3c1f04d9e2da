/** Removes from node_modules what nothing loads: `node scripts/release/remove-unused-files.mjs`. For the image only. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { isUnused } from './unused-files.mjs';

const root = join(import.meta.dirname, '..', '..', 'node_modules');

/** In a folder of packages only `.bin` and the like are unused: a package may have any name. */
function clean(folder, holdsPackages) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (holdsPackages ? entry.name.startsWith('.') : isUnused(entry)) rmSync(path, { recursive: true });
    else if (entry.isDirectory())
      clean(path, entry.name === 'node_modules' || (holdsPackages && entry.name.startsWith('@')));
  }
}
clean(root, true);

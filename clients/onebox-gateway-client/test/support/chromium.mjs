import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright-core';

const commands = ['chromium', 'chromium-browser', 'google-chrome'];

function canRun(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts the Chromium on PATH, without a window. */
export function launchChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const executablePath = commands.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
  if (executablePath === undefined)
    throw new Error('No Chromium on PATH: run node scripts/install-test-tools.mjs');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

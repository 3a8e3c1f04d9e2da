/** Reads the settings that the gateway writes into the element with the id `settings`. */
export function readSettings(): unknown {
  return JSON.parse(document.getElementById('settings')?.textContent ?? '{}') as unknown;
}

/** What the gateway tells its pages, in the element with the id `settings`. */
export function readSettings(): unknown {
  return JSON.parse(document.getElementById('settings')?.textContent ?? '{}') as unknown;
}

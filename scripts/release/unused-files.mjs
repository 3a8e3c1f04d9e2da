// A licence may be in the readme alone.
const texts = /^(?:licen[cs]e|notice|copying|authors|readme)/i;
const folders = /^(?:\..*|tests?|__tests__|bench(?:marks?)?|examples?|docs)$/;
const files = /^\.|\.(?:map|[cm]?ts|tsbuildinfo|md)$/;

/** Says of a directory entry of a package whether nothing loads it: sources, tests, documentation. A third of all files is. */
export function isUnused(entry) {
  if (entry.isDirectory()) return folders.test(entry.name);
  return files.test(entry.name) && !texts.test(entry.name);
}

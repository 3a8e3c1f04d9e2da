import { oldestNode } from '../version';
import { error, type Finding, ok, warning } from './finding';

// The oldest version that Node.js still fixes: docs/versions.md.
const oldestSupportedNode = 22;

/** Checks whether the gateway runs on this version of Node.js, and whether Node.js still fixes it. */
export function checkNode(running: string): Finding {
  const [major = 0, minor = 0] = running.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split('.').map(Number);
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    return error('node', `${running} is too old. Install ${oldestNode} or later.`);
  }
  return major < oldestSupportedNode
    ? warning(
        'node',
        `${running} is past its end of life, and version 1.1 will not start on it. Install Node.js 24.`,
      )
    : ok('node', running);
}

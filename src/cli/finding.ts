/** What `doctor` checked. */
export type Subject =
  'node' | 'configuration' | 'port' | 'manifests' | 'onebox' | 'clock' | 'store' | 'traces';

/** The result of one check. A warning and an error say what to do. */
export interface Finding {
  subject: Subject;
  verdict: 'ok' | 'warning' | 'error';
  text: string;
}

export function ok(subject: Subject, text: string): Finding {
  return { subject, verdict: 'ok', text };
}

export function warning(subject: Subject, text: string): Finding {
  return { subject, verdict: 'warning', text };
}

export function error(subject: Subject, text: string): Finding {
  return { subject, verdict: 'error', text };
}

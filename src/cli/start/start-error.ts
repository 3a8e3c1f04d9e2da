interface StartError extends Partial<Error> {
  code?: string;
  port?: number;
}

/**
 * Describes a failed start for standard error. It imports no module of the gateway, since the error may be a missing package.
 */
export function describeStartError(error: unknown): string {
  const { name, message = '', code, port, stack } = error as StartError;
  if (name === 'RecordInputError') return `The input of --record is wrong: ${message}\n`;
  if (name === 'ConfigError') return `The configuration is wrong:\n${message}\nSee --help.\n`;
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken: choose another with PORT, METRICS_PORT or SANDBOX_PORT.\n`;
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    const [missing = 'a package'] = /'[^']+'/.exec(message) ?? [];
    return `onebox-gateway: ${missing} is not installed. Run "npm ci" in its folder, or install the package again.\n`;
  }
  return `The gateway could not start: ${stack ?? String(error)}\n`;
}

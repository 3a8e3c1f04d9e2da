import { type RequestListener } from 'node:http';

/** Responses that wait until they are released. */
export interface HeldAnswer {
  listener: RequestListener;
  release(): void;
}

/** Delays the responses of `listener`. */
export function holdAnswer(listener: RequestListener): HeldAnswer {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    listener: (request, response) => {
      void released.then(() => {
        listener(request, response);
      });
    },
    release,
  };
}

const timeoutMs = 20_000;

/** Resolves when `holds` returns true. Limited, since a failing test would otherwise keep its process running. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > endMs) throw new Error(`${holds.toString()} does not hold.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

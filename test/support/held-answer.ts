import { type RequestListener } from 'node:http';

/** Answers that wait until they are let go. */
export interface HeldAnswer {
  listener: RequestListener;
  release(): void;
}

/** Holds the answers of `listener` back. */
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

/** Resolves when `holds` does. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

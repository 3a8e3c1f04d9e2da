import { readSettings } from '../settings.js';

/** The initial state of the explorer. */
interface ExplorerSettings {
  document: string;
  variables: Record<string, string>;
  headers: Record<string, string>;
}

declare const EmbeddedSandbox: new (options: {
  target: HTMLElement;
  initialEndpoint: string;
  initialState: ExplorerSettings & { includeCookies: boolean; pollForSchemaUpdates: boolean };
  runTelemetry: boolean;
  allowDynamicStyles: boolean;
  endpointIsEditable: boolean;
}) => unknown;

const sandboxOrigin = 'https://sandbox.embed.apollographql.com';
const sandboxScript =
  'https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js';
const timeoutMs = 8000;

/** Opens Altair, which the gateway serves itself. */
function openAltair(): void {
  location.replace('/graphql/altair/');
}

function loadSandbox(): void {
  const settled = new AbortController();
  const { signal } = settled;
  setTimeout(() => {
    if (!signal.aborted) openAltair();
  }, timeoutMs);
  // Apollo Sandbox posts a message as soon as it runs. A frame that did not load never does.
  addEventListener(
    'message',
    ({ origin }) => {
      if (origin !== sandboxOrigin) return;
      settled.abort();
      document.getElementById('waiting')?.remove();
    },
    { signal },
  );
  addEventListener('securitypolicyviolation', openAltair, { signal });
  const script = document.createElement('script');
  script.src = sandboxScript;
  script.addEventListener('error', openAltair);
  script.addEventListener('load', openSandbox);
  document.head.append(script);
  fetch(sandboxOrigin, { mode: 'no-cors', signal }).catch(() => {
    if (!signal.aborted) openAltair();
  });
}

function openSandbox(): void {
  const target = document.getElementById('explorer');
  if (target === null) return;
  new EmbeddedSandbox({
    target,
    initialEndpoint: `${location.origin}/graphql`,
    initialState: {
      ...(readSettings() as ExplorerSettings),
      includeCookies: false,
      pollForSchemaUpdates: false,
    },
    runTelemetry: false,
    allowDynamicStyles: false,
    endpointIsEditable: false,
  });
}

if (navigator.onLine) loadSandbox();
else openAltair();

import { randomUUID } from 'node:crypto';

import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';

/** What sends traces and metrics: this process of this version, unless OTEL_RESOURCE_ATTRIBUTES says otherwise. */
export function otelResource(version: string): Resource {
  return defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': 'onebox-gateway',
        'service.version': version,
        'service.instance.id': randomUUID(),
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }));
}

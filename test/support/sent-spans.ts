/** A span that a collector of OTLP/HTTP received. */
export interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  name: string;
  status: { code: number };
  links: { traceId: string; spanId: string }[];
  attributes: Readonly<Record<string, unknown>>;
}

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: number };
}

type WireSpan = Omit<SentSpan, 'attributes'> & { attributes: Attribute[] };

/** The spans in the body of an export. */
export function spansIn(body: string): SentSpan[] {
  const { resourceSpans = [] } = JSON.parse(body) as {
    resourceSpans?: { scopeSpans: { spans: WireSpan[] }[] }[];
  };
  return resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
    .map((span) => ({ ...span, attributes: valuesOf(span.attributes) }));
}

function valuesOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue] as const),
  );
}
